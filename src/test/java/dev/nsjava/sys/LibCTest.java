package dev.nsjava.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class LibCTest {

  private static final int O_RDONLY = 0;
  private static final int O_CLOEXEC = 02000000;
  private static final int CLONE_NEWUSER = 0x10000000;

  private final LibC libc = LibC.load();

  @Test
  void a_file_is_opened_and_closed() {
    int fd =
        (int) LibC.check(libc.open("/dev/null", O_RDONLY | O_CLOEXEC, 0), "cannot open /dev/null");
    assertThat(libc.close(fd)).isZero();
    refused(() -> LibC.check(libc.close(fd), "cannot close"), "cannot close: Bad file descriptor");
  }

  @Test
  void a_refusal_says_why() {
    refused(
        () -> LibC.check(libc.open("/nope", O_RDONLY, 0), "cannot open /nope"),
        "cannot open /nope: No such file or directory");
    refused(() -> LibC.check(libc.setns(-1, 0), "setns"), "setns: Bad file descriptor");
  }

  @Test
  void an_error_of_the_kernels_own_has_a_number_only() {
    assertThat(Errno.of(524)).isEqualTo(new Errno(524, "524", "Unknown error 524"));
    assertThat(Errno.of(1)).isEqualTo(new Errno(1, "EPERM", "Operation not permitted"));
  }

  /** Why there is a launcher: a JVM has many threads. */
  @Test
  void a_jvm_cannot_make_a_user_namespace() {
    assertThatExceptionOfType(SysException.class)
        .isThrownBy(() -> LibC.check(libc.unshare(CLONE_NEWUSER), "unshare"))
        .satisfies(e -> assertThat(e.errno().name()).isEqualTo("EINVAL"));
  }

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(SysException.class).isThrownBy(call::run).withMessage(message);
  }
}
