package dev.nsjava.net;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Requests that make, change and take away links, see rtnetlink(7) and linux/if_link.h. */
public final class LinkRequests {

  private static final int RTM_NEWLINK = 16;
  private static final int RTM_DELLINK = 17;
  private static final int RTM_SETLINK = 19;
  private static final int RTM_NEWLINKPROP = 108;
  private static final int RTM_DELLINKPROP = 109;

  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_IFALIAS = 20;
  private static final int IFLA_GROUP = 27;
  private static final int IFLA_NET_NS_FD = 28;

  private LinkRequests() {}

  /**
   * Makes a link. Indexes are those of the socket's namespace, but for the master's, which is that
   * of the namespace it is placed in.
   */
  public static Request add(NewLink link, LinkKind kind) {
    Request request =
        new Request("cannot create link '" + link.name() + "'", RTM_NEWLINK, Request.CREATE);
    header(request, 0, link.up() ? Link.IFF_UP : 0, link.up() ? Link.IFF_UP : 0);
    attributes(request.from("NAME"), link);
    if (kind.parent() != 0) {
      request.from("--link").attribute32(IFLA_LINK, kind.parent());
    }
    request.nest(IFLA_LINKINFO).from("--type").text(IFLA_INFO_KIND, kind.word());
    request.nest(IFLA_INFO_DATA);
    kind.data(request);
    if (link.mtu() != 0) {
      request.when(
          "EINVAL", "", request.doing() + ": Invalid argument (--mtu may be out of range)");
    }
    if (kind.parent() != 0) {
      request.when("EBUSY", "", request.doing() + ": Device or resource busy (--link is in use)");
    }
    return request.end().end();
  }

  /** Makes a pair in one message, both ends where they belong. The peer is off. */
  public static Request veth(NewLink link, NewLink peer) {
    return add(link, new LinkKind.Veth(peer));
  }

  /** Makes a bridge as the kernel has them. */
  public static Request bridge(NewLink link) {
    return add(link, new LinkKind.Bridge(null, null));
  }

  /** Switches a link on. */
  public static Request up(String name) {
    return set("bring up", name, Link.IFF_UP);
  }

  /** Switches a link off. */
  public static Request down(String name) {
    Request request = new Request("cannot bring down link '" + name + "'", RTM_SETLINK, 0);
    return header(request, 0, 0, Link.IFF_UP).text(IFLA_IFNAME, name);
  }

  /**
   * Makes a link a port of a bridge or the like.
   *
   * @param master its index, or 0 to release the link from the one it has
   */
  public static Request master(String name, int master) {
    String doing = master == 0 ? "release" : "set the master of";
    return set(doing, name, 0).from("--master").attribute32(IFLA_MASTER, master);
  }

  /** Writes something on a link. Another text takes its place, none takes it away. */
  public static Request alias(String name, String alias) {
    return set("write on", name, 0).from("--alias").attribute(IFLA_IFALIAS, bytes(alias));
  }

  /** Switches {@code lo} on, and writes something on it. */
  public static Request loopback(String alias) {
    return up("lo").attribute(IFLA_IFALIAS, bytes(alias));
  }

  /** Makes a bridge as is said, which is there. */
  public static Request settings(String name, LinkKind.Bridge bridge) {
    Request request = new Request("cannot change link '" + name + "'", RTM_NEWLINK, 0);
    header(request, 0, 0, 0).text(IFLA_IFNAME, name).nest(IFLA_LINKINFO);
    request.text(IFLA_INFO_KIND, bridge.word()).nest(IFLA_INFO_DATA);
    bridge.data(request);
    return bridge.explain(request.end().end());
  }

  /** Takes away all links of a group, which is not 0. */
  public static Request deleteGroup(long group) {
    String doing = "cannot delete the links of group " + group;
    Request request = new Request(doing, RTM_DELLINK, 0);
    return header(request, 0, 0, 0).attribute32(IFLA_GROUP, group);
  }

  /**
   * Gives a link another name that it goes by.
   *
   * @param index of the link
   * @param name what it is called, for the message
   * @param altname 1 to 127 bytes
   */
  public static Request altname(int index, String name, String altname) {
    String doing = "cannot give link '" + name + "' the name '" + altname + "'";
    String exists = "a link '" + altname + "' exists already";
    Request request = new Request(doing, RTM_NEWLINKPROP, Request.CREATE | Request.APPEND);
    return property(request.when("EEXIST", exists), index, altname);
  }

  /** Takes such a name away from a link. */
  public static Request noAltname(int index, String name, String altname) {
    String doing = "cannot take the name '" + altname + "' from link '" + name + "'";
    return property(new Request(doing, RTM_DELLINKPROP, 0), index, altname);
  }

  private static Request property(Request request, int index, String altname) {
    return header(request, index, 0, 0)
        .nest(Link.IFLA_PROP_LIST)
        .text(Link.IFLA_ALT_IFNAME, altname)
        .end();
  }

  /** Takes a link away, and the other end with it. */
  public static Request delete(String name) {
    Request request = new Request("cannot delete link '" + name + "'", RTM_DELLINK, 0);
    return header(request, 0, 0, 0).from("NAME").text(IFLA_IFNAME, name);
  }

  /**
   * Moves a link to another namespace. It is switched off, and loses its addresses.
   *
   * @param index of the link
   * @param name what it is called
   * @param then what it is to be called there
   */
  static Request move(int index, String name, String then, Netns netns) {
    Request request = new Request("cannot move link '" + name + "'", RTM_SETLINK, 0);
    return header(request, index, 0, 0)
        .from("--move")
        .attribute32(IFLA_NET_NS_FD, netns.fd())
        .from("--rename")
        .text(IFLA_IFNAME, then);
  }

  /**
   * Makes several changes, but no move.
   *
   * @param index of the link
   * @param name what it is called, for the message
   */
  public static Request change(int index, String name, LinkChange change) {
    long flags = change.up() == null ? 0 : Link.IFF_UP;
    Request request = new Request("cannot change link '" + name + "'", RTM_SETLINK, 0);
    header(request, index, Boolean.TRUE.equals(change.up()) ? flags : 0, flags);
    if (change.name() != null) {
      request.from("--rename").text(IFLA_IFNAME, change.name());
    }
    settings(request, change.mtu(), change.mac());
    if (change.alias() != null) {
      request.from("--alias").attribute(IFLA_IFALIAS, bytes(change.alias()));
    }
    if (change.master() != null) {
      String word = change.master() == 0 ? "--no-master" : "--master";
      request.from(word).attribute32(IFLA_MASTER, change.master());
    }
    return request;
  }

  /** One link by its name, or by another name that it goes by. */
  static Request find(String name) {
    Request request = new Request("cannot find link '" + name + "'", Link.RTM_GETLINK, 0);
    int type = name.length() > LinkName.LONGEST ? Link.IFLA_ALT_IFNAME : IFLA_IFNAME;
    return header(request, 0, 0, 0)
        .text(type, name)
        .attribute32(Link.IFLA_EXT_MASK, Link.RTEXT_FILTER_SKIP_STATS);
  }

  /** Without a NUL, which would be one of the 255 bytes that it may have. */
  private static byte[] bytes(String alias) {
    return alias.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Request set(String doing, String name, long flags) {
    Request request = new Request("cannot " + doing + " link '" + name + "'", RTM_SETLINK, 0);
    return header(request, 0, flags, flags).text(IFLA_IFNAME, name);
  }

  /** {@code struct ifinfomsg}, see rtnetlink(7). */
  static Request header(Request request, int index, long flags, long change) {
    return request.u8(0).u8(0).u16(0).u32(index).u32(flags).u32(change);
  }

  /** What all kinds have, its name first. What is written on it the kernel takes later only. */
  static void attributes(Request request, NewLink link) {
    request.text(IFLA_IFNAME, link.name());
    if (link.netns() != null) {
      request.attribute32(IFLA_NET_NS_FD, link.netns().fd());
    }
    settings(request, link.mtu(), link.mac());
    if (link.master() != 0) {
      request.from("--master").attribute32(IFLA_MASTER, link.master());
    }
    if (link.group() != 0) {
      request.attribute32(IFLA_GROUP, link.group());
    }
  }

  private static void settings(Request request, long mtu, @Nullable Mac mac) {
    if (mtu != 0) {
      request.from("--mtu").attribute32(IFLA_MTU, mtu);
    }
    if (mac != null) {
      request.from("--mac").attribute(IFLA_ADDRESS, mac.bytes());
    }
  }
}
