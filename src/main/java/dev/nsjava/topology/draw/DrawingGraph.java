package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.Box;
import dev.nsjava.topology.draw.Drawing.Kind;
import dev.nsjava.topology.draw.Drawing.Line;
import dev.nsjava.topology.draw.Drawing.State;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which boxes of a drawing are neighbours, and which lines are drawn in which way. */
final class DrawingGraph {

  /** Cells that boxes may differ by to be made alike. */
  private static final int ALIKE = 6;

  /** The most cells of a text: any address has room, with its length. */
  private static final int LONGEST = 43;

  final Drawing drawing;

  private final int limit;
  private final List<List<Integer>> neighbours = new ArrayList<>();
  private final int[] wanted;
  private final BitSet cut = new BitSet();

  /** The lines that are cut, in their order, by their boxes. */
  private final Map<Integer, SortedSet<Integer>> cutAt = new HashMap<>();

  /** The cells of the widest namespace with one line, or two. */
  private final int[] widest = new int[3];

  /**
   * A drawing to be laid out.
   *
   * @param limit the cells that there are in a row
   */
  DrawingGraph(Drawing drawing, int limit) {
    this.drawing = shortened(drawing, Math.max(8, Math.min(LONGEST, limit - 6)));
    this.limit = limit;
    wanted = new int[drawing.boxes().size()];
    for (int i = 0; i < wanted.length; i++) {
      neighbours.add(new ArrayList<>());
    }
    for (Line line : this.drawing.lines()) {
      neighbours.get(line.from()).add(line.to());
      wanted[line.from()] += DrawingCells.width(line.fromLabel()) + DrawingItem.GAP;
      if (line.to() != line.from()) {
        neighbours.get(line.to()).add(line.from());
        wanted[line.to()] += DrawingCells.width(line.toLabel()) + DrawingItem.GAP;
      }
    }
    for (int box = 0; box < wanted.length; box++) {
      int few = few(box);
      widest[few] = Math.max(widest[few], width(box, false));
    }
  }

  private static Drawing shortened(Drawing drawing, int most) {
    List<Box> boxes = new ArrayList<>();
    for (Box box : drawing.boxes()) {
      String name = DrawingCells.cut(box.name(), most);
      boxes.add(new Box(name, shortened(box.text(), most), box.kind(), box.state()));
    }
    List<Line> lines = new ArrayList<>();
    for (Line line : drawing.lines()) {
      lines.add(
          new Line(
              line.from(),
              line.to(),
              shortened(line.fromLabel(), most),
              shortened(line.toLabel(), most),
              shortened(line.middle(), most),
              line.state()));
    }
    return new Drawing(drawing.name(), boxes, lines);
  }

  private static List<String> shortened(List<String> texts, int most) {
    List<String> cut = new ArrayList<>(texts.size());
    for (String text : texts) {
      cut.add(DrawingCells.cut(text, most));
    }
    return cut;
  }

  List<Integer> neighbours(int box) {
    return neighbours.get(box);
  }

  /** Whether all lines of a box leave it by one way: a bridge's, and those that have no room. */
  boolean bundles(int box) {
    return drawing.boxes().get(box).kind() == Kind.BRIDGE || wanted[box] > limit;
  }

  /**
   * About the cells that a box needs, with the gap behind it.
   *
   * @param one whether all its lines leave by one side, or else by two
   */
  int estimate(int box, boolean one) {
    return alike(box, width(box, one)) + DrawingItem.GAP;
  }

  private int width(int box, boolean one) {
    Box drawn = drawing.boxes().get(box);
    int text = Math.max(DrawingCells.width(drawn.name()), DrawingCells.width(drawn.text()));
    int ports = bundles(box) ? 0 : wanted[box];
    ports = (one || neighbours.get(box).size() < 2 ? ports : (ports + 1) / 2) - DrawingItem.GAP;
    return (Math.max(text, ports) + DrawingItem.FRAME) | 1;
  }

  /** The width of a box: those with as few lines that differ little are equally wide. */
  int alike(int box, int width) {
    int most = few(box) == 0 ? width : widest[few(box)];
    return width < most && most - width <= ALIKE ? most : width;
  }

  /** The number of lines of a namespace with one or two; else 0. */
  private int few(int box) {
    boolean namespace = drawing.boxes().get(box).kind() == Kind.NAMESPACE;
    int lines = neighbours.get(box).size();
    return namespace && lines < widest.length ? lines : 0;
  }

  /** Has a line named at both ends instead of drawn. */
  void cut(int number) {
    Line line = drawing.lines().get(number);
    cut.set(number);
    cutAt.computeIfAbsent(line.from(), key -> new TreeSet<>()).add(number);
    cutAt.computeIfAbsent(line.to(), key -> new TreeSet<>()).add(number);
  }

  boolean isCut(int line) {
    return cut.get(line);
  }

  /** What stands in the middle of a box. */
  List<String> text(int box) {
    Box drawn = drawing.boxes().get(box);
    List<String> text = new ArrayList<>();
    text.add(drawn.name());
    if (drawn.state() == State.DRIFTED || drawn.state() == State.MISSING) {
      text.add("(" + drawn.state().word() + ")"); // also where there are no colours
    }
    text.addAll(drawn.text());
    for (int number : cutAt.getOrDefault(box, Collections.emptySortedSet())) {
      Line line = drawing.lines().get(number);
      if (line.from() == box) {
        text.addAll(reference(line.fromLabel(), line.middle(), line.to(), line.toLabel()));
      } else {
        text.addAll(reference(line.toLabel(), line.middle(), line.from(), line.fromLabel()));
      }
    }
    return text;
  }

  /** {@code eth0 10.0.0.1/30}, and where that leads to. */
  private List<String> reference(
      List<String> label, List<String> middle, int other, List<String> otherLabel) {
    String near = String.join(" ", label);
    String far = drawing.boxes().get(other).name();
    far += otherLabel.isEmpty() ? "" : " " + otherLabel.getFirst();
    String what = String.join(", ", middle).replaceAll("[()]", ""); // a state has its own
    far += what.isEmpty() ? "" : " (" + what + ")";
    List<String> lines = new ArrayList<>();
    if (!near.isEmpty()) {
      lines.add(DrawingCells.cut(near, LONGEST));
    }
    lines.add(DrawingCells.cut("\u2192 " + far, LONGEST));
    return lines;
  }
}
