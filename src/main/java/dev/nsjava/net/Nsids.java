package dev.nsjava.net;

import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;

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

  private final SystemCalls calls;
  private final Netlink netlink;

  private Nsids(SystemCalls calls, Netlink netlink) {
    this.calls = calls;
    this.netlink = netlink;
  }

  /** Opens a socket, which needs no rights. */
  public static Nsids open(SystemCalls calls) throws NetlinkException {
    return new Nsids(calls, Netlink.open(calls, Protocol.ROUTE));
  }

  /**
   * The id of a namespace, from 0, or {@link #UNASSIGNED}.
   *
   * @param file of the namespace, {@code /proc/PID/ns/net}: bytes, one char each
   */
  public int of(String file) throws NetlinkException {
    int fd;
    try {
      fd = calls.open(file, SystemCalls.O_RDONLY, 0, "cannot open " + file);
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
    try {
      return of(fd);
    } finally {
      calls.close(fd);
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
