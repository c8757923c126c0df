package dev.nsjava.ns;

import java.io.IOException;

/** Tells a process from later ones with its pid. */
public interface Identity {

  /**
   * The inode of its pidfd, unsigned, or 0 if pidfds have none of their own (before Linux 6.9).
   *
   * @throws IOException if there is no such process
   */
  long inode(long pid) throws IOException;
}
