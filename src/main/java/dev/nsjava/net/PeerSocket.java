package dev.nsjava.net;

import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A socket in a network namespace that speaks with one address: of TCP, or for ICMP, which needs
 * CAP_NET_RAW. Nothing that it does waits but {@link #poll}. What fails is a {@link
 * NetlinkException} with its errno.
 */
public final class PeerSocket implements AutoCloseable {

  private static final int SOCK_STREAM = 1;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_NONBLOCK = 04000;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_ICMPV6 = 58;

  private static final int SOL_IP = 0;
  private static final int IP_RECVERR = 11;
  private static final int SOL_IPV6 = 41;
  private static final int IPV6_RECVERR = 25;

  /** See raw(7): a bit for each type that does not pass, of IPv6 256 of them. */
  private static final int SOL_RAW = 255;

  private static final int ICMP_FILTER = 1;
  private static final int SOL_ICMPV6 = 58;
  private static final int ICMPV6_FILTER = 1;
  private static final int FILTER_BYTES = 32;

  private static final int V4_ADDRESS = 16;
  private static final int V6_ADDRESS = 28;
  private static final int V6_AT = 8;
  private static final int MOST_OPTIONS = 128;

  /** Bytes of a {@code struct pollfd}, and where in it there is what has happened. */
  private static final int POLLFD = 8;

  private static final int REVENTS_AT = 6;

  private final SystemCalls calls;
  private final int fd;
  private final byte[] address;
  private final String doing;
  private boolean isConnected;
  private boolean isReady;
  private boolean closed;

  private PeerSocket(SystemCalls calls, int fd, byte[] address, String doing) {
    this.calls = calls;
    this.fd = fd;
    this.address = address;
    this.doing = doing;
  }

  /**
   * One of TCP.
   *
   * @param from where it is
   * @param port 1 to 65535
   */
  public static PeerSocket tcp(Netns from, Ip to, int port) throws NetlinkException {
    return open(from, to, port, SOCK_STREAM, IPPROTO_TCP, new byte[0]);
  }

  /**
   * One that gets messages of ICMP, or of ICMPv6, of one type from one address, and is told when it
   * cannot be reached. Those of ICMP are behind a header of IP.
   *
   * @param type 0 to 255
   */
  public static PeerSocket icmp(Netns from, Ip to, int type) throws NetlinkException {
    int protocol = to.v6() ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
    return open(from, to, 0, SOCK_RAW, protocol, icmpOptions(to.v6(), type));
  }

  private static byte[] icmpOptions(boolean v6, int type) {
    ByteBuffer options = ByteBuffer.allocate(MOST_OPTIONS).order(ByteOrder.nativeOrder());
    options.putInt(v6 ? SOL_IPV6 : SOL_IP).putInt(v6 ? IPV6_RECVERR : IP_RECVERR);
    options.putInt(Integer.BYTES).putInt(1);
    options.putInt(v6 ? SOL_ICMPV6 : SOL_RAW).putInt(v6 ? ICMPV6_FILTER : ICMP_FILTER);
    options.putInt(v6 ? FILTER_BYTES : Integer.BYTES);
    for (int first = 0; first < (v6 ? FILTER_BYTES : Integer.BYTES) * Byte.SIZE; first += 32) {
      options.putInt(type >= first && type < first + 32 ? ~(1 << type) : -1);
    }
    return Arrays.copyOf(options.array(), options.position());
  }

  private static PeerSocket open(
      Netns from, Ip to, int port, int type, int protocol, byte[] options) throws NetlinkException {
    String doing = "cannot reach " + to.text() + from.place();
    try {
      from.enter();
      int fd =
          from.calls()
              .socket(
                  to.family(),
                  type | SOCK_NONBLOCK,
                  protocol,
                  options,
                  "cannot open a socket" + from.place());
      return new PeerSocket(from.calls(), fd, address(to, port), doing);
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  /** A {@code struct sockaddr_in} or {@code sockaddr_in6}: see ip(7), ipv6(7). */
  private static byte[] address(Ip to, int port) {
    ByteBuffer address = ByteBuffer.allocate(to.v6() ? V6_ADDRESS : V4_ADDRESS);
    address.order(ByteOrder.nativeOrder()).putShort((short) to.family());
    address.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
    address.put(to.v6() ? V6_AT : address.position(), to.bytes());
    return address.array();
  }

  /**
   * Begins to connect, or says what became of that.
   *
   * @return whether it is connected; if not, {@link #poll} tells when to call again
   */
  public boolean connect() throws NetlinkException {
    try {
      calls.connect(fd, address, doing);
      isConnected = true;
    } catch (SysException e) {
      String why = e.errno().name();
      if (!why.equals("EINPROGRESS") && !why.equals("EALREADY")) {
        throw NetlinkException.of(e);
      }
    }
    return isConnected;
  }

  /** Sends a few bytes. */
  public void send(byte[] bytes) throws NetlinkException {
    try {
      calls.write(fd, bytes, doing);
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  /** What has come, a message of ICMP; none at its end, null if there is nothing yet. */
  public byte @Nullable [] receive() throws NetlinkException {
    try {
      return calls.read(fd, doing);
    } catch (SysException e) {
      if (e.is("EAGAIN")) {
        return null;
      }
      throw NetlinkException.of(e);
    }
  }

  /**
   * Waits until sockets have something to say: that they are connected, or something to receive.
   *
   * @param sockets of one session, at least one
   * @param timeout in milliseconds, from 0
   */
  public static void poll(List<PeerSocket> sockets, int timeout) throws NetlinkException {
    ByteBuffer fds = ByteBuffer.allocate(sockets.size() * POLLFD).order(ByteOrder.nativeOrder());
    for (PeerSocket socket : sockets) {
      short events = socket.isConnected ? SystemCalls.POLLIN : SystemCalls.POLLOUT;
      fds.putInt(socket.fd).putShort(events).putShort((short) 0);
    }
    try {
      sockets.getFirst().calls.poll(fds.array(), timeout, "cannot wait for packets");
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
    for (int i = 0; i < sockets.size(); i++) {
      sockets.get(i).isReady = fds.getShort(i * POLLFD + REVENTS_AT) != 0;
    }
  }

  /** Whether {@link #poll} has found that it has something to say. */
  public boolean isReady() {
    return isReady;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      calls.close(fd);
    }
  }
}
