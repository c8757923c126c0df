package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every hint's cause, provoked; and no hint where the cause is another. */
@KernelTest
class HintsIT {

  /** Two lines: what failed, and a hint with these words. */
  static void hints(Result result, String... words) {
    assertThat(result.end()).isIn("exit 1", "exit 127");
    assertThat(result.err().lines()).hasSize(2);
    assertThat(result.lines()).isEmpty();
    assertThat(result.err().lines().toList().getFirst()).startsWith("nsjava: ");
    assertThat(result.err().lines().toList().getLast()).startsWith("hint: ").contains(words);
    assertThat(result.left()).isEmpty();
  }

  static void failsWithoutHint(Result result) {
    assertThat(result.end()).isNotEqualTo("exit 0");
    assertThat(result.err()).isNotEmpty().doesNotContain("hint: ");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-u", "-m", "-p", "-n", "-i", "-C", "-T", "-muinpCT"})
  void an_ordinary_user_without_a_user_namespace(String option) {
    hints(Caller.USER.run(Tool.NSJAVA, option, "true"), "--user", "--map-root-user", "sudo");
  }

  @Test
  void root_without_the_capability() {
    hints(Caller.ROOT.with("bound=21").run(Tool.NSJAVA, "-u", "true"), "CAP_SYS_ADMIN");
  }

  /** Two limits, of which the larger one is full: the forks hold what they have made. */
  @Test
  void the_limit_that_is_full_is_named() {
    Result result =
        Tool.SHELL.run(
            "/usr/bin/unshare -Ur sh -c 'cd /proc/sys/user; echo 2 >max_net_namespaces;"
                + " echo 1 >max_uts_namespaces; /usr/bin/unshare -nf /usr/bin/unshare -nf "
                + Tool.NSJAVA.inShell()
                + " -un true'");

    hints(result, "user.max_net_namespaces");
  }

  /** The limits of a user namespace of the test's own: the machine's stay. */
  @ParameterizedTest(name = "max_{0}_namespaces")
  @CsvSource({
    "user, -U",
    "mnt, -m",
    "uts, -u",
    "ipc, -i",
    "net, -n",
    "pid, -p",
    "cgroup, -C",
    "time, -T"
  })
  void a_full_limit(String type, String option) {
    Result result =
        Tool.SHELL.run(
            "/usr/bin/unshare -Ur sh -c 'echo 0 >/proc/sys/user/max_%s_namespaces; %s %s true'"
                .formatted(type, Tool.NSJAVA.inShell(), option));

    hints(result, "user.max_" + type + "_namespaces");
  }

  /** The root again, without what is mounted on it. The built trees, which may be, are on /srv. */
  private static Caller inChroot(String... more) {
    return Caller.ROOT
        .with("bind=/:/mnt/dir", "bind=" + Tool.home().getParent() + ":/mnt/dir/srv")
        .with(more)
        .with("chroot=/mnt/dir");
  }

  private static Tool nsjavaInChroot() {
    return Tool.NSJAVA.at("/srv/" + Tool.home().getFileName() + "/bin/nsjava");
  }

  @Test
  void inside_a_chroot() {
    Result result = inChroot("bind=/proc:/mnt/dir/proc").run(nsjavaInChroot(), "-r", "true");

    hints(result, "chroot", "pivot_root");
  }

  @Test
  void a_chroot_that_cannot_be_told_from_a_root_gets_no_hint() {
    failsWithoutHint(inChroot().run(nsjavaInChroot(), "-U", "true"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/proc/version", "/proc/sys", "/proc/timer_list"})
  void a_masked_proc(String masked) {
    String mask = Files.isDirectory(Path.of(masked)) ? "tmpfs=" : "bind=/dev/null:";

    Result result =
        Caller.ROOT.with(mask + masked).run(Tool.NSJAVA, "-rpf", "--mount-proc", "true");

    hints(result, "masked", masked);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-r", "-rf", "-rp", "-Ur"})
  void a_new_proc_without_a_new_pid_namespace(String options) {
    hints(Caller.USER.run(Tool.NSJAVA, options, "--mount-proc", "true"), "--pid --fork");
  }

  @Test
  void a_kept_pid_namespace_without_a_fork() {
    hints(Tool.NSJAVA.run("--pid=/mnt/file", "true"), "--fork");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"uts", "ipc", "net", "cgroup", "mount", "user", "time"})
  void a_file_that_is_missing(String option) {
    hints(Tool.NSJAVA.run("--" + option + "=/mnt/missing", "true"), "must exist before");
  }

  @Test
  void a_file_on_a_shared_mount() {
    hints(
        Caller.ROOT.with("shared=/").run(Tool.NSJAVA, "--mount=/mnt/file", "true"),
        "shared mount",
        "--make-private");
  }

  /** It has said what failed; a status says nothing about why. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {1, 126, 127})
  void a_newuidmap_that_fails_speaks_for_itself(int status) {
    Result result =
        Caller.USER.run(
            Tool.SHELL,
            "mkdir home/bin; printf '#!/bin/sh\necho no >&2; exit "
                + status
                + "' >home/bin/newuidmap; chmod +x home/bin/newuidmap; PATH=/mnt/home/bin:$PATH "
                + Tool.NSJAVA.inShell()
                + " --map-users 0:54321:1 true; status=$?; rm -r home/bin; exit $status");

    assertThat(result).isEqualTo(new Result("exit " + status, "", "no\n", List.of()));
  }

  @Test
  void no_newuidmap() {
    hints(
        new Caller(List.of("bob", "env=PATH=/mnt/bin")).run(Tool.NSJAVA, "--map-auto", "probe"),
        "uidmap");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"--map-auto", "--map-subids", "--map-users=auto", "--map-groups=subids"})
  void no_line_in_subuid(String option) {
    hints(Caller.USER.run(Tool.NSJAVA, option, "true"), "usermod --add-subuids", "ada");
  }

  /** Sysctls that this kernel may not have are files in a /proc of the test's own. */
  @Test
  void unprivileged_user_namespaces_are_switched_off() {
    hints(
        sysctl("unprivileged_userns_clone", "0")
            .with("refuse=272:1", "ada")
            .run(Tool.NSJAVA, "-r", "true"),
        "kernel.unprivileged_userns_clone");
  }

  @Test
  void apparmor_restricts_unprivileged_user_namespaces() {
    // The kernel lets the namespace be made, and refuses all that follows.
    hints(
        sysctl("apparmor_restrict_unprivileged_userns", "1")
            .with("refuse=165:13", "ada")
            .run(Tool.NSJAVA, "-rm", "true"),
        "kernel.apparmor_restrict_unprivileged_userns");
  }

  private static Caller sysctl(String name, String value) {
    return Caller.ROOT.with(
        "tmpfs=/proc/sys/kernel", "file=/proc/sys/kernel/" + name + ":644:" + value + "\\x0a");
  }

  @Test
  void a_refused_uts_namespace_is_not_blamed_on_a_chroot() {
    Result result =
        inChroot("bind=/proc:/mnt/dir/proc", "refuse=272:1").run(nsjavaInChroot(), "-u", "true");

    failsWithoutHint(result);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "-w /nope true",
        "-R /nope true",
        "--uts=/mnt/dir true",
        "-u nope",
        "--uts= true",
        "--mount-proc=/nope true",
        "-T --boottime=-99999999 true"
      })
  void no_hint_where_there_is_nothing_to_say(String words) {
    failsWithoutHint(Caller.ROOT.run(Tool.NSJAVA, List.of(words.split(" "))));
  }

  @ParameterizedTest
  @CsvSource({"-r -S 5 true, user", "--map-users 0:0:1 --map-groups 0:0:1 -G 5 true, group"})
  void an_id_that_is_not_mapped(String words, String what) {
    hints(
        Caller.ROOT.run(Tool.NSJAVA, List.of(words.split(" "))),
        "does not have this " + what,
        "--map-auto");
  }

  @Test
  void called_as_unshare_a_hint_is_for_a_terminal_only() {
    Caller piped = Caller.USER;
    Caller terminal = new Caller(List.of("tty", "ada"));

    assertThat(piped.run(Tool.NSJAVA_AS_UNSHARE, "-u", "true").err()).doesNotContain("hint: ");
    assertThat(terminal.run(Tool.NSJAVA_AS_UNSHARE, "-u", "true").out()).contains("hint: ");
  }

  @Test
  void every_row_of_the_table_is_provoked_here_or_there() throws IOException {
    List<String> sentences =
        Files.readAllLines(Path.of("src/main/hints.txt")).stream()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .filter(line -> !EnterHintsIT.ROWS.contains(EnterHintsIT.row(line)))
            .map(line -> line.split("\t", -1)[2])
            .distinct()
            .sorted()
            .toList();

    assertThat(sentences)
        .containsExactly(
            "-",
            "always",
            "apparmor",
            "chroot",
            "limit",
            "masked_proc",
            "no_file",
            "no_fork",
            "shared_mount",
            "unprivileged",
            "userns_off");
  }
}
