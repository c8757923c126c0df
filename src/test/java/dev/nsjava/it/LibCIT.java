package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nsjava.sys.LibC;
import dev.nsjava.sys.SysException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java's own calls, on a thread in a mount namespace of its own that is thrown away. */
@KernelTest
@Tag("not-sanitized")
class LibCIT {

  private static final int CLONE_NEWNS = 0x0002_0000;
  private static final long MS_NOEXEC = 8;
  private static final long MS_REC_PRIVATE = 0x4000 | 1 << 18;
  private static final int MNT_DETACH = 2;
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int MSG_PEEK = 2;
  private static final int MSG_TRUNC = 0x20;

  @TempDir Path dir;

  @Test
  void a_thread_mounts_and_unmounts_where_nobody_else_sees_it() throws Exception {
    LibC libc = LibC.load();
    List<String> seen = new ArrayList<>();
    FutureTask<Void> work =
        new FutureTask<>(
            () -> {
              LibC.check(libc.unshare(CLONE_NEWNS), "unshare failed");
              LibC.check(libc.mount(null, "/", null, MS_REC_PRIVATE, null), "mount / failed");
              LibC.check(
                  libc.mount("box", dir.toString(), "tmpfs", MS_NOEXEC, "size=1m"), "mount failed");
              seen.add(mountOf("thread-self"));
              seen.add(mountOf("self"));
              LibC.check(libc.umount2(dir.toString(), MNT_DETACH), "umount failed");
              seen.add(mountOf("thread-self"));
            },
            null);
    Thread.ofPlatform().start(work);
    work.get();

    assertThat(seen.get(0)).contains("noexec").endsWith("tmpfs box rw,size=1024k");
    assertThat(seen.subList(1, 3)).containsExactly("", "");
  }

  @Test
  void a_refusal_says_why() {
    LibC libc = LibC.load();

    assertThatThrownBy(() -> LibC.check(libc.umount2(dir.toString(), 0), "umount failed"))
        .isInstanceOf(SysException.class)
        .hasMessage("umount failed: Invalid argument");
  }

  @Test
  void a_message_goes_to_the_kernel_and_its_answer_comes_back() {
    LibC libc = LibC.load();
    int fd = (int) LibC.check(libc.socket(AF_NETLINK, SOCK_RAW, 0), "socket failed");
    byte[] seconds = new byte[16];
    ByteBuffer.wrap(seconds).order(ByteOrder.nativeOrder()).putLong(10);
    assertThat(libc.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, seconds, seconds.length)).isZero();

    // A request of an unknown type, which wants an answer. It begins behind the position.
    ByteBuffer buffer = ByteBuffer.allocateDirect(100).order(ByteOrder.nativeOrder()).position(8);
    buffer.putInt(16).putShort((short) 15).putShort((short) 5).putInt(7).putInt(0).position(8);
    byte[] address = new byte[12];
    address[ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? 1 : 0] = AF_NETLINK;
    assertThat(libc.sendto(fd, buffer, 16, 0, address, address.length)).isEqualTo(16);

    byte[] sender = new byte[12];
    int[] length = {12};
    // Of the answer of 36 bytes, 4 have room. It is looked at, and stays.
    assertThat(libc.recvfrom(fd, buffer, 4, MSG_PEEK | MSG_TRUNC, sender, length)).isEqualTo(36);
    assertThat(libc.recvfrom(fd, buffer, 92, 0, sender, length)).isEqualTo(36);
    assertThat(length).containsExactly(12);
    assertThat(sender).isEqualTo(address);
    assertThat(buffer.getInt(8)).isEqualTo(36);
    assertThat(buffer.getInt(8 + 8)).isEqualTo(7);
    assertThat(libc.close(fd)).isZero();
  }

  @Test
  void sockets_are_refused_too() {
    LibC libc = LibC.load();
    ByteBuffer buffer = ByteBuffer.allocateDirect(16);
    byte[] address = new byte[12];

    refused(() -> libc.socket(12345, SOCK_RAW, 0), "Address family not supported by protocol");
    refused(() -> libc.setsockopt(-1, 1, 1, address, 4), "Bad file descriptor");
    refused(() -> libc.sendto(-1, buffer, 16, 0, address, 12), "Bad file descriptor");
    refused(() -> libc.recvfrom(-1, buffer, 16, 0, address, new int[1]), "Bad file descriptor");
  }

  private static void refused(LongSupplier call, String why) {
    assertThatThrownBy(() -> LibC.check(call.getAsLong(), "it failed"))
        .isInstanceOf(SysException.class)
        .hasMessage("it failed: " + why);
  }

  /** The line of {@code /proc/WHO/mountinfo} about the directory, or nothing. */
  private String mountOf(String who) {
    try (var lines = Files.lines(Path.of("/proc", who, "mountinfo"))) {
      return lines.filter(line -> line.contains(" " + dir + " ")).findFirst().orElse("");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
