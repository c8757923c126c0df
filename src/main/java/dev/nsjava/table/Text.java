package dev.nsjava.table;

import org.jspecify.annotations.Nullable;

/** Bytes as a terminal shows them, one char a byte. */
final class Text {

  /** The cells of a byte as in {@code \x1b}. */
  private static final int ESCAPED = 4;

  private Text() {}

  /** Whether the bytes are shown as they are, a cell each; most are. */
  static boolean isPlain(String text) {
    for (byte c : Output.bytes(text)) {
      if (c < ' ' || c == 0x7f || c == '\\') { // a byte of 0x80 and more is below 0
        return false;
      }
    }
    return true;
  }

  /** The cells that part of a text takes where it is shown. */
  static int width(String text, int from, int to, boolean utf8) {
    return show(text, from, to, utf8, Integer.MAX_VALUE, null);
  }

  /**
   * Shows part of a text: all that is not for printing as in {@code \x1b}, and so the backslash of
   * what looks like that.
   *
   * @param most the cells there are; what does not fit is left out
   * @param out null to measure only
   * @return the cells it takes
   */
  static int show(String text, int from, int to, boolean utf8, int most, @Nullable Output out) {
    byte[] bytes = Output.bytes(text);
    int width = 0;
    int shown = from; // what stands before is written
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      int length = 1;
      int cells = 1;
      if (b < ' ' || b == 0x7f || (b == '\\' && isLikeEscape(bytes, i, to))) {
        int point = b < 0 && utf8 ? Utf8.decode(text, i, to) : -1;
        length = point < 0 ? 1 : Utf8.length(point);
        cells = point < 0 ? -1 : Utf8.width(point);
      }
      if (cells < 0) {
        write(text, shown, i, out);
        shown = i + length;
        for (int k = i; k < shown; k++) {
          if (width > most - ESCAPED) {
            cutEscape(bytes[k], most - width, out);
            return most;
          }
          width += ESCAPED;
          if (out != null) {
            out.escape(bytes[k]);
          }
        }
      } else if (cells > most - width) {
        break;
      } else {
        width += cells;
      }
      i += length;
    }
    write(text, shown, i, out);
    return width;
  }

  private static boolean isLikeEscape(byte[] bytes, int at, int end) {
    return at + 1 < end && bytes[at + 1] == 'x';
  }

  private static void write(String text, int from, int to, @Nullable Output out) {
    if (out != null && from < to) {
      out.append(text, from, to);
    }
  }

  /** As much of an escaped byte as fits. */
  private static void cutEscape(byte b, int cells, @Nullable Output out) {
    if (out != null && cells > 0) {
      Output escaped = new Output();
      escaped.escape(b);
      out.append(escaped.toString(), 0, cells);
    }
  }
}
