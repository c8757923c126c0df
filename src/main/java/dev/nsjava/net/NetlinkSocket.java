package dev.nsjava.net;

import dev.nsjava.sys.LibC;
import dev.nsjava.sys.SysException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A socket of netlink(7), in the network namespace of the thread that opened it. */
final class NetlinkSocket implements Wire {

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 02000000;

  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;

  private static final int MSG_TRUNC = 0x20;

  /** Of {@code struct sockaddr_nl}: a family, two bytes of nothing, a port, groups. */
  private static final int ADDRESS = 12;

  private static final int PORT_AT = 4;

  /** The kernel fills at most 32 KiB at a time when it dumps. */
  private static final int ROOM = 64 << 10;

  /** Room for the answers to thousands of requests, where ours are many. */
  private static final int QUEUE = 8 << 20;

  private static final int SECONDS = 10;

  /** How many messages that are not the kernel's are borne before its answer. */
  private static final int MOST_STRANGERS = 1000;

  private final LibC libc;
  private final int fd;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(ROOM);

  private NetlinkSocket(LibC libc, int fd) {
    this.libc = libc;
    this.fd = fd;
  }

  /** Opens one. Old kernels know fewer options; nothing here needs any. */
  static NetlinkSocket open(LibC libc, Protocol protocol) throws NetlinkException {
    try {
      int fd = libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol.number());
      LibC.check(fd, "cannot open a netlink socket (" + protocol.word() + ")");
      NetlinkSocket socket = new NetlinkSocket(libc, fd);
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
    if (set(SOL_SOCKET, SO_RCVBUFFORCE, QUEUE) != 0) {
      set(SOL_SOCKET, SO_RCVBUF, QUEUE);
    }
    byte[] timeval = new byte[2 * Long.BYTES];
    ByteBuffer.wrap(timeval).order(ByteOrder.nativeOrder()).putLong(SECONDS);
    libc.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, timeval, timeval.length);
  }

  private int set(int level, int option, int value) {
    byte[] bytes = new byte[Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(value);
    return libc.setsockopt(fd, level, option, bytes, bytes.length);
  }

  @Override
  public void send(byte[] messages, String doing) throws NetlinkException {
    ByteBuffer from = messages.length > ROOM ? ByteBuffer.allocateDirect(messages.length) : buffer;
    from.put(0, messages);
    byte[] kernel = new byte[ADDRESS];
    ByteBuffer.wrap(kernel).order(ByteOrder.nativeOrder()).putShort((short) AF_NETLINK);
    while (isInterrupted(libc.sendto(fd, from, messages.length, 0, kernel, ADDRESS), doing)) {
      // a signal came first
    }
  }

  @Override
  public byte[] receive(String doing) throws NetlinkException {
    byte[] sender = new byte[ADDRESS];
    int[] length = new int[1];
    for (int i = 0; i < MOST_STRANGERS; i++) {
      length[0] = ADDRESS;
      long received = libc.recvfrom(fd, buffer, ROOM, MSG_TRUNC, sender, length);
      if (!isInterrupted(received, doing) && length[0] == ADDRESS && isKernel(sender)) {
        return received(received);
      }
    }
    throw NetlinkException.failed(doing + ": too many messages that are not the kernel's");
  }

  /** Any process may send to any port. Only the kernel's own is 0. */
  private static boolean isKernel(byte[] sender) {
    return ByteBuffer.wrap(sender).getInt(PORT_AT) == 0;
  }

  private byte[] received(long length) throws NetlinkException {
    if (length > ROOM) {
      throw NetlinkException.malformed("it has " + length + " bytes");
    }
    byte[] messages = new byte[(int) length];
    buffer.get(0, messages);
    return messages;
  }

  /** Whether a call is to be made again. */
  private static boolean isInterrupted(long result, String doing) throws NetlinkException {
    try {
      LibC.check(result, doing);
      return false;
    } catch (SysException e) {
      NetlinkException failure = NetlinkException.of(e);
      if (failure.is("EINTR")) {
        return true;
      }
      throw failure.is("EAGAIN") ? NetlinkException.failed(doing + ": no answer") : failure;
    }
  }

  @Override
  public void close() {
    libc.close(fd);
  }
}
