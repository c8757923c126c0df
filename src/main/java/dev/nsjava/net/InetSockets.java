package dev.nsjava.net;

import dev.nsjava.net.BoundSocket.Kind;
import org.jspecify.annotations.Nullable;

/** Sockets of the internet that wait to be spoken to, see sock_diag(7). */
final class InetSockets {

  /** {@code SOCK_DIAG_BY_FAMILY}: what is asked, and how it is answered. */
  static final int TYPE = 20;

  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_UDP = 17;
  private static final int IPPROTO_RAW = 255;

  private static final int ESTABLISHED = 1;
  private static final int CLOSE = 7;
  private static final int LISTEN = 10;

  /** Of {@code struct inet_diag_sockid}, which asks for nothing if it is all zeros. */
  private static final int SOCKET_ID = 48;

  /**
   * Of {@code struct inet_diag_msg}: four bytes, the socket's id and five numbers. In the id: two
   * ports, two addresses of 16 bytes, an interface, a cookie.
   */
  private static final int HEADER = 72;

  private static final int PORT_AT = 4;
  private static final int ADDRESS_AT = 8;
  private static final int INDEX_AT = 40;
  private static final int UID_AT = 64;
  private static final int INODE_AT = 68;

  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;

  private static final int INET_DIAG_SKV6ONLY = 11;

  private InetSockets() {}

  /**
   * All that wait, of a kind and a family.
   *
   * <p>TCP's listen. The others know no such state: they are bound, and not connected. A raw socket
   * hears its protocol even so.
   */
  static Request request(Kind kind, int family) {
    return switch (kind) {
      case TCP -> request(kind, family, IPPROTO_TCP, 1 << LISTEN);
      case UDP -> request(kind, family, IPPROTO_UDP, 1 << CLOSE);
      case RAW -> request(kind, family, IPPROTO_RAW, 1 << CLOSE | 1 << ESTABLISHED);
      default -> throw new IllegalArgumentException(kind.word());
    };
  }

  private static Request request(Kind kind, int family, int protocol, int states) {
    return new Request("cannot list " + kind.word() + " sockets", TYPE, Request.DUMP)
        .u8(family)
        .u8(protocol)
        .u16(0)
        .u32(states)
        .zeros(SOCKET_ID)
        .lacking("ENOENT");
  }

  /** Reads one, or null if the message is about something else. */
  static @Nullable BoundSocket of(Message message, Kind kind) throws NetlinkException {
    Bytes header = message.body();
    if (message.type() != TYPE || !Ip.isFamily(header.u8(0))) {
      return null;
    }
    boolean v6 = header.u8(0) == Ip.AF_INET6;
    boolean v6Only = message.attributes(HEADER).u8(INET_DIAG_SKV6ONLY, 1) != 0;
    return new BoundSocket(
        kind,
        Ip.of(header.part(ADDRESS_AT, v6 ? V6_BYTES : V4_BYTES)),
        v6 && !v6Only && kind != Kind.RAW,
        header.be16(PORT_AT),
        "",
        (int) header.u32(INDEX_AT),
        header.u32(INODE_AT),
        header.u32(UID_AT));
  }
}
