package dev.nsjava.topology.draw;

import dev.nsjava.table.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts as a terminal shows them, in cells. */
final class DrawingCells {

  private static final int REPLACEMENT = 0xfffd;
  private static final char ELLIPSIS = '\u2026';

  private DrawingCells() {}

  /** What a name says that is kept as bytes, one char each; what is no UTF-8 is U+FFFD. */
  static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** A text in which nothing speaks to a terminal, or turns the direction of writing. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      clean.appendCodePoint(isShown(point) ? point : REPLACEMENT);
    }
    return clean.toString();
  }

  private static boolean isShown(int point) {
    int type = Character.getType(point);
    boolean plain = point >= ' ' && point < 0x7f; // most are
    return plain
        || (Utf8.width(point) >= 0 && type != Character.FORMAT && type != Character.PRIVATE_USE);
  }

  /** The cells that a clean text takes. */
  static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      width += point < 0x7f ? 1 : Math.max(Utf8.width(point), 0);
    }
    return width;
  }

  /** The widest of texts; 0 if there are none. */
  static int width(List<String> texts) {
    int width = 0;
    for (String text : texts) {
      width = Math.max(width, width(text));
    }
    return width;
  }

  /**
   * The beginning of a text, with an ellipsis where something is left out.
   *
   * @param most cells, from 1
   */
  static String cut(String text, int most) {
    if (width(text) <= most) {
      return text;
    }
    int cells = 1;
    int end = 0;
    while (true) {
      int point = text.codePointAt(end);
      cells += Math.max(Utf8.width(point), 0);
      if (cells > most) {
        return text.substring(0, end) + ELLIPSIS;
      }
      end += Character.charCount(point);
    }
  }
}
