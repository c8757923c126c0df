package dev.nsjava.topology.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.topology.Topology;
import dev.nsjava.topology.draw.DrawingPicture.Frame;
import dev.nsjava.topology.draw.DrawingPicture.Role;
import dev.nsjava.topology.draw.DrawingPicture.Stroke;
import dev.nsjava.topology.draw.DrawingPicture.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing lies on something else, by geometry. */
class DrawingLayoutTest {

  /** Cells, from the first to the last of each. */
  private record Area(int left, int top, int right, int bottom) {

    boolean meets(Area other) {
      return left <= other.right
          && other.left <= right
          && top <= other.bottom
          && other.top <= bottom;
    }

    boolean holds(Area other) {
      return left < other.left && top < other.top && right > other.right && bottom > other.bottom;
    }
  }

  static Stream<Drawing> drawings() {
    List<Topology> all = new ArrayList<>();
    for (int count : new int[] {1, 3, 12, 60, 100}) {
      all.add(DrawnNetworks.star(count));
      all.add(DrawnNetworks.hub(count));
      all.add(DrawnNetworks.chain(count));
      all.add(DrawnNetworks.ring(count));
      all.add(DrawnNetworks.dual(count));
    }
    all.add(DrawnNetworks.grid(1, 3));
    all.add(DrawnNetworks.grid(3, 4));
    all.add(DrawnNetworks.grid(6, 10));
    all.add(DrawnNetworks.grid(10, 10));
    all.add(DrawnNetworks.wan());
    all.add(DrawnNetworks.office());
    all.add(DrawnNetworks.shop());
    return all.stream().map(Drawing::of);
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void nothing_overlaps_in_80_columns(Drawing drawing) {
    DrawingPicture picture = DrawingLayout.of(drawing, 80, true);

    assertThat(picture.width()).isLessThanOrEqualTo(80);
    check(drawing, picture);
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void nothing_overlaps_where_there_is_room(Drawing drawing) {
    check(drawing, DrawingLayout.of(drawing, DrawingLayout.roomy(drawing), false));
  }

  private static void check(Drawing drawing, DrawingPicture picture) {
    assertThat(picture.frames()).hasSameSizeAs(drawing.boxes());
    List<Area> boxes = new ArrayList<>();
    for (Frame frame : picture.frames()) {
      int right = frame.x() + frame.width() - 1;
      int bottom = frame.y() + frame.height() - 1;
      boxes.add(new Area(frame.x(), frame.y(), right, bottom));
    }
    List<Area> texts = new ArrayList<>();
    for (Text text : picture.texts()) {
      int right = text.x() + text.width() - 1;
      Area area = new Area(text.x(), text.y(), right, text.y());
      texts.add(area);
      boolean inside = boxes.stream().anyMatch(box -> box.holds(area));
      boolean outside = boxes.stream().noneMatch(box -> box.meets(area));
      assertThat(text.role() == Role.MIDDLE ? outside : inside).as("%s", text).isTrue();
    }
    apart(boxes);
    apart(texts);
    picture.strokes().forEach(stroke -> alone(stroke, picture, boxes, texts));
    boxes.addAll(texts);
    Area page = new Area(-1, -1, picture.width(), picture.height());
    assertThat(boxes).allMatch(page::holds);
  }

  private static void apart(List<Area> areas) {
    for (int i = 0; i < areas.size(); i++) {
      for (Area other : areas.subList(0, i)) {
        assertThat(areas.get(i).meets(other)).as("%s on %s", areas.get(i), other).isFalse();
      }
    }
  }

  /**
   * A line crosses no box, no label but its own, and shares no cells with another along its way.
   */
  private static void alone(
      Stroke stroke, DrawingPicture picture, List<Area> boxes, List<Area> texts) {
    Area line = new Area(stroke.x1(), stroke.y1(), stroke.x2(), stroke.y2());
    boolean level = stroke.y1() == stroke.y2();
    for (Area box : boxes) {
      boolean touches = !level && (line.top == box.bottom || line.bottom == box.top);
      assertThat(box.meets(line) && !touches).as("%s on %s", line, box).isFalse();
    }
    for (Area text : texts) {
      boolean own = !level && line.left >= text.left && line.right <= text.right;
      assertThat(text.meets(line) && !own).as("%s on %s", line, text).isFalse();
    }
    for (Stroke other : picture.strokes()) {
      Area second = new Area(other.x1(), other.y1(), other.x2(), other.y2());
      boolean parallel = level == (other.y1() == other.y2());
      boolean ends = !parallel && (ends(line, level, second) || ends(second, !level, line));
      boolean shared = other.net() != stroke.net() && line.meets(second) && (parallel || ends);
      assertThat(shared).as("%s on %s", line, second).isFalse();
    }
  }

  /** Whether a line ends on another, and does not cross it. */
  private static boolean ends(Area line, boolean level, Area other) {
    return level
        ? line.left == other.left || line.right == other.left
        : line.top == other.top || line.bottom == other.top;
  }
}
