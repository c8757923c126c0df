package dev.nsjava.net;

import dev.nsjava.sys.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes, changes and takes away links, within {@link NetSession#change}. */
public final class Links {

  private static final int O_RDWR = 2;
  private static final int IFREQ = 40;
  private static final int FLAGS_AT = 16;

  /** See linux/if_tun.h: without four bytes before each packet, and no other link's. */
  private static final int IFF_NO_PI = 0x1000;

  private static final int IFF_TUN_EXCL = 0x8000;
  private static final long TUNSETIFF = 0x400454ca;
  private static final long TUNSETPERSIST = 0x400454cb;

  private Links() {}

  /**
   * Makes a link. Both ends of a pair are switched on if the first is to be.
   *
   * @param at whose indexes {@code kind} has
   */
  public static void add(Netns at, NewLink link, LinkKind kind, Undo undo) throws NetlinkException {
    Netns home = link.netns() == null ? at : link.netns();
    NewLink peer = kind.peer();
    Request request = kind.explain(LinkRequests.add(link, kind));
    try {
      at.change(request);
    } catch (NetlinkException e) {
      throw e.is("EEXIST") ? exists(at, home, link, peer, e) : e;
    }
    undo.add(() -> home.change(LinkRequests.delete(link.name())));
    if (!link.alias().isEmpty()) {
      home.change(LinkRequests.alias(link.name(), link.alias()));
    }
    if (peer != null && link.up()) {
      (peer.netns() == null ? at : peer.netns()).change(LinkRequests.up(peer.name()));
    }
  }

  /** The kernel does not say which name is taken. */
  private static NetlinkException exists(
      Netns at, Netns home, NewLink link, @Nullable NewLink peer, NetlinkException failure)
      throws NetlinkException {
    Netns there = peer == null || peer.netns() == null ? at : peer.netns();
    if (peer != null && !home.has(link.name()) && there.has(peer.name())) {
      return failure.as(taken(there, peer.name()));
    }
    return home.has(link.name()) ? failure.as(taken(home, link.name())) : failure;
  }

  private static String taken(Netns netns, String name) {
    return "a link '" + name + "' exists already" + netns.place();
  }

  /**
   * Makes a link whose packets a program reads and writes, see the kernel's tuntap.rst. It stays
   * until it is deleted.
   *
   * @param tap whether they are Ethernet frames; else IP packets
   */
  public static void tun(NetSession session, Netns netns, NewLink link, boolean tap, Undo undo)
      throws NetlinkException {
    if (netns.has(link.name())) {
      throw NetlinkException.failed(taken(netns, link.name()));
    }
    String doing = "cannot create link '" + link.name() + "'";
    ByteBuffer request = ByteBuffer.allocate(IFREQ).order(ByteOrder.nativeOrder());
    request.put(link.name().getBytes(StandardCharsets.ISO_8859_1));
    request.putShort(FLAGS_AT, (short) ((tap ? 2 : 1) | IFF_NO_PI | IFF_TUN_EXCL));
    session.enter(netns);
    SystemCalls calls = session.calls();
    int fd = calls.open("/dev/net/tun", O_RDWR, 0, doing + " (module tun): /dev/net/tun");
    try {
      calls.ioctl(fd, TUNSETIFF, request.array(), doing);
      calls.ioctl(fd, TUNSETPERSIST, request.array(), doing); // any argument but 0
    } finally {
      calls.close(fd);
    }
    undo.add(() -> netns.change(LinkRequests.delete(link.name())));
    Integer master = link.master() == 0 ? null : link.master();
    String alias = link.alias().isEmpty() ? null : link.alias();
    Boolean up = link.up() ? true : null;
    LinkChange change = new LinkChange(null, null, up, master, link.mtu(), link.mac(), alias);
    netns.change(LinkRequests.change(netns.link(link.name()).index(), link.name(), change));
  }

  /** Takes a link away, and the other end with it. */
  public static void delete(Netns netns, String name) throws NetlinkException {
    netns.change(
        LinkRequests.delete(name)
            .when("ENODEV", "no link '" + name + "'" + netns.place())
            .when("EOPNOTSUPP", "link '" + name + "'" + netns.place() + " cannot be deleted"));
  }

  /** Changes a link: moved first, then all else. */
  public static void change(Netns netns, String name, LinkChange change, Undo undo)
      throws NetlinkException {
    Link before = netns.link(name);
    Netns home = change.netns() == null ? netns : change.netns();
    String called = change.name() == null ? before.name() : change.name();
    if (change.netns() != null) {
      move(netns, before, home, called, undo);
    }
    Link moved = change.netns() == null ? before : home.link(called);
    // The kernel may have made some changes before it refuses another.
    undo.add(() -> home.change(restoring(moved.index(), before, change)));
    home.change(
        LinkRequests.change(moved.index(), name, change.within())
            .when("EEXIST", taken(home, called))
            .when("EBUSY", "link '" + name + "'" + netns.place() + " is in use" + hint(change)));
  }

  private static String hint(LinkChange change) {
    return change.name() == null ? "" : ": it must be down to be renamed";
  }

  private static void move(Netns netns, Link before, Netns home, String called, Undo undo)
      throws NetlinkException {
    if (home.has(called)) { // or it is moved, and then not renamed
      throw NetlinkException.failed(taken(home, called));
    }
    netns.change(LinkRequests.move(before.index(), before.name(), called, home));
    if (before.isUp()) { // when it is back
      undo.add(() -> netns.change(LinkRequests.up(before.name())));
    }
    undo.add(
        () ->
            home.change(
                LinkRequests.move(home.link(called).index(), called, before.name(), netns)));
  }

  /** A request for each, so that one that fails keeps no other from being made. */
  private static Request[] restoring(int index, Link before, LinkChange change)
      throws NetlinkException {
    List<Request> requests = new ArrayList<>();
    for (LinkChange each : change.restoring(before)) {
      requests.add(LinkRequests.change(index, before.name(), each));
    }
    return requests.toArray(Request[]::new);
  }
}
