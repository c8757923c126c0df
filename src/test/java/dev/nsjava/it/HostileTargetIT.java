package dev.nsjava.it;

import static dev.nsjava.it.Like.caller;
import static dev.nsjava.it.Like.like;
import static dev.nsjava.it.Like.sameStatus;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a target could try, so that who enters it does something else than was asked for. */
@KernelTest
class HostileTargetIT {

  private static final String ENTER = Tool.NSJAVA_ENTER.inShell();

  private static void refused(Result result, String message) {
    assertThat(result).isEqualTo(new Result("exit 1", "", "nsjava: " + message + "\n", List.of()));
  }

  /** The caller's own namespaces would be all that is left to run the program in. */
  @ParameterizedTest(name = "options: {0}")
  @ValueSource(strings = {"", "--all", "--like", "--net --uts", "--pid --fresh-proc"})
  void one_that_has_ended_is_not_entered(String options) {
    Caller caller = Caller.ROOT.with("t:unshare=uts,net,mnt,ipc,cgroup", "t:zombie");
    Result result =
        caller.run(Tool.NSJAVA_ENTER, List.of(("-t %t " + options + " hostname").split(" +")));

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEmpty();
    assertThat(result.withoutHints().err().lines()).hasSize(1);
  }

  @Test
  void one_that_has_ended_in_our_own_namespaces_is_none_either() {
    Result result =
        FakeRuntime.run(
            Caller.ROOT.with("t:zombie"),
            "start=$(cut -d' ' -f22 /proc/%t/stat);"
                + " plan \"target~%t~start:$start~exec~0~\"; launch echo inside; end");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEmpty();
  }

  /** The descriptor of its socket is not to become our standard error. */
  @Test
  void what_is_no_socket_is_not_written_to() {
    Result result =
        Tool.SHELL.run(
            "sleep 1000 7<>/mnt/file & "
                + ENTER
                + " -t $! --net-socket 7 true 2>&-; status=$?; kill -9 $!; cat /mnt/file;"
                + " exit $status");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEqualTo("content");
  }

  /** /proc/self/exe of the launcher is a file that nobody can change: CVE-2019-5736. */
  @Test
  void a_script_for_the_launcher_itself_gets_a_copy() {
    Result result =
        Tool.SHELL.run(
            "echo '#!/proc/self/exe' >/mnt/x; chmod 755 /mnt/x; sleep 1000 & "
                + ENTER
                + " -t $! --like /mnt/x; status=$?; kill -9 $!; rm /mnt/x; exit $status");

    refused(result, "cannot find where nsjava is installed");
  }

  /** With its user and rights, but not yet the program: what it holds is the caller's. */
  @Test
  void who_is_like_the_launcher_cannot_look_into_it() {
    Result result =
        FakeRuntime.run(
            "fewer='setpriv --bounding-set -sys_ptrace,-sys_admin';"
                + " $fewer sh -c 'echo >/mnt/ready; exec sleep 1000' & target=$!;"
                + " read _ </mnt/ready; plan \"target~$target~-~take~status~like~credentials~"
                + FakeRuntime.STOP
                + "exec~0~\"; launch echo ended; await_stop; launcher=$(pgrep -P $launched);"
                + " $fewer readlink /proc/$target/fd/0 >&2 && echo the target can be looked into;"
                + " $fewer readlink -v /proc/$launcher/fd/0 2>&1 | sed 's/.*: //';"
                + " $fewer ls /proc/$launcher/fd;"
                + " go_on; end; status=$?; kill -9 $target; exit $status");

    assertThat(result.lines())
        .containsExactly(
            "the target can be looked into", "Permission denied", "0", "1", "2", "ended");
    assertThat(result.end()).isEqualTo("exit 0");
  }

  /** Its securebits, which nobody can see, keep such a root from what is in its bounding set. */
  @Test
  void root_without_capabilities_gives_none() {
    sameStatus(caller("t:securebits=3"), "CapPrm|CapEff", "CapEff:\t0000000000000000");
  }

  /** Its environment is that of whoever started it. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"--like", "-u -e -S follow", "-u -e -G follow"})
  void a_set_user_id_program_lends_no_environment(String options) {
    Caller caller = caller("t:egid=54322 t:euid=54321");
    Result result =
        caller.run(Tool.NSJAVA_ENTER, List.of(("-t %t " + options + " true").split(" ")));

    refused(result, "process %t runs with rights that its starter lacks");
  }

  @Test
  void who_becomes_another_lends_no_environment() {
    Result result =
        FakeRuntime.run(
            "sh -c 'read _ </mnt/ready; exec setpriv --reuid 54321 --clear-groups"
                + " sh -c \"echo >/mnt/ready; exec sleep 1000\"' & target=$!;"
                + " plan \"target~$target~-~take~status,environ~"
                + FakeRuntime.STOP
                + "load-env~setuid~follow~exec~0~\"; launch id; await_stop; echo >/mnt/ready;"
                + " read _ </mnt/ready; go_on; end; status=$?; kill -9 $target; exit $status");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("has changed its credentials meanwhile");
  }

  /** A filter may refuse what the user namespace does not. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"t:ada groups=0,6 refuse=116:1", "t:groups=1 groups=0,6 refuse=116:1"})
  void groups_that_stay_are_no_likeness(String options) {
    Result result = like(caller(options), "true");

    refused(result, "setgroups failed: Operation not permitted");
  }

  /** Somebody to whom it is delegated may call a cgroup anything. */
  @Test
  void the_name_of_a_cgroup_does_not_speak_to_the_terminal() {
    Result result =
        Tool.SHELL.run(
            "d=$(printf '/sys/fs/cgroup/pids/nsjava-it-\\033[2J'); mkdir \"$d\"; sleep 1000 &"
                + " echo $! >\"$d/cgroup.procs\"; unshare -m sh -c 'umount -l /sys/fs/cgroup/pids; "
                + ENTER
                + " -t '$!' -u -c true'; status=$?; kill -9 $!; wait $!; rmdir \"$d\"; exit $status");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.err()).startsWith("nsjava: cgroup ").doesNotContain("\033");
  }
}
