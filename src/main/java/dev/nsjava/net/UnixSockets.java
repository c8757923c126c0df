package dev.nsjava.net;

import dev.nsjava.net.BoundSocket.Kind;
import org.jspecify.annotations.Nullable;

/** Unix sockets that wait to be spoken to, see unix(7) and sock_diag(7). */
final class UnixSockets {

  private static final int AF_UNIX = 1;
  private static final int ESTABLISHED = 1;
  private static final int CLOSE = 7;
  private static final int LISTEN = 10;
  private static final int SHOW_NAME = 1;
  private static final int SHOW_PEER = 4;
  private static final int SHOW_UID = 0x40;

  private static final int SOCK_STREAM = 1;
  private static final int SOCK_SEQPACKET = 5;

  /** Of {@code struct unix_diag_msg}: family, type, state, a pad, inode, cookie. */
  private static final int HEADER = 16;

  private static final int UNIX_DIAG_NAME = 0;
  private static final int UNIX_DIAG_PEER = 2;
  private static final int UNIX_DIAG_UID = 7;

  private UnixSockets() {}

  /**
   * All that listen, or are not connected; among these those that are not ready yet. A datagram
   * socket that others have connected to is said to be connected too, so these are asked for.
   */
  static Request request() {
    return new Request("cannot list unix sockets", InetSockets.TYPE, Request.DUMP)
        .u8(AF_UNIX)
        .u8(0)
        .u16(0)
        .u32(1 << LISTEN | 1 << CLOSE | 1 << ESTABLISHED)
        .u32(0)
        .u32(SHOW_NAME | SHOW_PEER | SHOW_UID)
        .zeros(8) // a cookie
        .lacking("ENOENT");
  }

  /**
   * Reads one, or null if it does not wait or has no name to call it by, or the message is about
   * something else.
   */
  static @Nullable BoundSocket of(Message message) throws NetlinkException {
    Bytes header = message.body();
    if (message.type() != InetSockets.TYPE || header.u8(0) != AF_UNIX) {
      return null;
    }
    Attributes attributes = message.attributes(HEADER);
    Bytes name = attributes.find(UNIX_DIAG_NAME);
    Kind kind = kind(header.u8(1));
    boolean waits =
        kind == Kind.UNIX_DGRAM ? !attributes.has(UNIX_DIAG_PEER) : header.u8(2) == LISTEN;
    if (!waits || name == null || name.length() == 0) {
      return null;
    }
    long uid = attributes.u32(UNIX_DIAG_UID, BoundSocket.NOBODY_SAID);
    return new BoundSocket(kind, null, false, 0, path(name), 0, header.u32(4), uid);
  }

  private static Kind kind(int type) {
    return switch (type) {
      case SOCK_STREAM -> Kind.UNIX_STREAM;
      case SOCK_SEQPACKET -> Kind.UNIX_SEQPACKET;
      default -> Kind.UNIX_DGRAM;
    };
  }

  /**
   * A name that is no file's begins with a NUL, and may hold more of them. A file in the directory
   * that somebody was in may have a name that looks like that.
   */
  private static String path(Bytes name) throws NetlinkException {
    return switch (name.u8(0)) {
      case 0 -> "@" + name.from(1).wholeText();
      case '@' -> "./" + name.text();
      default -> name.text();
    };
  }
}
