package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.Kind;
import dev.nsjava.topology.draw.Drawing.State;
import dev.nsjava.topology.draw.DrawingPicture.Frame;
import dev.nsjava.topology.draw.DrawingPicture.Role;
import dev.nsjava.topology.draw.DrawingPicture.Stroke;
import dev.nsjava.topology.draw.DrawingPicture.Text;
import java.util.Arrays;

/** A picture for a terminal, of the characters for boxes or of plain ASCII. */
final class DrawingText {

  private static final int UP = 1;
  private static final int DOWN = 2;
  private static final int LEFT = 4;
  private static final int RIGHT = 8;

  /** By the directions that lead from a cell: 1 up, 2 down, 4 left, 8 right. */
  private static final String LINES =
      " \u2575\u2577\u2502\u2574\u2518\u2510\u2524\u2576\u2514\u250c\u251c\u2500\u2534\u252c\u253c";

  private static final String PLAIN = " |||-+++-+++-+++";

  /** Level, upright, corners from the upper left on, a line up, a line down. */
  private static final String THIN = "\u2500\u2502\u250c\u2510\u2514\u2518\u2534\u252c";

  private static final String DOUBLE = "\u2550\u2551\u2554\u2557\u255a\u255d\u2567\u2564";
  private static final String HEAVY = "\u2501\u2503\u250f\u2513\u2517\u251b\u2537\u252f";
  private static final String DASHED = "\u254c\u254e\u250c\u2510\u2514\u2518\u2534\u252c";

  private final boolean utf8;
  private final int[][] mask;
  private final int[][] net;

  /** What is shown in a cell; {@code ""} behind what is two cells wide. */
  private final String[][] cells;

  private final String[][] colours;

  private DrawingText(DrawingPicture picture, boolean utf8) {
    this.utf8 = utf8;
    mask = new int[picture.height()][picture.width()];
    net = new int[picture.height()][picture.width()];
    cells = new String[picture.height()][picture.width()];
    colours = new String[picture.height()][picture.width()];
    for (String[] row : colours) {
      Arrays.fill(row, "");
    }
  }

  /**
   * The picture, without blanks at the ends of lines.
   *
   * @param utf8 whether other characters than those of ASCII may be used
   * @param colour whether states are shown by colours
   */
  static String print(DrawingPicture picture, boolean utf8, boolean colour) {
    DrawingText text = new DrawingText(picture, utf8);
    picture.strokes().forEach(text::stroke);
    text.lines();
    picture.frames().forEach(text::frame);
    picture.texts().forEach(text::write);
    return text.print(colour);
  }

  private void stroke(Stroke stroke) {
    boolean level = stroke.y1() == stroke.y2();
    int length = stroke.x2() - stroke.x1() + stroke.y2() - stroke.y1();
    for (int i = 0; i <= length; i++) {
      int x = stroke.x1() + (level ? i : 0);
      int y = stroke.y1() + (level ? 0 : i);
      boolean crossing = mask[y][x] != 0 && net[y][x] != stroke.net() + 1;
      if (!(crossing && level)) { // the upright line goes on, the level one is interrupted
        mask[y][x] = crossing ? 0 : mask[y][x];
        mask[y][x] |= i > 0 ? level ? LEFT : UP : 0;
        mask[y][x] |= i < length ? level ? RIGHT : DOWN : 0;
        net[y][x] = stroke.net() + 1;
        colours[y][x] = colour(stroke.state());
      }
    }
  }

  private void lines() {
    String set = utf8 ? LINES : PLAIN;
    String[] shown = new String[set.length()]; // one of each, since there are many cells
    Arrays.setAll(shown, i -> String.valueOf(set.charAt(i)));
    for (int y = 0; y < mask.length; y++) {
      for (int x = 0; x < mask[y].length; x++) {
        cells[y][x] = shown[mask[y][x]];
      }
    }
  }

  private void frame(Frame frame) {
    String set = set(frame.kind());
    int right = frame.x() + frame.width() - 1;
    int bottom = frame.y() + frame.height() - 1;
    for (int x = frame.x() + 1; x < right; x++) {
      boolean up = (mask[frame.y()][x] & UP) != 0;
      boolean down = (mask[bottom][x] & DOWN) != 0;
      border(x, frame.y(), set.charAt(up ? 6 : 0), frame.state());
      border(x, bottom, set.charAt(down ? 7 : 0), frame.state());
    }
    for (int y = frame.y() + 1; y < bottom; y++) {
      border(frame.x(), y, set.charAt(1), frame.state());
      border(right, y, set.charAt(1), frame.state());
    }
    border(frame.x(), frame.y(), set.charAt(2), frame.state());
    border(right, frame.y(), set.charAt(3), frame.state());
    border(frame.x(), bottom, set.charAt(4), frame.state());
    border(right, bottom, set.charAt(5), frame.state());
  }

  private void border(int x, int y, char c, State state) {
    cells[y][x] = String.valueOf(c);
    colours[y][x] = colour(state);
  }

  private String set(Kind kind) {
    return switch (kind) {
      case HOST -> utf8 ? HEAVY : "######++";
      case NAMESPACE -> utf8 ? THIN : "-|++++++";
      case BRIDGE -> utf8 ? DOUBLE : "=|++++++";
      case UNMANAGED -> utf8 ? DASHED : ".:....++";
    };
  }

  private void write(Text text) {
    String shown = text.text();
    int x = text.x();
    for (int i = 0; i < shown.length(); ) {
      int point = shown.codePointAt(i);
      int width = DrawingCells.width(Character.toString(point));
      i += Character.charCount(point);
      if (width == 0 && x > text.x()) {
        cells[text.y()][x - 1] += utf8 ? Character.toString(point) : "";
      }
      for (int k = 0; k < width; k++) {
        cells[text.y()][x + k] = utf8 ? k == 0 ? Character.toString(point) : "" : plain(point);
        String bold = text.role() == Role.NAME ? "\033[1m" : "";
        colours[text.y()][x + k] = bold + (text.role() == Role.MIDDLE ? "" : colour(text.state()));
      }
      x += width;
    }
  }

  private static String plain(int point) {
    return switch (point) {
      case '\u2192' -> ">";
      case '\u2026' -> "~";
      default -> point < 0x7f ? String.valueOf((char) point) : "?";
    };
  }

  private static String colour(State state) {
    return switch (state) {
      case PLANNED -> "";
      case UP -> "\033[32m";
      case DRIFTED -> "\033[33m";
      case MISSING -> "\033[31m";
    };
  }

  private String print(boolean colour) {
    StringBuilder out = new StringBuilder();
    for (int y = 0; y < cells.length; y++) {
      int end = cells[y].length;
      while (end > 0 && cells[y][end - 1].equals(" ")) {
        end--;
      }
      String now = "";
      for (int x = 0; x < end; x++) {
        String next = colours[y][x];
        String wanted = !colour || cells[y][x].equals(" ") ? "" : next;
        if (!wanted.equals(now)) {
          out.append(now.isEmpty() ? "" : "\033[0m").append(wanted);
          now = wanted;
        }
        out.append(cells[y][x]);
      }
      out.append(now.isEmpty() ? "\n" : "\033[0m\n");
    }
    return out.toString();
  }
}
