package dev.nsjava.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NativeCallsTest {

  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int NONBLOCK = 04000;
  private static final int PATIENCE = 10_000;

  private final SystemCalls calls = new NativeCalls(LibC.load());

  private static byte[] loopback(int port) {
    ByteBuffer address = ByteBuffer.allocate(16);
    address.order(ByteOrder.nativeOrder()).putShort((short) AF_INET);
    address.order(ByteOrder.BIG_ENDIAN).putShort((short) port).putInt(0x7f00_0001);
    return address.array();
  }

  private int events(int fd, int wanted) {
    ByteBuffer pollfd = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    pollfd.putInt(fd).putShort((short) wanted);
    return calls.poll(pollfd.array(), PATIENCE, "poll") == 0 ? 0 : pollfd.getShort(6);
  }

  @Test
  void a_socket_connects_and_is_waited_for() throws IOException {
    int fd = calls.socket(AF_INET, SOCK_STREAM | NONBLOCK, 0, new byte[0], "socket");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      begin(fd, server.getLocalPort());
      assertThat(events(fd, SystemCalls.POLLOUT)).isEqualTo(SystemCalls.POLLOUT);
      calls.connect(fd, loopback(server.getLocalPort()), "connect");
      assertThat(calls.poll(fd, 0, "poll")).isFalse();
      try (Socket peer = server.accept()) {
        peer.getOutputStream().write('x');
        assertThat(calls.poll(fd, PATIENCE, "poll")).isTrue();
        assertThat(calls.read(fd, "read")).containsExactly('x');
        calls.write(fd, "hello".getBytes(StandardCharsets.US_ASCII), "write");
        assertThat(peer.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
      }
    } finally {
      calls.close(fd);
    }
  }

  @Test
  void a_connection_that_is_refused() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    int fd = calls.socket(AF_INET, SOCK_STREAM, 0, new byte[0], "socket");
    assertThatExceptionOfType(SysException.class)
        .isThrownBy(() -> calls.connect(fd, loopback(port), "cannot connect"))
        .withMessage("cannot connect: Connection refused");
    calls.close(fd);
  }

  private void begin(int fd, int port) {
    try {
      calls.connect(fd, loopback(port), "connect");
    } catch (SysException e) {
      assertThat(e.errno().name()).isEqualTo("EINPROGRESS");
    }
  }
}
