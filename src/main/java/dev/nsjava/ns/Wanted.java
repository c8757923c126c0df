package dev.nsjava.ns;

import java.util.List;

/** What is looked for among the processes. */
interface Wanted {

  /**
   * One thing that fits.
   *
   * @param key the same for all processes of one thing, and for no other thing
   * @param name what it can be asked for by, with its kind
   * @param exact whether it has the very name that was asked for
   */
  record Match(String key, String name, boolean exact) {}

  /** What fits of that which a process is part of. */
  List<Match> matches(Processes processes, long pid);

  /** Whether the process with the lowest pid is meant, not that which started first. */
  default boolean isLowest() {
    return false;
  }

  /** Whether a process stands for its descendants. */
  default boolean isFamily() {
    return false;
  }
}
