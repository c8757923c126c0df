package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code nsjava enter} does that nsenter(1) does not. */
@KernelTest
class EnterIT {

  static final List<String> TYPES =
      List.of("user", "cgroup", "ipc", "uts", "net", "pid", "mnt", "time");

  private static final Tool PROBE = new Tool("/mnt/bin/probe", "probe", List.of());

  static Result enter(Caller caller, String words) {
    return caller.run(Tool.NSJAVA_ENTER, words.split(" "));
  }

  /** The types of the target's namespaces in which the program is, and the caller is not. */
  static List<String> entered(Caller caller, String words) {
    Result result = enter(caller, words);
    assertThat(result.err()).isEmpty();
    assertThat(result.end()).isEqualTo("exit 0");
    Result before = caller.run(PROBE, "ns");
    return TYPES.stream()
        .filter(type -> result.out().contains(" " + type + ":[t]"))
        .filter(type -> !before.out().contains(" " + type + ":[t]"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "unshare --uts, uts",
    "unshare -un, uts net",
    "unshare -muinpCT --fork, cgroup ipc uts net pid mnt time",
    "unshare -UrmuinpCT --fork --mount-proc, user cgroup ipc uts net pid mnt time",
    "nsjava unshare --uts, uts",
    "nsjava unshare -Ur, user",
    "nsjava unshare -im, ipc mnt",
    "nsjava unshare -UrmuinpCT --fork --mount-proc, user cgroup ipc uts net pid mnt time",
  })
  void a_target_alone_means_all_that_differs(String by, String types) {
    Caller caller = Caller.ROOT.with("t:by=" + by);

    for (String words : List.of("--target %t probe ns", "%t probe ns", "pid:%t probe ns")) {
      assertThat(entered(caller, words)).containsExactly(types.split(" "));
    }
  }

  @Test
  void where_nothing_differs_nothing_is_entered() {
    assertThat(entered(Caller.ROOT.with("t:nice=0"), "--target %t probe ns")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ns:$n probe", "$n probe", "-n $n probe", "--target ns:$n probe"})
  void by_the_inode_of_a_namespace(String words) {
    Result result =
        Caller.ROOT
            .with("t:unshare=uts,net")
            .run(
                Tool.SHELL,
                "n=$(readlink /proc/%t/ns/net | tr -dc 0-9); "
                    + Tool.NSJAVA_ENTER.inShell()
                    + " "
                    + words
                    + " ns");

    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).contains("ns net net:[t]");
    assertThat(result.lines().contains("ns uts uts:[t]")).isEqualTo(!words.startsWith("-n"));
  }

  /** A namespace without a process is entered alone, and a process with all it has. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "netns:nsjava-it probe ns, net",
    "nsjava-it probe ns, net",
    "--net nsjava-it probe ns, net",
    "--uts nsjava-it probe ns, uts"
  })
  void by_the_name_of_a_network_namespace(String words, String type) {
    Caller caller =
        Caller.ROOT.with(
            "tmpfs=/run", "dir=/run/netns", "t:unshare=net,uts", "t:pin=net:/run/netns/nsjava-it");

    assertThat(entered(caller, words)).containsExactly(type);
  }

  @ParameterizedTest(name = "{0} digits")
  @ValueSource(ints = {12, 63, 64})
  void by_the_beginning_of_the_id_of_a_container(int digits) throws IOException {
    String id = "%064x".formatted(ProcessHandle.current().pid()).replace("000", "fed");
    try (Cgroup cgroup = Cgroup.ofTasks(50, id)) {
      Caller caller = Caller.ROOT.with("t:" + cgroup.join(), "t:unshare=uts,ipc");
      String prefix = id.substring(0, digits);

      assertThat(entered(caller, "container:" + prefix + " probe ns"))
          .containsExactly("ipc", "uts");
      assertThat(entered(caller, "-u " + prefix + " probe ns")).containsExactly("uts");
    }
  }

  @Test
  void explain_does_nothing() {
    Result result =
        Caller.ROOT
            .with("t:unshare=uts,net")
            .run(Tool.LAUNCHER, "explain", "enter", "--target", "%t", "touch", "/mnt/dir/made");

    assertThat(result.end()).isEqualTo("exit 0");
    assertThat(result.out())
        .matches(
            "never-keep\ntarget +\\d+ (start|ino):\\d+\nenter +uts,net\nexec +touch /mnt/dir/made\n");
    assertThat(result.left()).isEmpty();
    assertThat(
            Caller.ROOT
                .with("t:unshare=uts,net")
                .run(
                    Tool.SHELL,
                    Tool.LAUNCHER.inShell()
                        + " explain enter -t %t touch made >dir/x; ls; rm dir/x")
                .out())
        .doesNotContain("made");
  }

  @Test
  void a_fresh_proc_shows_the_pid_namespace_and_the_caller_keeps_its_own() {
    Caller caller = Caller.ROOT.with("t:unshare=pid", "t:fork");
    String script =
        "exec sh -c 'ls -d /proc/[0-9]* | head -1; cat /proc/1/comm; readlink /proc/self/ns/mnt'";
    Result plain = caller.run(Tool.NSJAVA_ENTER, "-t", "%t", "-p", "sh", "-c", script);
    Result fresh =
        caller.run(Tool.NSJAVA_ENTER, "-t", "%t", "-p", "--fresh-proc", "sh", "-c", script);

    assertThat(fresh.lines()).containsExactly("/proc/1", "target", "mnt:[new]");
    assertThat(fresh.left()).isEmpty();
    assertThat(plain.lines().get(1)).isNotEqualTo("target");
    assertThat(
            Caller.ROOT
                .with("shared=/", "t:unshare=pid", "t:fork")
                .run(
                    Tool.SHELL,
                    "cat /proc/self/mountinfo >dir/a; "
                        + Tool.NSJAVA_ENTER.inShell()
                        + " -t %t -p --fresh-proc true; cat /proc/self/mountinfo | cmp - dir/a; rm dir/a"))
        .isEqualTo(new Result("exit 0", "", "", List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-u", "-p -F", "-n"})
  void a_fresh_proc_needs_a_pid_namespace(String options) {
    Result result =
        enter(Caller.ROOT.with("t:unshare=uts"), "--target %t " + options + " --fresh-proc true");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.err())
        .startsWith("nsjava: --fresh-proc needs a pid namespace that the program enters\n");
  }

  /** What the program would see if it were started there without us. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"t:seven", "t:unshare=uts,net t:cgroup", "t:unshare=pid,mnt t:fork t:proc"})
  void the_program_sees_nothing_of_the_launcher(String options) {
    Caller caller =
        Caller.ROOT
            .with(options.split(" "))
            .with("fd=3,7,63", "cloexec=5", "env=A=1", "env=PATH=/mnt/bin:/bin", "ignore=10,17");
    Result result = enter(caller, "-t %t -a -r -w -c probe fds,env,signals,children,umask");
    Result direct = caller.run(PROBE, "fds,env,signals,children,umask");

    assertThat(result.err()).isEmpty();
    assertThat(unsignalled(result)).isEqualTo(unsignalled(direct));
  }

  /** A fork needs SIGCHLD as it is by default; so does nsenter(1). */
  private static List<String> unsignalled(Result result) {
    return result.lines().stream().filter(line -> !line.startsWith("signals SigIgn")).toList();
  }

  @ParameterizedTest(name = "ignore={0}")
  @ValueSource(strings = {"17", "17,1,2,15"})
  void a_caller_that_ignores_the_end_of_children_gets_the_status(String ignored) {
    Caller caller = Caller.ROOT.with("t:unshare=pid", "t:fork", "ignore=" + ignored);

    assertThat(caller.run(Tool.NSJAVA_ENTER, "-t", "%t", "-p", "sh", "-c", "exit 7"))
        .isEqualTo(new Result("exit 7", "", "", List.of()));
  }

  @Test
  void it_stops_with_the_program_and_goes_on_with_it() {
    Caller caller =
        Caller.ROOT.with(
            "t:unshare=pid",
            "t:fork",
            "await=ready",
            "kill-child=19",
            "await-stop",
            "kill=18",
            "await=continued",
            "kill-child=15");

    assertThat(caller.run(Tool.NSJAVA_ENTER, "-t", "%t", "-p", "wait", "15"))
        .isEqualTo(new Result("exit 40", "ready\ncontinued\ngot 15\n", "", List.of()));
  }

  @Test
  void without_selinux_its_context_cannot_be_followed() {
    assertThat(enter(Caller.ROOT.with("t:unshare=uts", "tmpfs=/sys"), "-t %t -u -Z true"))
        .isEqualTo(
            new Result("exit 1", "", "nsjava: SELinux is not enabled on this system\n", List.of()));
  }
}
