package dev.nsjava.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route, see ip-route(8).
 *
 * @param type {@code RTN_*}: what happens to the packets
 * @param destination where they go; all zeros is the default route
 * @param source where they must come from; all zeros for anywhere
 * @param hops the ways they may take, none if they go nowhere
 * @param preferredSource the address that packets of ours get, or null
 * @param metric the lowest is taken
 * @param table in which it is: 254 is main, 255 local
 * @param protocol {@code RTPROT_*}: who has made it
 * @param scope {@code RT_SCOPE_*}: how far its destination is
 * @param tos for which type of service, 0 for all
 * @param flags {@code RTNH_F_*} of its only hop
 * @param mtu in bytes, or 0
 * @param nexthop the number of the object that has its hops, see ip-nexthop(8), or 0; the hops may
 *     be told as well
 */
public record Route(
    int type,
    Prefix destination,
    Prefix source,
    List<Hop> hops,
    @Nullable Ip preferredSource,
    long metric,
    long table,
    int protocol,
    int scope,
    int tos,
    long flags,
    long mtu,
    long nexthop) {

  /** {@code RTN_UNICAST}: packets are sent on. */
  public static final int UNICAST = 1;

  /** {@code RTN_BLACKHOLE}: packets are lost without a word. */
  public static final int BLACKHOLE = 6;

  /** {@code RTN_UNREACHABLE}: the sender is told that there is no way. */
  public static final int UNREACHABLE = 7;

  /** {@code RTN_PROHIBIT}: the sender is told that it may not. */
  public static final int PROHIBIT = 8;

  /** The table that is asked last. */
  public static final long DEFAULT = 253;

  /** The table that is asked for most packets. */
  public static final long MAIN = 254;

  /** The table of addresses, our own and broadcast's. */
  public static final long LOCAL = 255;

  /** No table in particular, but not {@link #LOCAL}. */
  public static final long ALL = 0;

  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_GETROUTE = 26;
  private static final long RTM_F_CLONED = 0x200;

  /** Of {@code struct rtmsg}: family, two lengths, tos, table, protocol, scope, type and flags. */
  private static final int HEADER = 12;

  private static final int RTA_DST = 1;
  private static final int RTA_SRC = 2;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_METRICS = 8;
  private static final int RTA_TABLE = 15;
  private static final int RTA_NH_ID = 30;
  private static final int RTAX_MTU = 2;

  private static final List<String> TYPES =
      List.of(
          "unspec",
          "unicast",
          "local",
          "broadcast",
          "anycast",
          "multicast",
          "blackhole",
          "unreachable",
          "prohibit",
          "throw",
          "nat",
          "xresolve");

  /**
   * All there are of a family.
   *
   * @param table those of one table, or {@link #ALL}. Kernels before 4.20 bring all.
   */
  static Request request(int family, long table) {
    Request request =
        new Request("cannot list routes", RTM_GETROUTE, Request.DUMP).u8(family).zeros(HEADER - 1);
    // Tables are made with their first route, and even main is missing in an empty namespace.
    return table == ALL ? request : request.attribute32(RTA_TABLE, table).nothing("ENOENT");
  }

  /**
   * Reads one, or null if it is another: of a family, where without IPv6 IPv4 answers in its place;
   * of a table; and what is cached is no route.
   */
  static @Nullable Route of(Message message, int family, long table) throws NetlinkException {
    Bytes header = message.body();
    if (message.type() != RTM_NEWROUTE
        || header.u8(0) != family
        || (header.u32(8) & RTM_F_CLONED) != 0) {
      return null;
    }
    boolean v6 = family == Ip.AF_INET6;
    Attributes attributes = message.attributes(HEADER);
    long its = attributes.u32(RTA_TABLE, header.u8(4));
    if (table == ALL ? its == LOCAL : its != table) {
      return null;
    }
    Bytes preferred = attributes.find(RTA_PREFSRC);
    return new Route(
        header.u8(7),
        Prefix.of(attributes.find(RTA_DST), header.u8(1), v6),
        Prefix.of(attributes.find(RTA_SRC), header.u8(2), v6),
        Hop.all(attributes, header.u32(8)),
        preferred == null ? null : Ip.of(preferred),
        attributes.u32(RTA_PRIORITY, 0),
        its,
        header.u8(5),
        header.u8(6),
        header.u8(3),
        header.u32(8),
        attributes.nest(RTA_METRICS).u32(RTAX_MTU, 0),
        attributes.u32(RTA_NH_ID, 0));
  }

  /** One, or one for each of its hops, from 1. */
  int lines() {
    return Math.max(1, hops.size());
  }

  /** {@code unicast}, {@code local}, {@code blackhole} and so on. */
  public String typeWord() {
    return Words.of(type, TYPES);
  }

  /** {@code main}, {@code local}, {@code default}, or the table's number. */
  public String tableWord() {
    return table(table);
  }

  /** The name of a table that has one from the kernel, or its number. */
  static String table(long number) {
    return switch ((int) number) {
      case 253 -> "default";
      case 254 -> "main";
      case 255 -> "local";
      default -> Long.toString(number);
    };
  }

  /** {@code kernel}, {@code static}, {@code dhcp} and so on. */
  public String protocolWord() {
    return RouteProtocol.word(protocol);
  }

  /** {@code global}, {@code link} and so on. */
  public String scopeWord() {
    return Scope.word(scope);
  }
}
