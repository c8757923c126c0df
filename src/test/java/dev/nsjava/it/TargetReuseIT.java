package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another process gets the pid of the target. It can be told from it by the inode of its pidfd, and
 * by the time it was started. All of this is in a pid namespace of the test's own, where the next
 * pid can be chosen.
 */
@KernelTest
class TargetReuseIT {

  private static final Caller OLD_KERNEL = Caller.ROOT.with("refuse=434:38", "personality=20000");

  /**
   * {@code old} starts the target, with the host name "old". {@code new} kills it and starts
   * another process with its pid, not in the same tick of the clock. {@code check} is how the
   * runtime tells the first from the second.
   */
  private static final String FUNCTIONS =
      """
      ready() { read _ </mnt/ready; started=$(cut -d ' ' -f 22 /proc/$target/stat); }
      old() {
        /usr/bin/unshare -u sh -c 'printf nsjava-it >/proc/self/comm; hostname old; umask 027;
          echo >/mnt/ready; read _ </mnt/never' &
        target=$!
        ready
        before=$started
        check=$(NSJAVA explain enter -u comm:nsjava-it | grep -o '[a-z]*:[0-9]*')
      }
      new() {
        while [ $started = $before ]; do
          kill -9 $target
          wait $target 2>/dev/null
          echo $((target - 1)) >/proc/sys/kernel/ns_last_pid
          /usr/bin/unshare -u sh -c 'hostname new; echo >/mnt/ready; read _ </mnt/never' &
          [ $! = $target ] || echo "$! is not $target"
          ready
        done
      }
      finish() { end; status=$?; rm /mnt/never; exit $status; }
      mkfifo /mnt/never
      """
          .replace("NSJAVA", Fixtures.NSJAVA);

  private static Result run(Caller caller, String script, String... words) {
    return FakeRuntime.runAsInit(caller, FUNCTIONS + script, words);
  }

  private static final String LAUNCH =
      "plan \"target~$target~$check~enter~uts~exec~0~\"; launch hostname; finish";

  private static void isRefused(Result result) {
    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).matches("nsjava: [^\n]+\n(hint: [^\n]+\n)?");
    assertThat(result.left()).isEmpty();
  }

  @ParameterizedTest(name = "by {0}")
  @CsvSource({"inode, $check", "start, start:$before", "nothing, -"})
  void the_target_is_known_again(String name, String check) {
    assertThat(run(Caller.ROOT, "old; check=" + check + "; " + LAUNCH))
        .isEqualTo(new Result("exit 0", "old\n", "", List.of()));
  }

  @ParameterizedTest(name = "by {0}")
  @CsvSource({"inode, $check", "start, start:$before"})
  void another_process_with_its_pid_is_not_entered(String name, String check) {
    Result result = run(Caller.ROOT, "old; check=" + check + "; new; " + LAUNCH);

    isRefused(result);
    assertThat(result.err())
        .startsWith("nsjava: failed to obtain a valid file descriptor for PID ")
        .contains("another process has this PID now");
  }

  /** It still has what it is known by, but no namespaces any more. */
  @Test
  void a_zombie_is_not_known_again() {
    Result result =
        FakeRuntime.run(
            Caller.ROOT.with("t:zombie"),
            "plan \"target~%t~start:$(sed 's/.*) //' /proc/%t/stat | cut -d ' ' -f 20)~exec~0~\";"
                + " launch hostname; end");

    isRefused(result);
    assertThat(result.err()).contains("failed to obtain a valid file descriptor for PID ");
  }

  /** What the runtime gives where it can is the inode; else, on old kernels, the time. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"ino, -1:0", "start, 434:38"})
  void the_runtime_gives_the_best_check_that_there_is(String kind, String refuse) {
    Result result =
        run(Caller.ROOT.with("refuse=" + refuse), "old; echo $check | cut -d: -f1; new; " + LAUNCH);

    assertThat(result.lines()).containsExactly(kind);
    assertThat(result.end()).isEqualTo("exit 1");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"nsjava enter", "nsenter"})
  void another_process_is_not_entered_by_pid_and_inode(String name) {
    Tool tool = name.equals("nsenter") ? Tool.NSJAVA_AS_NSENTER : Tool.NSJAVA_ENTER;
    String enter = tool.inShell() + " --target $target:${check#ino:} -u hostname";

    Result result =
        run(Caller.ROOT, "old; plan; " + enter + "; new; " + enter + "& launched=$!; finish");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEqualTo("old\n");
    assertThat(result.err()).contains("failed to obtain a valid file descriptor for PID");
    assertThat(result.err().lines().filter(line -> !line.startsWith("hint: "))).hasSize(1);
    assertThat(result.left()).isEmpty();
  }

  /** It ends, and the other one comes, after the launcher has looked at it. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "enter~uts~",
        "take~root~enter~uts~fchroot~",
        "take~wd~enter~uts~fchdir~",
        "take~environ~enter~uts~load-env~",
        "take~cgroup~enter~uts~join-cgroup~",
        "take~status~like~credentials~",
        "like~umask~",
        "like~nice~",
        "like~oom~",
        "like~limits~",
        "like~raised-limits~",
        "net-socket~0~enter~net~",
        "user-parent~target~enter~user~",
      })
  void another_process_that_comes_between_two_steps_is_not_entered(String steps) {
    isRefused(between(Caller.ROOT, steps));
    if (!steps.equals("enter~uts~")) {
      isRefused(between(OLD_KERNEL, steps));
    }
  }

  /** There the namespaces are held from the first look on. */
  @ParameterizedTest(name = "refuse {0}")
  @ValueSource(strings = {"434:38"})
  void on_an_old_kernel_the_namespaces_of_the_target_are_entered(String refuse) {
    assertThat(between(OLD_KERNEL, "enter~uts~"))
        .isEqualTo(new Result("exit 0", "old\n", "", List.of()));
  }

  private static Result between(Caller caller, String steps) {
    return run(
        caller,
        "old; plan \"target~$target~$check~$1\"; launch hostname; await_stop; new; go_on; finish",
        FakeRuntime.STOP + steps + "exec~0~");
  }
}
