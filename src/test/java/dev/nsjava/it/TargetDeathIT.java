package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The target ends while it is being entered: at every step of a plan it is killed, and reaped. Then
 * either the program runs, in its namespaces, or there is one clear line.
 */
@KernelTest
class TargetDeathIT {

  private static final List<String> NAMESPACES =
      List.of("-m", "-U", "-i", "-n", "-p", "-u", "-C", "-T");

  /** A number for the target in plans that are made before it is there. */
  private static final String PLACEHOLDER = "4194303";

  /** In all namespaces, in another root and directory; and the first process of its own. */
  private static final String INIT =
      "/usr/bin/unshare -UrmuinpCT --fork --mount-proc --root=/mnt/dir --wd=/mnt/home"
          + " sh -c 'echo >/mnt/ready; exec sleep 1000' 2>/dev/null & outer=$!; read _ </mnt/ready;"
          + " target=$(pgrep -P $outer);";

  /** The same, but the first process of the pid namespace is another, which lives on. */
  private static final String NOT_INIT =
      "/usr/bin/unshare -UrmuinpCT --fork --mount-proc --root=/mnt/dir --wd=/mnt/home"
          + " sh -c 'sleep 1000 & echo >/mnt/ready; wait; echo >/mnt/ready; exec sleep 1000'"
          + " 2>/dev/null & outer=$!; read _ </mnt/ready; init=$(pgrep -P $outer); target=$(pgrep -P $init);";

  private static final Caller CALLER = Caller.ROOT.with("rbind=/:/mnt/dir");

  private static final String KILL_INIT = "kill -9 $target; wait $outer;";
  private static final String KILL_NOT_INIT = "kill -9 $target; read _ </mnt/ready;";
  private static final String END_OF_INIT = "kill -9 $init; wait $outer;";

  private static List<String> steps(String... more) {
    List<String> words = new ArrayList<>(List.of("--target", PLACEHOLDER));
    words.addAll(NAMESPACES);
    words.addAll(List.of(more));
    words.add("true");
    return FakeRuntime.steps(words.toArray(String[]::new));
  }

  /** Before every step of the plan there is, a launch that stops there. */
  private static Stream<Arguments> launches(String... more) {
    List<String> steps = steps(more);
    assertThat(steps).hasSizeGreaterThan(10).last().isEqualTo("exec~0~");
    return IntStream.range(0, steps.size())
        .mapToObj(i -> Arguments.of(steps.get(i), plan(steps, i)));
  }

  private static String plan(List<String> steps, int stopBefore) {
    String before = String.join("", steps.subList(0, stopBefore));
    String after = String.join("", steps.subList(stopBefore, steps.size()));
    return before + FakeRuntime.STOP + after;
  }

  static Stream<Arguments> wide() {
    return launches(
        "--root", "--wd", "--env", "--join-cgroup", "--setuid=follow", "--setgid=follow");
  }

  static Stream<Arguments> like() {
    return launches("--like");
  }

  private static Result launch(String start, String kill, String end, String plan) {
    return FakeRuntime.run(
        CALLER,
        start
            + "plan \"$(echo \"$1\" | sed s/"
            + PLACEHOLDER
            + "/$target/)\"; launch readlink /proc/self/ns/uts; await_stop; "
            + kill
            + "go_on; end; status=$?; "
            + end
            + "exit $status",
        plan);
  }

  private static void ranInsideOrSaysWhy(Result result) {
    assertThat(result.left()).isEmpty();
    if (result.end().equals("exit 0")) {
      assertThat(result.out()).isEqualTo("uts:[new]\n");
      assertThat(result.err()).isEmpty();
    } else {
      failsInOneLine(result);
    }
  }

  private static void failsInOneLine(Result result) {
    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).matches("nsjava: [^\n]+\n(hint: [^\n]+\n)?");
    assertThat(result.left()).isEmpty();
  }

  /**
   * After the fork the kernel kills the child with the first process of its pid namespace; so says
   * the shell.
   */
  private static void ranInsideOrSaysWhyOrIsKilled(String plan, Result result) {
    boolean forked = plan.indexOf("fork~") < plan.indexOf(FakeRuntime.STOP);
    if (forked) {
      assertThat(result).isEqualTo(new Result("exit 137", "", "Killed\n", List.of()));
    } else {
      failsInOneLine(result);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "before {0}")
  @MethodSource("wide")
  void a_wide_call(String step, String plan) {
    ranInsideOrSaysWhy(launch(NOT_INIT, KILL_NOT_INIT, END_OF_INIT, plan));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "before {0}")
  @MethodSource("like")
  void like_the_target(String step, String plan) {
    ranInsideOrSaysWhy(launch(NOT_INIT, KILL_NOT_INIT, END_OF_INIT, plan));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "before {0}")
  @MethodSource("wide")
  void a_wide_call_into_the_first_process_of_a_pid_namespace(String step, String plan) {
    ranInsideOrSaysWhyOrIsKilled(plan, launch(INIT, KILL_INIT, "", plan));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "before {0}")
  @MethodSource("like")
  void like_the_first_process_of_a_pid_namespace(String step, String plan) {
    ranInsideOrSaysWhyOrIsKilled(plan, launch(INIT, KILL_INIT, "", plan));
  }

  @Test
  void without_a_death_the_program_runs() {
    assertThat(launch(INIT, "", KILL_INIT, plan(steps("--like"), 1)))
        .isEqualTo(new Result("exit 0", "uts:[new]\n", "", List.of()));
  }

  /** The kernel says of a process that has ended that it is root's. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"setgid~follow~", "setuid~follow~"})
  void nobody_becomes_root_by_following_a_dead_target(String step) {
    String start =
        "setpriv --reuid 54321 --regid 54321 --clear-groups sh -c"
            + " 'echo >/mnt/ready; exec sleep 1000' 2>/dev/null & target=$!; read _ </mnt/ready;";
    String plan = "target~" + PLACEHOLDER + "~-~" + FakeRuntime.STOP + step + "exec~0~";

    failsInOneLine(launch(start, "kill -9 $target; wait $target 2>/dev/null;", "", plan));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-u", "-a", "--like", "-u -S follow"})
  void a_zombie_cannot_be_entered(String options) {
    List<String> words = new ArrayList<>(List.of("--target", "%t"));
    words.addAll(List.of(options.split(" ")));
    words.add("true");

    failsInOneLine(Caller.ROOT.with("t:unshare=uts", "t:zombie").run(Tool.NSJAVA_ENTER, words));
  }

  /** The same process, whatever it executes. */
  @Test
  void a_target_that_executes_another_program_is_entered() {
    Result result =
        FakeRuntime.run(
            "/usr/bin/unshare -u sh -c 'read _ </mnt/ready; exec sleep 1000' & target=$!;"
                + " plan \"target~$target~-~"
                + FakeRuntime.STOP
                + "take~root,wd,environ~enter~uts~fchroot~fchdir~load-env~exec~0~\";"
                + " launch readlink /proc/self/ns/uts; await_stop; echo >/mnt/ready;"
                + " until grep -q sleep /proc/$target/comm; do :; done; go_on; end; status=$?;"
                + " kill -9 $target; exit $status");

    assertThat(result).isEqualTo(new Result("exit 0", "uts:[new]\n", "", List.of()));
  }
}
