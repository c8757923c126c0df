package dev.nsjava.net;

import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A socket of netlink(7), in the network namespace of the thread that opened it. */
final class NetlinkSocket implements Wire {

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;

  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;

  /** Room for the answers to thousands of requests, where ours are many. */
  private static final int QUEUE = 8 << 20;

  private static final int SECONDS = 10;

  private final SystemCalls calls;
  private final int fd;

  private NetlinkSocket(SystemCalls calls, int fd) {
    this.calls = calls;
    this.fd = fd;
  }

  /** Opens one. Old kernels know fewer options; nothing here needs any. */
  static NetlinkSocket open(SystemCalls calls, Protocol protocol) throws NetlinkException {
    try {
      String doing = "cannot open a netlink socket (" + protocol.word() + ")";
      int fd = calls.socket(AF_NETLINK, SOCK_RAW, protocol.number(), doing);
      NetlinkSocket socket = new NetlinkSocket(calls, fd);
      socket.setOptions();
      return socket;
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  private void setOptions() {
    set(SOL_NETLINK, NETLINK_EXT_ACK, 1);
    set(SOL_NETLINK, NETLINK_CAP_ACK, 1);
    set(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1); // or filters are passed over
    if (!set(SOL_SOCKET, SO_RCVBUFFORCE, QUEUE)) {
      set(SOL_SOCKET, SO_RCVBUF, QUEUE);
    }
    byte[] timeval = new byte[2 * Long.BYTES];
    ByteBuffer.wrap(timeval).order(ByteOrder.nativeOrder()).putLong(SECONDS);
    set(SOL_SOCKET, SO_RCVTIMEO, timeval);
  }

  private boolean set(int level, int option, int value) {
    byte[] bytes = new byte[Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(value);
    return set(level, option, bytes);
  }

  private boolean set(int level, int option, byte[] value) {
    try {
      calls.setsockopt(fd, level, option, value, "cannot set an option of a netlink socket");
      return true;
    } catch (SysException e) {
      return false;
    }
  }

  @Override
  public void send(byte[] messages, String doing) throws NetlinkException {
    again(
        doing,
        () -> {
          calls.send(fd, messages, doing);
          return messages;
        });
  }

  @Override
  public byte[] receive(String doing) throws NetlinkException {
    return again(doing, () -> calls.receive(fd, doing));
  }

  private interface Attempt {
    byte[] make();
  }

  /** Makes a call until no signal comes first. */
  private static byte[] again(String doing, Attempt attempt) throws NetlinkException {
    while (true) {
      try {
        return attempt.make();
      } catch (SysException e) {
        switch (e.errno().name()) {
          case "EINTR" -> {}
          case "EAGAIN" -> throw NetlinkException.failed(doing + ": no answer");
          case "EMSGSIZE" -> throw NetlinkException.malformed("it has more than 64 KiB");
          case "EBADMSG" ->
              throw NetlinkException.failed(
                  doing + ": too many messages that are not the kernel's");
          default -> throw NetlinkException.of(e);
        }
      }
    }
  }

  @Override
  public void close() {
    calls.close(fd);
  }
}
