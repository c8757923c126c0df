package dev.nsjava.net;

import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import java.nio.charset.StandardCharsets;

/** Settings of a network namespace below {@code /proc/sys/net}: of that which the thread is in. */
public final class Sysctl {

  private final SystemCalls calls;

  /** Those of a namespace, which the thread enters. */
  public Sysctl(NetSession session, Netns netns) throws NetlinkException {
    session.enter(netns);
    calls = session.calls();
  }

  /**
   * The value of one, or the text of another file of the kernel's, at most 4 KiB.
   *
   * @return nothing if there is no such file, or it cannot be read
   */
  public String read(String file) {
    try {
      int fd = calls.open(file, SystemCalls.O_RDONLY, 0, "cannot open " + file);
      try {
        return new String(calls.read(fd, "cannot read " + file), StandardCharsets.ISO_8859_1)
            .strip();
      } finally {
        calls.close(fd);
      }
    } catch (SysException e) {
      return "";
    }
  }

  /** Writes a value; {@code doing} is what has failed if it is refused. */
  public void write(String file, String value, String doing) {
    int fd = calls.open(file, SystemCalls.O_WRONLY, 0, doing);
    try {
      calls.write(fd, value.getBytes(StandardCharsets.ISO_8859_1), doing);
    } finally {
      calls.close(fd);
    }
  }
}
