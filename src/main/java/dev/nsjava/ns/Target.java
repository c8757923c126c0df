package dev.nsjava.ns;

/** What a name leads to, see {@link Targets}. */
public sealed interface Target {

  /**
   * A process.
   *
   * @param check what tells it from a later process with the same pid: {@code ino:N}, the inode of
   *     its pidfd, or {@code start:N}, its start time, field 22 of proc_pid_stat(5). It was read
   *     before all that the process was chosen for: who compares it later knows that all of that
   *     was true of this process
   */
  record Running(long pid, String check) implements Target {}

  /**
   * A namespace that a file holds, with or without a process.
   *
   * @param file a path in bytes, one char each
   */
  record Pinned(NsType type, String file) implements Target {}
}
