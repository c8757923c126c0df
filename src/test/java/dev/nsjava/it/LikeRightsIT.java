package dev.nsjava.it;

import static dev.nsjava.it.Like.caller;
import static dev.nsjava.it.Like.like;
import static dev.nsjava.it.Like.sameStatus;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With --like the program is who the target is, with its rights, and never with more. */
@KernelTest
class LikeRightsIT {

  /** Those of Linux 5.9 and later. */
  private static final int CAPABILITIES = 41;

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "t:uid=54321",
        "t:gid=54321 t:uid=54321",
        "t:groups=54329 t:gid=54321 t:uid=54321",
        "t:groups=1,2,3,54329",
        "t:groups= t:gid=7",
        "t:gid=4294967294 t:uid=4294967294",
        "groups=1,2 t:groups=",
      })
  void as_its_user_and_groups(String options) {
    sameStatus(caller(options), "Uid|Gid|Groups");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"t:no-new-privs", "t:no-new-privs t:ada", "t:seven t:no-new-privs"})
  void with_no_new_privs(String options) {
    Result result = like(caller(options), "grep", "NoNewPrivs", "/proc/self/status");

    assertThat(result.out()).isEqualTo("NoNewPrivs:\t1\n");
  }

  private static String allCapabilities() {
    return String.join(",", IntStream.range(0, CAPABILITIES).mapToObj(Integer::toString).toList());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "t:umask=022",
        "t:bound=21",
        "t:bound=0,5,12,21,40",
        "t:bound=12 t:ada",
        "t:ambient=10",
        "t:ambient=10,13 t:bound=21",
        "t:keepcaps t:ada t:ambient=10,13",
        "t:bound=8 t:keepcaps t:ada t:ambient=21",
      })
  void with_its_capabilities(String options) {
    sameStatus(caller(options), "Cap.*|Uid");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"--uts", "--no-fork"})
  void never_with_more_capabilities_than_a_target_without_any(String more) {
    Caller caller = Caller.ROOT.with("t:unshare=uts", "t:bound=" + allCapabilities());
    List<String> words = new ArrayList<>(List.of("--target", "%t", "--like"));
    words.addAll(List.of(more, "grep", "^Cap", "/proc/self/status"));

    String none = "0".repeat(16);
    assertThat(caller.run(Tool.NSJAVA_ENTER, words).lines())
        .containsExactly(
            "CapInh:\t" + none,
            "CapPrm:\t" + none,
            "CapEff:\t" + none,
            "CapBnd:\t" + none,
            "CapAmb:\t" + none);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"t:container", "t:unshare=user", "t:rootless"})
  void a_target_in_another_user_namespace_that_is_not_entered_is_refused(String options) {
    Result result =
        caller(options).run(Tool.NSJAVA_ENTER, "--target", "%t", "--like", "--uts", "true");

    assertThat(result)
        .isEqualTo(
            new Result(
                "exit 1",
                "",
                "nsjava: the user namespace of process %t is not entered\n",
                List.of()));
  }

  /** Whoever may enter the one below may enter the one above: its rights count in neither. */
  @Test
  void a_target_above_us_is_refused() {
    Result result =
        Tool.SHELL.run(
            "/usr/bin/unshare -Ur " + Tool.NSJAVA_ENTER.inShell() + " -t $$ --like -u true");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.err()).startsWith("nsjava: ").doesNotContain("internal");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "--reuid 54321",
        "--regid 54321",
        "--groups 1,2",
        "--no-new-privs",
        "--bounding-set -sys_admin",
        "--inh-caps +net_raw",
      })
  void a_target_that_is_somebody_else_meanwhile_is_refused(String change) {
    Result result =
        FakeRuntime.run(
            "sh -c 'read _ </mnt/ready; exec setpriv "
                + change
                + (change.startsWith("--re") ? " --clear-groups" : "")
                + " sh -c \"echo >/mnt/ready; exec sleep 1000\"' & target=$!;"
                + " plan \"target~$target~-~take~status~"
                + FakeRuntime.STOP
                + "like~credentials~exec~0~\"; launch id; await_stop; echo >/mnt/ready;"
                + " read _ </mnt/ready; go_on; end; status=$?; kill -9 $target; exit $status");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .matches("nsjava: process \\d+ has changed its credentials meanwhile\n");
    assertThat(result.left()).isEmpty();
  }

  @Test
  void an_ordinary_user_is_like_a_target_in_its_own_user_namespace() {
    Caller caller = Caller.ROOT.with("t:rootless", "t:umask=077", "ada");
    Result result = like(caller, "grep", "-E", "^(Uid|Gid|Umask|CapEff):", "/proc/self/status");

    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).hasSize(4).contains("Umask:\t0077", "Uid:\t0\t0\t0\t0");
    sameStatus(caller, "Uid|Gid|Groups|Umask|Cap.*|NoNewPrivs");
  }

  @Test
  void an_ordinary_user_is_not_like_another_s_target() {
    Result result = like(Caller.ROOT.with("t:bob", "ada"), "true");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.err()).startsWith("nsjava: ").doesNotContain("internal");
  }
}
