package dev.nsjava.net;

import dev.nsjava.sys.LibC;
import dev.nsjava.sys.SysException;

/**
 * The ids that a network namespace has given to others, see {@code ip netns list-id}: those where a
 * link of its own has its other end, and those that somebody has given one. Of the thread's network
 * namespace at the time it was opened.
 */
public final class Nsids implements AutoCloseable {

  /** A namespace without an id. */
  public static final int UNASSIGNED = -1;

  private static final int RTM_NEWNSID = 88;
  private static final int RTM_GETNSID = 90;

  /** Of {@code struct rtgenmsg}: a family. */
  private static final int HEADER = 4;

  private static final int NETNSA_NSID = 1;
  private static final int NETNSA_FD = 3;

  private static final int O_RDONLY = 0;
  private static final int O_CLOEXEC = 02000000;

  private final LibC libc;
  private final Netlink netlink;

  private Nsids(LibC libc, Netlink netlink) {
    this.libc = libc;
    this.netlink = netlink;
  }

  /** Opens a socket, which needs no rights. */
  public static Nsids open(LibC libc) throws NetlinkException {
    return new Nsids(libc, Netlink.open(libc, Protocol.ROUTE));
  }

  /**
   * The id of a namespace, from 0, or {@link #UNASSIGNED}.
   *
   * @param file of the namespace, {@code /proc/PID/ns/net}: bytes, one char each
   */
  public int of(String file) throws NetlinkException {
    int fd = libc.open(file, O_RDONLY | O_CLOEXEC, 0);
    try {
      LibC.check(fd, "cannot open " + file);
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
    try {
      return of(fd);
    } finally {
      libc.close(fd);
    }
  }

  /**
   * The id of a namespace, from 0, or {@link #UNASSIGNED}.
   *
   * @param fd its file, open
   */
  public int of(int fd) throws NetlinkException {
    Request request =
        new Request("cannot ask for the id of a network namespace", RTM_GETNSID, 0)
            .zeros(HEADER)
            .attribute32(NETNSA_FD, fd);
    for (Message answer : netlink.call(request)) {
      if (answer.type() == RTM_NEWNSID) {
        return answer.attributes(HEADER).s32(NETNSA_NSID, UNASSIGNED);
      }
    }
    throw NetlinkException.failed(request.doing() + ": no answer");
  }

  @Override
  public void close() {
    netlink.close();
  }
}
