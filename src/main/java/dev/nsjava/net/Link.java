package dev.nsjava.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network interface, see ip-link(8). Texts are bytes, one char each.
 *
 * @param index its number in its network namespace, from 1
 * @param altnames other names it goes by
 * @param alias what somebody wrote on it, or nothing
 * @param kind {@code veth}, {@code bridge}, {@code vlan}; nothing for hardware and loopback
 * @param type {@code ARPHRD_*}: what its frames look like
 * @param flags {@code IFF_*}, see netdevice(7)
 * @param state {@code IF_OPER_*}: what its medium is like
 * @param mtu in bytes
 * @param mac its hardware address, {@code 02:00:00:00:00:01}, or nothing
 * @param master the index of the bridge or the like that it is a port of, or 0
 * @param lower the index of the peer of a veth, or of what it stands on (vlan, macvlan), or 0
 * @param lowerNsid the id, as seen from here, of the network namespace that {@code lower} is in, or
 *     {@link Nsids#UNASSIGNED} if it is in this one
 * @param group the number of a group of interfaces, 0 for most
 * @param settings what only its kind has, see {@link LinkSettings}, or nothing
 */
public record Link(
    int index,
    String name,
    List<String> altnames,
    String alias,
    String kind,
    int type,
    long flags,
    int state,
    long mtu,
    String mac,
    int master,
    int lower,
    int lowerNsid,
    long group,
    String settings) {

  static final int IFF_UP = 1;

  private static final int RTM_NEWLINK = 16;
  static final int RTM_GETLINK = 18;

  /** Of {@code struct ifinfomsg}: family, a pad, type, index, flags, which flags are meant. */
  private static final int HEADER = 16;

  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_OPERSTATE = 16;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_IFALIAS = 20;
  private static final int IFLA_GROUP = 27;
  static final int IFLA_EXT_MASK = 29;
  private static final int IFLA_LINK_NETNSID = 37;
  static final int IFLA_PROP_LIST = 52;
  static final int IFLA_ALT_IFNAME = 53;

  static final int RTEXT_FILTER_SKIP_STATS = 8;

  private static final List<String> FLAGS =
      List.of(
          "UP",
          "BROADCAST",
          "DEBUG",
          "LOOPBACK",
          "POINTOPOINT",
          "NOTRAILERS",
          "RUNNING",
          "NOARP",
          "PROMISC",
          "ALLMULTI",
          "MASTER",
          "SLAVE",
          "MULTICAST",
          "PORTSEL",
          "AUTOMEDIA",
          "DYNAMIC",
          "LOWER_UP",
          "DORMANT",
          "ECHO");

  private static final List<String> STATES =
      List.of("UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP");

  /** All there are, without their counters. */
  static Request request() {
    return new Request("cannot list links", RTM_GETLINK, Request.DUMP)
        .zeros(HEADER)
        .attribute32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
  }

  /** Reads one, or null if the message is about something else. */
  static @Nullable Link of(Message message) throws NetlinkException {
    if (message.type() != RTM_NEWLINK) {
      return null;
    }
    Bytes header = message.body();
    Attributes attributes = message.attributes(HEADER);
    Bytes mac = attributes.find(IFLA_ADDRESS);
    Attributes info = attributes.nest(IFLA_LINKINFO);
    String kind = info.text(IFLA_INFO_KIND);
    return new Link(
        header.s32(4),
        attributes.text(IFLA_IFNAME),
        altnames(attributes.nest(IFLA_PROP_LIST)),
        attributes.text(IFLA_IFALIAS),
        kind,
        header.u16(2),
        header.u32(8),
        attributes.u8(IFLA_OPERSTATE, 0),
        attributes.u32(IFLA_MTU, 0),
        mac == null ? "" : Words.hex(mac.copy()),
        attributes.s32(IFLA_MASTER, 0),
        attributes.s32(IFLA_LINK, 0),
        attributes.s32(IFLA_LINK_NETNSID, Nsids.UNASSIGNED),
        attributes.u32(IFLA_GROUP, 0),
        LinkSettings.of(kind, info.nest(IFLA_INFO_DATA)));
  }

  private static List<String> altnames(Attributes properties) {
    List<String> names = new ArrayList<>();
    for (Bytes name : properties.all(IFLA_ALT_IFNAME)) {
      names.add(name.text());
    }
    return names;
  }

  /** One, or one for each of its other names, from 1. */
  int lines() {
    return Math.max(1, altnames.size());
  }

  /** Whether somebody has switched it on. */
  public boolean isUp() {
    return (flags & IFF_UP) != 0;
  }

  /** {@code UP}, {@code LOWER_UP} and so on. */
  public List<String> flagWords() {
    return Words.ofFlags(flags, FLAGS);
  }

  /** {@code UP}, {@code DOWN}, {@code UNKNOWN} and so on. */
  public String stateWord() {
    return Words.of(state, STATES);
  }
}
