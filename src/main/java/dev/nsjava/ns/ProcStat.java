package dev.nsjava.ns;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What proc_pid_stat(5) says of a process.
 *
 * @param state one letter; {@code Z} is dead
 * @param parent 0 if it has none that can be seen
 * @param start the time it started at, in ticks since boot
 */
public record ProcStat(char state, long parent, long start) {

  /** Field 22, counted from the third. */
  private static final int START = 22 - 3;

  /**
   * Reads {@code stat} in a process' directory.
   *
   * @throws IOException if there is no such process (any more)
   */
  public static ProcStat of(String directory) throws IOException {
    try (FileInputStream in = new FileInputStream(directory + "/stat")) {
      byte[] line = new byte[2048];
      int length = in.read(line);
      if (length <= 0) { // it ended after it was opened
        throw new IOException("No such process");
      }
      return parse(new String(line, 0, length, StandardCharsets.ISO_8859_1));
    }
  }

  /** The second field may hold anything, parentheses too, but nothing after it does. */
  static ProcStat parse(String line) {
    int at = line.lastIndexOf(')') + 2;
    char state = line.charAt(at);
    int parent = line.indexOf(' ', at) + 1;
    int start = parent;
    for (int i = 1; i < START; i++) {
      start = line.indexOf(' ', start) + 1;
    }
    return new ProcStat(state, number(line, parent), number(line, start));
  }

  /** What tells it from others with the same pid, see {@link Target.Running}. */
  public String check() {
    return "start:" + start;
  }

  /** Whether it has ended, and its parent has not asked how. */
  public boolean isDead() {
    return state == 'Z' || state == 'X';
  }

  private static long number(String line, int from) {
    return Long.parseLong(line, from, line.indexOf(' ', from), 10);
  }
}
