package dev.nsjava.net;

import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import java.util.ArrayList;
import java.util.List;

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

  private static final String ASKING = "cannot ask for the id of a network namespace";

  private static final int NETNSA_NSID = 1;
  private static final int NETNSA_FD = 3;
  private static final int NETNSA_TARGET_NSID = 4;
  private static final int NETNSA_CURRENT_NSID = 5;

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
    return of(netlink, fd);
  }

  /** The same, as the namespace of a socket has it. */
  static int of(Netlink netlink, int fd) throws NetlinkException {
    Exchange.Call asking = asking(netlink, fd);
    asking.hold();
    return answered(asking);
  }

  /** What {@link #of} asks, to be asked. */
  static Exchange.Call asking(Netlink netlink, int fd) {
    Request request = new Request(ASKING, RTM_GETNSID, 0).zeros(HEADER).attribute32(NETNSA_FD, fd);
    return netlink.calling(request, 0);
  }

  /** What was answered to {@link #asking}. */
  static int answered(Exchange.Call asked) throws NetlinkException {
    for (Message answer : asked.answers()) {
      if (answer.type() == RTM_NEWNSID) {
        return answer.attributes(HEADER).s32(NETNSA_NSID, UNASSIGNED);
      }
    }
    throw NetlinkException.failed(ASKING + ": no answer");
  }

  /**
   * Gives a namespace an id, for good.
   *
   * @param id from 0, or {@link #UNASSIGNED}: the kernel chooses
   * @throws NetlinkException if it has one, or another namespace has this one
   */
  public void set(Netns netns, int id) throws NetlinkException {
    String doing = "cannot give network namespace '" + netns.word() + "' an id";
    Request request =
        new Request(doing, RTM_NEWNSID, 0)
            .zeros(HEADER)
            .attribute32(NETNSA_FD, netns.fd())
            .attribute32(NETNSA_NSID, id);
    try {
      netlink.change(List.of(request));
    } catch (NetlinkException e) {
      if (!e.is("EEXIST")) {
        throw e;
      }
      int has = of(netns.fd());
      throw e.as(
          has == UNASSIGNED
              ? "the id " + id + " is that of another network namespace"
              : "network namespace '" + netns.word() + "' has the id " + has + " already");
    }
  }

  /**
   * A namespace as another one, or this one, knows it.
   *
   * @param id from 0, or {@link #UNASSIGNED}
   * @param current what this one knows it by, if another was asked; the same
   */
  public record Nsid(int id, int current) {}

  /**
   * All ids that are given, in ascending order.
   *
   * @param target of the namespace that is asked, by its id here; {@link #UNASSIGNED}: this one
   */
  public List<Nsid> all(int target) throws NetlinkException {
    List<Nsid> all = new ArrayList<>();
    Dump dump =
        new Dump() {
          @Override
          public void restart() {
            all.clear();
          }

          @Override
          public void add(Message message) throws NetlinkException {
            all.add(nsid(message));
          }
        };
    try {
      netlink.dump(request(target, Request.DUMP), dump);
    } catch (NetlinkException e) {
      throw e.is("EINVAL") ? unknown(e, target) : e;
    }
    return all;
  }

  /**
   * What another namespace knows that of an id by.
   *
   * @param id here, from 0
   * @param target as in {@link #all}
   */
  public Nsid find(int id, int target) throws NetlinkException {
    Request request = request(target, 0).attribute32(NETNSA_NSID, id);
    List<Message> answers;
    try {
      answers = netlink.call(request);
    } catch (NetlinkException e) {
      boolean noTarget = target != UNASSIGNED && e.is("EINVAL");
      throw noTarget || e.is("ENOENT") ? unknown(e, noTarget ? target : id) : e;
    }
    if (answers.isEmpty()) {
      throw NetlinkException.failed(request.doing() + ": no answer");
    }
    return nsid(answers.getFirst());
  }

  private static NetlinkException unknown(NetlinkException refusal, int id) {
    return refusal.as("no network namespace has the id " + id);
  }

  private static Request request(int target, int flags) {
    Request request =
        new Request("cannot list ids of network namespaces", RTM_GETNSID, flags).zeros(HEADER);
    return target == UNASSIGNED ? request : request.attribute32(NETNSA_TARGET_NSID, target);
  }

  private static Nsid nsid(Message message) throws NetlinkException {
    Attributes attributes = message.attributes(HEADER);
    return new Nsid(
        attributes.s32(NETNSA_NSID, UNASSIGNED), attributes.s32(NETNSA_CURRENT_NSID, UNASSIGNED));
  }

  @Override
  public void close() {
    netlink.close();
  }
}
