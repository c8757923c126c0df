package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals and job control: as util-linux's unshare does, from the first millisecond on. */
@KernelTest
class SignalsIT {

  private static final int KILL = 9;

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        // The terminal's signals go to the whole group; the waiting parent has INT and TERM
        // blocked.
        // (No group stops there that has no shell: see the test with one below.)
        "[tty await=ready type=\\x03] -u wait 2",
        "[tty await=ready type=\\x03] -f wait 2",
        "[tty await=ready type=\\x03] -pf wait 2",
        "[tty await=ready type=\\x03] -u wait 15",
        "[tty await=ready type=\\x03] -f wait 15",
        "[tty await=ready type=\\x1c] -u wait 3",
        "[tty await=ready type=\\x1c] -u wait 2",
        "[tty await=ready type=\\x1a await=^Z type=\\x03] -f wait 2",
        // A signal to the program itself, or to the parent that waits for it.
        "[await=ready kill=15] -u wait 15",
        "[await=ready kill=15] -u wait 2",
        "[await=ready kill=10] -u wait 15",
        "[await=ready kill=1] -u wait 1,15",
        "[await=ready kill=9] -u wait 15",
        "[await=ready kill=34] -u wait 2",
        "[await=ready kill=19 await-stop kill=18 kill=15] -u wait 15",
        "[await=ready kill=19 await-stop kill=18 kill=9] -f --kill-child wait 15",
        "[pipe await=ready kill=15 type=go\\x0a] -f sh -c 'echo ready; read x; exit 4'",
        "[pipe await=ready kill=2 type=go\\x0a] -f sh -c 'echo ready; read x; exit 4'",
        "[pipe await=ready kill=15 kill=2 type=go\\x0a] -f sh -c 'echo ready; read x; kill -1 $$'",
        "[pipe await=ready kill=17 type=go\\x0a] -f sh -c 'echo ready; read x; exit 4'",
        "[pipe await=ready kill=28 type=go\\x0a] -f sh -c 'echo ready; read x; exit 4'",
        "[await=ready kill=1] -f sh -c 'echo ready; exec sleep 1000'",
        "[await=ready kill=3] -f sh -c 'echo ready; exec sleep 1000'",
        "[await=ready kill=10] -f sh -c 'echo ready; exec sleep 1000'",
        "[await=ready kill=9] -f sh -c 'echo ready; exec sleep 1000'",
        "[await=ready kill=9] -pf sh -c 'echo ready; exec sleep 1000'",
        "[pipe block=15 await=ready kill=15 type=go\\x0a] -f sh -c 'echo ready; read x; exit 4'",
        "[pipe ignore=15 await=ready kill=15 type=go\\x0a] -f sh -c 'echo ready; read x; exit 4'",
        "[pipe ignore=15,1 await=ready kill=1 kill=15 type=go\\x0a] -u sh -c 'echo ready; read x; exit 4'",
        // The child dies with its parent.
        "[await=ready kill=9] --kill-child sh -c 'echo ready; exec sleep 1000'",
        "[await=ready kill=1] --kill-child sh -c 'echo ready; exec sleep 1000'",
        "[await=ready kill=9] -p --kill-child sh -c 'sleep 1000 & echo ready; wait'",
        "[await=ready kill=9] --kill-child=TERM wait 15",
        "[await=ready kill=9] --kill-child=HUP wait 1",
        "[await=ready kill=9] --kill-child=RTMIN+3 wait 37",
        "[await=ready kill=9] -r --kill-child=USR1 wait 10",
        // A stopped child is the business of whoever stopped it.
        "-f sh -c 'p=$$; (until grep -q State:.T /proc/$p/status; do :; done; kill -CONT $p) &"
            + " kill -STOP $$; wait; exit 3'",
      })
  @Execution(ExecutionMode.CONCURRENT)
  void ours_does_as_util_linux_does(String line) {
    Case c = Case.parse(line);
    Result model = c.caller().run(Tool.UNSHARE, c.words());

    assertThat(model.end()).isNotEqualTo("hang");
    assertThat(c.caller().run(Tool.NSJAVA_AS_UNSHARE, c.words()).withoutLastEcho())
        .as(line)
        .isEqualTo(model.withoutLastEcho());
  }

  @ParameterizedTest(name = "signal {0}")
  @ValueSource(ints = {2, 15})
  void forward_signals_passes_on_what_the_parent_gets(int number) {
    Result result =
        Caller.ROOT
            .with("await=ready", "kill=" + number)
            .run(Tool.NSJAVA, "--forward-signals", "wait", "2,15");

    assertThat(result)
        .isEqualTo(new Result("exit 40", "ready\ngot " + number + "\n", "", List.of()));
  }

  @Test
  void a_program_that_dies_of_a_forwarded_signal_takes_the_parent_with_it() {
    Result result =
        Caller.ROOT
            .with("await=ready", "kill=15")
            .run(Tool.NSJAVA, "--forward-signals", "sh", "-c", "echo ready; exec sleep 1000");

    assertThat(result).isEqualTo(new Result("signal 15", "ready\n", "", List.of()));
  }

  @Test
  void forward_signals_passes_on_no_other_signals() {
    Result result =
        Caller.ROOT
            .with("await=ready", "kill=1")
            .run(Tool.NSJAVA, "--forward-signals", "--kill-child=USR1", "wait", "1,10");

    assertThat(result.end()).isEqualTo("signal 1");
    assertThat(result.out()).isEqualTo("ready\ngot 10\n");
  }

  @Test
  void the_init_of_a_pid_namespace_is_spared_a_forwarded_signal_without_a_handler() {
    Result result =
        Caller.ROOT
            .with("pipe", "await=ready", "kill=15", "type=go\\x0a")
            .run(Tool.NSJAVA, "-p", "--forward-signals", "sh", "-c", "echo ready; read x; exit 4");

    assertThat(result).isEqualTo(new Result("exit 4", "ready\n", "", List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-f", "-u", "-pf", "--forward-signals"})
  void a_shell_stops_and_resumes_it_with_job_control(String options) {
    String command = "unshare " + options + " wait 2";
    Caller caller =
        Caller.ROOT.with(
            "env=PATH=" + Fixtures.OUTSIDE + ":/mnt/bin:/usr/bin:/bin",
            "env=PS1=prompt:",
            "tty",
            "await=prompt:",
            "type=" + command + "\\x0a",
            "await=ready",
            "type=\\x1a",
            "await=Stopped",
            "await=prompt:",
            "type=fg\\x0a",
            "await=continued",
            "type=\\x03",
            "await=got 2",
            "await=prompt:",
            "type=exit $?\\x0a");

    Result result = caller.run(new Tool("/bin/bash", "bash", List.of("--norc", "-i")));

    assertThat(result.end()).as(result.out()).isEqualTo("exit 40");
    assertThat(result.left()).isEmpty();
  }

  @ParameterizedTest(name = "signal {0}")
  @ValueSource(ints = {1, 2, 3, KILL, 15, 34})
  void a_signal_while_the_runtime_works_ends_both(int number) {
    Caller caller = Caller.ROOT.with("await-child", "kill=" + number);

    assertThat(caller.run(Tool.NSJAVA, "-f", "--kill-child", "sleep", "1000"))
        .isEqualTo(new Result("signal " + number, "", "", List.of()));
  }

  @Test
  void interrupted_while_the_runtime_works_both_end() {
    Caller caller = Caller.ROOT.with("tty", "await-child", "type=\\x03");

    Result result = caller.run(Tool.NSJAVA, "-u", "sleep", "1000");

    assertThat(result.end()).isEqualTo("signal 2");
    assertThat(result.left()).isEmpty();
  }

  @Test
  void stopped_while_the_runtime_works_it_goes_on_later() {
    Caller caller =
        Caller.ROOT.with("pipe", "await-child", "kill=19", "await-stop", "kill=18", "type=go\\x0a");

    assertThat(caller.run(Tool.NSJAVA, "-u", "sh", "-c", "read x; exit 3"))
        .isEqualTo(new Result("exit 3", "", "", List.of()));
  }

  @Test
  void a_blocked_signal_that_comes_while_the_runtime_works_is_pending_in_the_program() {
    Caller caller = Caller.ROOT.with("pipe", "block=15", "await-child", "kill=15", "type=go\\x0a");

    Result result = caller.run(Tool.NSJAVA, "-u", "sh", "-c", "read x; exec probe signals");

    assertThat(result.lines()).contains("signals ShdPnd: 0000000000004000");
  }

  @Test
  void an_ignored_signal_that_comes_while_the_runtime_works_changes_nothing() {
    Caller caller =
        Caller.ROOT.with(
            "pipe", "ignore=1,2,15", "await-child", "kill=1", "kill=2", "kill=15", "type=go\\x0a");

    assertThat(caller.run(Tool.NSJAVA, "-f", "sh", "-c", "read x; exit 3"))
        .isEqualTo(new Result("exit 3", "", "", List.of()));
  }
}
