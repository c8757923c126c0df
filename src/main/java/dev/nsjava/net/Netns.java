package dev.nsjava.net;

import dev.nsjava.ns.FileName;
import dev.nsjava.ns.Reason;
import dev.nsjava.sys.SystemCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace that a {@link NetSession} holds open, with its sockets. Closed with the
 * session, or before.
 */
public final class Netns implements AutoCloseable {

  private static final int IFA_TARGET_NETNSID = 10;

  private final NetSession session;
  private final String word;
  private final String file;
  private final int fd;
  private @Nullable Netlink route;
  private @Nullable Netlink netfilter;
  private @Nullable Object inode;
  private boolean closed;

  Netns(NetSession session, String word, String file, int fd) {
    this.session = session;
    this.word = word;
    this.file = file;
    this.fd = fd;
  }

  /** What the caller called it, bytes: {@code lab}, {@code 4711}, {@code host}. */
  public String word() {
    return word;
  }

  /** The path by which it was opened, bytes. */
  public String file() {
    return file;
  }

  SystemCalls calls() {
    return session.calls();
  }

  /** Goes there. */
  void enter() throws NetlinkException {
    session.enter(this);
  }

  /** Its open file, for attributes like {@code IFLA_NET_NS_FD}. */
  public int fd() {
    return fd;
  }

  /** Whether both are one: several words may mean it. For those that were found, not made. */
  boolean isSame(Netns other) throws NetlinkException {
    return inode().equals(other.inode());
  }

  /** By what it is known to be the same as another. */
  Object inode() throws NetlinkException {
    if (inode == null) {
      session.enter(session.host()); // whose file is that of the thread
      try {
        String path = file.startsWith("/") ? file : "/proc/self/cwd/" + file;
        inode = Files.getAttribute(FileName.path(path), "unix:ino");
      } catch (IOException e) {
        throw NetlinkException.failed("cannot look at " + file + ": " + Reason.of(e));
      }
    }
    return inode;
  }

  /** Takes a socket of rtnetlink(7) that was opened in it. */
  void adopt(Netlink opened) {
    route = opened;
  }

  /** A socket of rtnetlink(7) in it. */
  public Netlink route() throws NetlinkException {
    Netlink open = route;
    if (open == null) {
      open = session.socket(this, Protocol.ROUTE);
      route = open;
    }
    return open;
  }

  /** A socket of nftables in it. */
  public Netlink netfilter() throws NetlinkException {
    Netlink open = netfilter;
    if (open == null) {
      open = session.socket(this, Protocol.NETFILTER);
      netfilter = open;
    }
    return open;
  }

  /** Makes a link with {@link #route}. Returns it, or null if the kernel does not tell. */
  @Nullable Link make(Request request) throws NetlinkException {
    Exchange.Call making = making(request);
    making.hold();
    return made(making);
  }

  /** What {@link #make} does, to be done. */
  Exchange.Call making(Request request) throws NetlinkException {
    return route().calling(worded(request), Request.ECHO);
  }

  /** The link that was made, or null if the kernel does not tell. */
  static @Nullable Link made(Exchange.Call making) throws NetlinkException {
    for (Message answer : making.answers()) {
      Link link = Link.of(answer);
      if (link != null) {
        return link;
      }
    }
    return null;
  }

  /** Makes changes with {@link #route}; if one is refused the others are made all the same. */
  public void change(Request... requests) throws NetlinkException {
    for (Request request : requests) {
      worded(request);
    }
    if (requests.length > 0) {
      route().change(List.of(requests));
    }
  }

  /** What {@link #change} does, to be done: not hundreds of changes. */
  Exchange.Change changing(List<Request> requests) throws NetlinkException {
    for (Request request : requests) {
      worded(request);
    }
    return route().changing(requests);
  }

  private Request worded(Request request) {
    String why = ": Operation not permitted (CAP_NET_ADMIN is needed" + place() + ")";
    return request.when("EPERM", request.doing() + why);
  }

  /**
   * A link of it.
   *
   * @param name its name, or another that it goes by
   * @throws NetlinkException if there is none
   */
  public Link link(String name) throws NetlinkException {
    Link link = find(name);
    if (link == null) {
      throw NetlinkException.failed("no link '" + name + "'" + place());
    }
    return link;
  }

  /** Whether a link has a name. */
  public boolean has(String name) throws NetlinkException {
    return find(name) != null;
  }

  private @Nullable Link find(String name) throws NetlinkException {
    try {
      return Link.of(route().call(LinkRequests.find(name)).getFirst());
    } catch (NetlinkException e) {
      if (e.is("ENODEV")) {
        return null;
      }
      throw e;
    }
  }

  /** All its links. */
  public List<Link> links() throws NetlinkException {
    return new Rows<>(Link::lines).dump(route(), Link.request(), Link::of).listing().whole();
  }

  /**
   * All addresses in another, which is not entered; none if it ends just now, for then the kernel
   * takes its id away before the links that lead there.
   *
   * @param nsid the id that it has in this one
   */
  List<Address> addresses(int nsid) throws NetlinkException {
    Request request = Address.request().attribute32(IFA_TARGET_NETNSID, nsid).nothing("EINVAL");
    return new Rows<Address>().dump(route(), request, Address::of).listing().whole();
  }

  /** All addresses in it. */
  public List<Address> addresses() throws NetlinkException {
    return new Rows<Address>().dump(route(), Address.request(), Address::of).listing().whole();
  }

  /** All routes of its table main. */
  public List<Route> routes() throws NetlinkException {
    Rows<Route> rows = new Rows<>(Route::lines);
    for (int family : List.of(Ip.AF_INET, Ip.AF_INET6)) {
      Request request = Route.request(family, Route.MAIN);
      rows.dump(route(), request, message -> Route.of(message, family, Route.MAIN));
    }
    return rows.listing().whole();
  }

  /** What there is in it. */
  public NetSurvey survey() throws NetlinkException {
    session.enter(this);
    return new NetSurvey(session.calls());
  }

  /** {@code in network namespace 'lab'}, or nothing where that goes without saying. */
  public String place() {
    return this == session.host() ? "" : " in network namespace '" + word + "'";
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (route != null) {
      route.close();
    }
    if (netfilter != null) {
      netfilter.close();
    }
    SystemCalls calls = session.calls();
    calls.close(fd);
  }
}
