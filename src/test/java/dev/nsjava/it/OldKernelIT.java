package dev.nsjava.it;

import static dev.nsjava.it.EnterIT.enter;
import static dev.nsjava.it.EnterIT.entered;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code enter} where the kernel has less than it would like. */
@KernelTest
class OldKernelIT {

  /** Where the kernel can open namespaces by number it is entered; else one line says so. */
  @Test
  void a_namespace_by_its_number() {
    Result result =
        Caller.ROOT
            .with("t:unshare=uts")
            .run(
                Tool.SHELL,
                "n=$(%s -t %%t -u probe number) || n=1; %s -u:$n readlink /proc/self/ns/uts"
                    .formatted(Tool.NSENTER.program(), Tool.NSJAVA_ENTER.inShell()));

    if (result.end().equals("exit 0")) {
      assertThat(result).isEqualTo(new Result("exit 0", "uts:[t]\n", "", List.of()));
    } else {
      assertThat(result.end()).isEqualTo("exit 1");
      assertThat(result.err())
          .startsWith("nsjava: cannot open namespace of id ")
          .contains("hint: this kernel does not open namespaces by number: ");
    }
  }

  @Test
  void no_namespace_has_this_number() {
    Result result = enter(Caller.ROOT, "-u:576460752303423487 true");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.err())
        .startsWith("nsjava: cannot open namespace of id 576460752303423487: ")
        .contains("\nhint: ");
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

  /** One by one, some can be entered before the user namespace only, others only after it. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"nice=0", "refuse=434:38"})
  void namespaces_of_several_user_namespaces(String option) {
    Caller caller =
        Caller.ROOT.with(
            option,
            "t:unshare=uts",
            "t:unshare=user",
            "t:uid-map=0:100000:65536",
            "t:gid-map=0:100000:65536",
            "t:unshare=net");

    assertThat(entered(caller, "-t %t probe ns")).containsExactly("user", "uts", "net");
  }

  /** Nobody else is followed in its place, whoever owns the standard input. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-u -S follow", "-u -G follow", "-S follow -G follow -u"})
  @Tag("not-sanitized")
  void without_proc_nobody_can_be_followed(String options) {
    Result result =
        enter(Caller.ROOT.with("t:unshare=uts", "t:ada", "no-proc"), "-t %t " + options + " id");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.err()).startsWith("nsjava: cannot ");
    assertThat(result.out()).isEmpty();
  }
}
