package dev.nsjava.it;

import static dev.nsjava.it.EnterIT.enter;
import static dev.nsjava.it.EnterIT.entered;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code enter} where the kernel has less than it would like. */
@KernelTest
class OldKernelIT {

  /** Either it works, or one line says that this kernel cannot. */
  @Test
  void a_namespace_by_its_number() {
    Result none = enter(Caller.ROOT, "-u:576460752303423487 true");

    assertThat(none.end()).isEqualTo("exit 1");
    assertThat(none.err())
        .startsWith("nsjava: cannot open namespace of id 576460752303423487: ")
        .contains("\nhint: ");
    assertThat(none.left()).isEmpty();
  }

  /** No pidfd_open(2), or a setns(2) that takes none: the files of /proc will do. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "refuse=434:38",
        "personality=20000",
        "refuse=434:38 personality=20000",
        "refuse=438:38"
      })
  void old_kernels(String options) {
    Caller caller = Caller.ROOT.with(options.split(" "));

    assertThat(
            entered(caller.with("t:unshare=uts,net,ipc"), "-t %t -u -n -r -w -e /mnt/bin/probe ns"))
        .containsExactly("uts", "net");
    assertThat(entered(caller.with("t:unshare=uts,net"), "%t probe ns"))
        .containsExactly("uts", "net");
    assertThat(entered(caller.with("t:container"), "-t %t -a probe ns")).isEqualTo(EnterIT.TYPES);
    assertThat(entered(caller.with("t:seven"), "-t %t --like /mnt/bin/probe ns")).hasSize(7);
  }
}
