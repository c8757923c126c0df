package dev.nsjava.net;

import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCall;
import dev.nsjava.sys.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A socket of netlink(7), in the network namespace of the thread that opened it. */
final class NetlinkSocket implements Wire {

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;

  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;

  /** Bytes: room for the answers to thousands of requests, and for a transaction of as many. */
  private static final int QUEUE = 8 << 20;

  private static final int SECONDS = 10;
  private static final int MOST_OPTIONS = 256;

  private static final byte[] OPTIONS = options();

  private final SystemCalls calls;
  private final int fd;

  NetlinkSocket(SystemCalls calls, int fd) {
    this.calls = calls;
    this.fd = fd;
  }

  /** Old kernels know fewer; nothing here needs any. */
  private static byte[] options() {
    ByteBuffer options = ByteBuffer.allocate(MOST_OPTIONS).order(ByteOrder.nativeOrder());
    options.putInt(SOL_NETLINK).putInt(NETLINK_EXT_ACK).putInt(4).putInt(1);
    options.putInt(SOL_NETLINK).putInt(NETLINK_CAP_ACK).putInt(4).putInt(1);
    // or filters are passed over
    options.putInt(SOL_NETLINK).putInt(NETLINK_GET_STRICT_CHK).putInt(4).putInt(1);
    // as much as anybody may have, or more with CAP_NET_ADMIN
    options.putInt(SOL_SOCKET).putInt(SO_SNDBUF).putInt(4).putInt(QUEUE);
    options.putInt(SOL_SOCKET).putInt(SO_SNDBUFFORCE).putInt(4).putInt(QUEUE);
    options.putInt(SOL_SOCKET).putInt(SO_RCVBUF).putInt(4).putInt(QUEUE);
    options.putInt(SOL_SOCKET).putInt(SO_RCVBUFFORCE).putInt(4).putInt(QUEUE);
    options.putInt(SOL_SOCKET).putInt(SO_RCVTIMEO).putInt(16).putLong(SECONDS).putLong(0);
    return Arrays.copyOf(options.array(), options.position());
  }

  /** Opens one. */
  static NetlinkSocket open(SystemCalls calls, Protocol protocol) throws NetlinkException {
    try {
      return new NetlinkSocket(calls, opening(protocol).on(calls).result());
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  /** The call that opens one. */
  static SystemCall.Socket opening(Protocol protocol) {
    String doing = "cannot open a netlink socket (" + protocol.word() + ")";
    return new SystemCall.Socket(AF_NETLINK, SOCK_RAW, protocol.number(), OPTIONS, doing);
  }

  @Override
  public byte[] exchange(byte[] messages, String doing) throws NetlinkException {
    try {
      return calls.exchange(fd, messages, doing);
    } catch (SysException e) {
      throw failure(e, doing);
    }
  }

  @Override
  public SystemCall.Exchange call(byte[] messages, String doing) {
    return new SystemCall.Exchange(fd, messages, doing);
  }

  /** Says why an exchange failed. */
  static NetlinkException failure(SysException failure, String doing) {
    return switch (failure.errno().name()) {
      case "EAGAIN" -> NetlinkException.failed(doing + ": no answer");
      case "ENOBUFS" -> NetlinkException.lost(doing);
      case "EOVERFLOW" -> NetlinkException.malformed("it has more than 64 KiB");
      case "EBADMSG" ->
          NetlinkException.failed(doing + ": too many messages that are not the kernel's");
      default -> NetlinkException.of(failure);
    };
  }

  @Override
  public void close() {
    calls.close(fd);
  }
}
