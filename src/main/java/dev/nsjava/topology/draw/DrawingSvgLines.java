package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.DrawingPicture.Stroke;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The lines of an SVG: round where they turn, and apart where they cross. */
final class DrawingSvgLines {

  /** Pixels. */
  private static final int RADIUS = 7;

  /** Half of what an upright line takes away from a level one that it crosses. */
  private static final int CLEAR = 5;

  private final List<Stroke> level = new ArrayList<>();
  private final List<Stroke> upright = new ArrayList<>();
  private final StringBuilder out;

  /** The ends of upright strokes that are drawn with the level one. */
  private final Set<List<Integer>> turns = new HashSet<>();

  DrawingSvgLines(List<Stroke> strokes, StringBuilder out) {
    this.out = out;
    for (Stroke stroke : strokes) {
      if (stroke.y1() == stroke.y2() && stroke.x1() != stroke.x2()) {
        level.add(stroke);
      } else if (stroke.y1() != stroke.y2()) {
        upright.add(stroke);
      }
    }
  }

  void print() {
    level.forEach(this::level);
    for (Stroke one : level) {
      for (Stroke other : upright) {
        boolean within = other.x1() > one.x1() && other.x1() < one.x2();
        boolean meets = other.y1() < one.y1() && other.y2() > one.y1();
        if (within && meets && one.net() != other.net()) {
          clear(other.x1(), one.y1());
        }
      }
    }
    upright.forEach(this::upright);
  }

  private void level(Stroke stroke) {
    int width = (stroke.x2() - stroke.x1()) * DrawingSvg.CELL_WIDTH;
    int radius = Math.min(RADIUS, width / 2);
    int left = DrawingSvg.x(stroke.x1());
    int right = DrawingSvg.x(stroke.x2());
    int y = DrawingSvg.y(stroke.y1());
    int first = turn(stroke, stroke.x1());
    int last = turn(stroke, stroke.x2());
    begin(stroke);
    if (first == 0) {
      out.append('M').append(left).append(' ').append(y);
    } else {
      out.append('M').append(left).append(' ').append(y + first * RADIUS);
      out.append('Q').append(left).append(' ').append(y).append(' ');
      out.append(left + radius).append(' ').append(y);
    }
    if (last == 0) {
      out.append('H').append(right);
    } else {
      out.append('H').append(right - radius);
      out.append('Q').append(right).append(' ').append(y).append(' ');
      out.append(right).append(' ').append(y + last * RADIUS);
    }
    out.append("\"/>\n");
  }

  private void begin(Stroke stroke) {
    out.append("<path class=\"").append(stroke.state().word()).append("\" d=\"");
  }

  /** Whether a level stroke ends in one that goes up (-1) or down (1), and in no other. */
  private int turn(Stroke stroke, int x) {
    int way = 0;
    for (Stroke other : upright) {
      if (other.net() == stroke.net() && other.x1() == x) {
        boolean down = other.y1() == stroke.y1();
        boolean up = other.y2() == stroke.y1();
        way |= (down ? 1 : 0) | (up ? 2 : 0);
      }
    }
    if (way == 1 || way == 2) {
      turns.add(List.of(stroke.net(), x, stroke.y1()));
    }
    return way == 1 ? 1 : way == 2 ? -1 : 0;
  }

  private void clear(int x, int y) {
    out.append("<rect class=\"gap\" x=\"").append(DrawingSvg.x(x) - CLEAR).append("\" y=\"");
    out.append(DrawingSvg.y(y) - 2).append("\" width=\"").append(2 * CLEAR);
    out.append("\" height=\"4\"/>\n");
  }

  private void upright(Stroke stroke) {
    boolean above = turns.contains(List.of(stroke.net(), stroke.x1(), stroke.y1()));
    boolean below = turns.contains(List.of(stroke.net(), stroke.x1(), stroke.y2()));
    begin(stroke);
    out.append('M').append(DrawingSvg.x(stroke.x1())).append(' ');
    out.append(DrawingSvg.y(stroke.y1()) + (above ? RADIUS : 0)).append('V');
    out.append(DrawingSvg.y(stroke.y2()) - (below ? RADIUS : 0)).append("\"/>\n");
  }
}
