package dev.nsjava.launch;

import java.io.IOException;

/** What the launcher looks up for the runtime, which cannot without a native library. */
public interface Launcher {

  /**
   * The inode of a process' pidfd, which no other process ever has; see pidfd_open(2).
   *
   * @param pid as the launcher sees it
   * @return unsigned, or 0 where all pidfds have the same (before Linux 6.9) or there are none
   * @throws IOException if there is no such process
   */
  long inodeOfPidfd(long pid) throws IOException;
}
