package dev.nsjava.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * pidfd_open(2), for the one thing about a process that no other process will ever have: the inode
 * of its pidfd. Pids come again, and so may start times.
 */
public final class Pidfds {

  /** What is answered where pidfds have no inodes of their own: before Linux 6.9. */
  public static final long NONE = 0;

  /** The same number on all architectures. */
  private static final long PIDFD_OPEN = 434;

  private @Nullable LibC libc;

  /**
   * The inode of a process' pidfd, unsigned, or {@link #NONE}.
   *
   * @param pid of our own pid namespace, and not our own
   * @throws IOException if there is no such process
   */
  public long inode(long pid) throws IOException {
    try {
      long inode = look(pid);
      // Before there was pidfs, all pidfds shared an inode: then our own has it too.
      return inode == look(ProcessHandle.current().pid()) ? NONE : inode;
    } catch (SysException e) {
      if (e.errno().name().equals("ESRCH")) {
        throw new IOException(e);
      }
      return NONE; // no such call, or a filter that forbids it
    }
  }

  private long look(long pid) throws IOException {
    LibC c = libc();
    int fd = (int) LibC.check(c.syscall(PIDFD_OPEN, pid, 0), "pidfd_open of " + pid + " failed");
    try {
      return (Long) Files.getAttribute(Path.of("/proc/self/fd/" + fd), "unix:ino");
    } finally {
      c.close(fd);
    }
  }

  private LibC libc() {
    if (libc == null) {
      libc = LibC.load();
    }
    return libc;
  }
}
