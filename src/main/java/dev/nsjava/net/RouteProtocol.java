package dev.nsjava.net;

/** Who has made a route, see rtnetlink(7) and linux/rtnetlink.h. */
final class RouteProtocol {

  private RouteProtocol() {}

  /** {@code kernel}, {@code static} and so on. */
  static String word(int protocol) {
    return switch (protocol) {
      case 0 -> "unspec";
      case 1 -> "redirect";
      case 2 -> "kernel";
      case 3 -> "boot";
      case 4 -> "static";
      case 8 -> "gated";
      case 9 -> "ra";
      case 10 -> "mrt";
      case 11 -> "zebra";
      case 12 -> "bird";
      case 13 -> "dnrouted";
      case 14 -> "xorp";
      case 15 -> "ntk";
      case 16 -> "dhcp";
      case 17 -> "mrouted";
      case 18 -> "keepalived";
      case 42 -> "babel";
      case 99 -> "openr";
      case 186 -> "bgp";
      case 187 -> "isis";
      case 188 -> "ospf";
      case 189 -> "rip";
      case 192 -> "eigrp";
      default -> Integer.toString(protocol);
    };
  }
}
