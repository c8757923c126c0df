package dev.nsjava.launch;

import java.io.IOException;
import java.util.List;

/** What the launcher looks up for the runtime, which cannot without a native library. */
public interface Launcher {

  /**
   * Asks the kernel through the launcher.
   *
   * @param question {@code pidfd}, {@code nsid}, {@code namespaces} or {@code show}, see
   *     docs/plan.md
   * @param words what it is about
   * @return the words of the answer
   * @throws IOException if the launcher is gone
   */
  List<String> ask(String question, List<String> words) throws IOException;

  /**
   * Has the launcher make system calls.
   *
   * @param question of each its length, name, words and data, see docs/plan.md: bytes, one char
   *     each
   * @return the bytes of the answer
   * @throws IOException if the launcher is gone
   */
  default byte[] calls(String question) throws IOException {
    throw new IOException("no system calls are made here");
  }

  /**
   * The inode of a process' pidfd, which no other process ever has; see pidfd_open(2).
   *
   * @param pid as the launcher sees it
   * @return unsigned, or 0 where all pidfds have the same (before Linux 6.9) or there are none
   * @throws IOException if there is no such process
   */
  default long inodeOfPidfd(long pid) throws IOException {
    String inode = ask("pidfd", List.of(Long.toString(pid))).get(0);
    if (inode.isEmpty()) {
      throw new IOException("No such process");
    }
    return Long.parseUnsignedLong(inode);
  }
}
