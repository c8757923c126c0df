package dev.nsjava.topology.run;

import dev.nsjava.topology.ProcessName;
import dev.nsjava.topology.live.State;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * How it is with a process.
 *
 * @param digest of what was asked for when it was started
 * @param supervisor the pid of its supervisor, or 0 if there is none by now
 * @param pid of the program, or 0
 * @param starts how often it was started
 * @param ended how it ended last: {@code status:1}, {@code signal:9}; or nothing
 * @param since seconds since 1970 from which on it is so
 */
public record ProcessStatus(
    ProcessName name,
    State state,
    String digest,
    int supervisor,
    int pid,
    int starts,
    String ended,
    long since) {

  /** What it does. */
  public enum State {
    /** The program runs. */
    RUNNING,
    /** It has ended, and is started again after a while. */
    WAITING,
    /** It has ended with status 0, and that was all. */
    ENDED,
    /** It has ended otherwise, and is not started again. */
    FAILED,
    /** The supervisor was killed. */
    LOST;

    /** As people have it: {@code running}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String GOOD = "status:0";

  /**
   * What a record says.
   *
   * @param record a digest, a newline, state, pid, starts, end and time
   * @param supervisor who holds it locked, or 0
   */
  public static ProcessStatus of(ProcessName name, String record, int supervisor) {
    StringTokenizer words = new StringTokenizer(record, " \n");
    String digest = next(words);
    boolean over = next(words).equals("ended");
    int pid = number(next(words));
    int starts = number(next(words));
    String ended = next(words).replace("-", "");
    long since = seconds(next(words));
    State state = State.RUNNING;
    if (over) {
      state = ended.equals(GOOD) ? State.ENDED : State.FAILED;
    } else if (supervisor == 0) {
      state = State.LOST;
    } else if (pid == 0) {
      state = State.WAITING;
    }
    boolean lives = state == State.RUNNING || state == State.WAITING;
    return new ProcessStatus(
        name, state, digest, lives ? supervisor : 0, lives ? pid : 0, starts, ended, since);
  }

  private static String next(StringTokenizer words) {
    return words.hasMoreTokens() ? words.nextToken() : "";
  }

  private static int number(String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static long seconds(String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Whether it is as it should be, and need not be started. */
  boolean isSettled(String wanted, String restart) {
    boolean lives = state == State.RUNNING || state == State.WAITING;
    boolean done = state == State.ENDED && !restart.equals("always");
    return digest.equals(wanted) && (lives || done);
  }

  /** How it ended, for people: {@code ended with status 1}. */
  String end() {
    return ended.startsWith("signal:")
        ? "was ended by signal " + ended.substring("signal:".length())
        : "ended with status " + ended.substring(ended.indexOf(':') + 1);
  }
}
