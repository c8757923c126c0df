package dev.nsjava.net;

import dev.nsjava.net.BoundSocket.Kind;
import org.jspecify.annotations.Nullable;

/** Sockets that hear what passes an interface, see packet(7) and sock_diag(7). */
final class PacketSockets {

  private static final int AF_PACKET = 17;
  private static final int SHOW_INFO = 1;

  /** Of {@code struct packet_diag_msg}: family, type, protocol, inode, cookie. */
  private static final int HEADER = 16;

  private static final int PACKET_DIAG_INFO = 0;
  private static final int PACKET_DIAG_UID = 5;

  private PacketSockets() {}

  /** All there are. */
  static Request request() {
    return new Request("cannot list packet sockets", InetSockets.TYPE, Request.DUMP)
        .u8(AF_PACKET)
        .u8(0)
        .u16(0)
        .u32(0)
        .u32(SHOW_INFO)
        .zeros(8) // a cookie
        .lacking("ENOENT");
  }

  /** Reads one, or null if the message is about something else. */
  static @Nullable BoundSocket of(Message message) throws NetlinkException {
    Bytes header = message.body();
    if (message.type() != InetSockets.TYPE || header.u8(0) != AF_PACKET) {
      return null;
    }
    Attributes attributes = message.attributes(HEADER);
    return new BoundSocket(
        Kind.PACKET,
        null,
        false,
        header.u16(2),
        "",
        attributes.s32(PACKET_DIAG_INFO, 0), // its first number is the interface's
        header.u32(4),
        attributes.u32(PACKET_DIAG_UID, BoundSocket.NOBODY_SAID));
  }
}
