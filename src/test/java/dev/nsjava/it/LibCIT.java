package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nsjava.sys.LibC;
import dev.nsjava.sys.SysException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
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

  /** The line of {@code /proc/WHO/mountinfo} about the directory, or nothing. */
  private String mountOf(String who) {
    try (var lines = Files.lines(Path.of("/proc", who, "mountinfo"))) {
      return lines.filter(line -> line.contains(" " + dir + " ")).findFirst().orElse("");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
