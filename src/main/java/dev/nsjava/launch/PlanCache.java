package dev.nsjava.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The plans that the launcher keeps, see docs/cache.md: it alone reads and writes them. */
public final class PlanCache {

  /** The trouble where none has been kept so far. */
  public static final String NONE_YET = "No such file or directory";

  private static final String OFF = "NSJAVA_CACHE is off";

  private final Launcher launcher;
  private final String trouble;
  private final String path;

  /**
   * One that is kept.
   *
   * @param words of the call, the name of the program first
   * @param hole the number of the word in {@code words} that goes on with any PID, or 0
   * @param program whether a program follows
   */
  public record Kept(List<String> words, int hole, boolean program) {}

  /** Those of a launcher. */
  public PlanCache(Launcher launcher) throws IOException {
    this.launcher = launcher;
    List<String> answer = launcher.ask("cache", List.of("path"));
    trouble = answer.get(0);
    path = answer.get(1);
  }

  /** Where they are, or nothing. */
  public String path() {
    return path;
  }

  /** Why there are none, or nothing. */
  public String trouble() {
    return trouble;
  }

  /** Whether the caller wants none. */
  public boolean isOff() {
    return trouble.equals(OFF);
  }

  /**
   * Whether there is one.
   *
   * @param first the number of the caller's word from which on it is looked for
   */
  public boolean has(int first) throws IOException {
    return !launcher.ask("cache", List.of("look", Integer.toString(first))).get(1).isEmpty();
  }

  /** All, the oldest first. */
  public List<Kept> all() throws IOException {
    List<String> answer = launcher.ask("cache", List.of("list"));
    List<Kept> all = new ArrayList<>();
    for (int at = 1; at + 2 < answer.size(); ) {
      int count = Integer.parseInt(answer.get(at));
      boolean program = !answer.get(at + 1).isEmpty();
      int hole = Integer.parseInt(answer.get(at + 2));
      at += 3;
      all.add(new Kept(List.copyOf(answer.subList(at, at + count)), hole, program));
      at += count;
    }
    return all;
  }

  /** Throws all away. */
  public void clear() throws IOException {
    launcher.ask("cache", List.of("clear"));
  }
}
