package dev.nsjava.cli;

import dev.nsjava.table.Output;

/**
 * As much of a text as a terminal has lines for, to be drawn over what is there. The last newline
 * is left out: the terminal must not scroll.
 */
final class LsScreen implements Output.Sink {

  /** See ECMA-48: cursor to the first place; what is right of it, below it, go. */
  private static final String HOME = "\033[H";

  private static final String CLEAR_LINE = "\033[K";
  private static final String CLEAR_BELOW = "\033[J";

  /** In bytes; no terminal has room for more. */
  private static final int MOST = 1 << 20;

  private final int rows;
  private final StringBuilder text = new StringBuilder(HOME);
  private int line;
  private boolean begun;

  /** An empty one of so many lines. */
  LsScreen(int rows) {
    this.rows = rows;
  }

  @Override
  public void take(String piece) {
    for (int start = 0; start < piece.length() && line < rows && text.length() < MOST; ) {
      int end = piece.indexOf('\n', start);
      text.append(begun || line == 0 ? "" : "\n");
      text.append(piece, start, end < 0 ? piece.length() : end);
      begun = end < 0;
      if (end >= 0) {
        text.append(CLEAR_LINE);
        line++;
      }
      start = end < 0 ? piece.length() : end + 1;
    }
  }

  /** What draws it. */
  @Override
  public String toString() {
    return text + CLEAR_BELOW;
  }
}
