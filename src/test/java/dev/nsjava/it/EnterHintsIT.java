package dev.nsjava.it;

import static dev.nsjava.it.HintsIT.failsWithoutHint;
import static dev.nsjava.it.HintsIT.hints;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every cause of a hint of {@code enter}, provoked; and no hint where the cause is another. */
@KernelTest
class EnterHintsIT {

  /** Step, errno and probe of those that are provoked here; the others are in HintsIT. */
  static final List<String> ROWS =
      List.of(
          "open-id ESTALE no_numbers",
          "open-id ESTALE always",
          "open-id EBADF always",
          "target ENOENT no_process",
          "target ESRCH other_proc",
          "target ESRCH always",
          "take EACCES cgroup",
          "take EACCES always",
          "take ENOENT ended",
          "take ESRCH always",
          "enter EPERM user_missing",
          "enter EPERM shared",
          "enter EPERM unprivileged",
          "enter EPERM always",
          "fchroot EPERM always",
          "enter EINVAL own_user",
          "enter EINVAL other_type",
          "enter ESRCH always",
          "fork ENOMEM dead_pid_ns",
          "setgid EINVAL enters_user",
          "setuid EINVAL enters_user",
          "like EINVAL always",
          "mount EINVAL root_elsewhere",
          "mount EPERM enters_user",
          "exec ENOENT option",
          "exec ENOENT other_root",
          "login-shell ENOENT other_root",
          "look-missing - -",
          "look-ended - -",
          "look-elsewhere - -",
          "look-refused - -");

  /** What tells a line of the table from others. */
  static String row(String line) {
    return String.join(" ", List.of(line.split("\t")).subList(0, 3));
  }

  @Test
  void all_of_these_are_in_the_table() throws IOException {
    assertThat(
            Files.readAllLines(Path.of("src/main/hints.txt")).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(EnterHintsIT::row))
        .containsAll(ROWS);
  }

  private static Caller caller(String options) {
    return Caller.ROOT.with(options.split(" "));
  }

  private static Result enter(String options, String words) {
    return caller(options).run(Tool.NSJAVA_ENTER, words.split(" "));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-u", "-u -r", "--env -u", "-p"})
  void no_such_process(String options) {
    hints(enter("t:unshare=uts t:dead", "-t %t " + options + " true"), "there is no process %t");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-a", "--like", "true"})
  void no_such_process_to_look_at(String words) {
    hints(enter("t:unshare=uts t:dead", "-t %t " + words), "there is no process %t");
  }

  @Test
  void another_process_has_the_pid_now() {
    hints(enter("t:unshare=uts", "-t %t:1 -u true"), "another process has this PID now");
  }

  /** Its process 2 is not ours, which is looked at first. */
  @Test
  void the_proc_of_another_pid_namespace() {
    Result result =
        Tool.UNSHARE.run(
            "-pf", "sh", "-c", "sleep 1000 & " + Tool.NSJAVA_ENTER.inShell() + " -t $! -a true");

    hints(result, "another pid namespace", "mount a new one");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-u -r", "-u -w", "-u -e", "-a", "--like"})
  void another_user_s_process(String options) {
    hints(enter("t:unshare=uts ada", "-t %t " + options + " true"), "may not look", "sudo");
  }

  @Test
  void a_proc_in_the_root_of_a_mount_namespace_that_is_not_entered() {
    hints(enter("t:unshare=mnt,pid t:fork", "-t %t -p -r --fresh-proc true"), "add --mount");
  }

  @Test
  void a_proc_of_a_pid_namespace_above_the_user_namespace() {
    hints(
        enter(
            "t:unshare=pid t:fork t:unshare=user t:uid-map=0:0:1 t:gid-map=0:0:1",
            "-t %t --fresh-proc true"),
        "leave --user out");
  }

  @Test
  void root_of_a_user_namespace_of_its_own() {
    String words = " enter -t $$ -u true";

    hints(Tool.SHELL.run("/usr/bin/unshare -r " + Fixtures.NSJAVA + words), "no rights");
  }

  @Test
  void a_root_that_is_another() {
    hints(enter("t:ada ada", "-t %t -r/mnt/dir true"), "CAP_SYS_CHROOT", "--user");
  }

  @Test
  void a_process_that_has_ended_when_it_is_looked_at() {
    hints(enter("t:zombie", "-t %t true"), "has ended");
  }

  /** Process 1 of it is not in that /proc, unless by chance, and the highest is in neither. */
  @Test
  void a_process_that_another_proc_does_not_show() {
    hints(
        Tool.UNSHARE.run("-pf", Fixtures.NSJAVA, "enter", "-t", "4194304", "true"), "mount a new");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-u -r", "-u -w", "-u -e"})
  void a_process_that_has_ended(String options) {
    hints(enter("t:zombie", "-t %t " + options + " true"), "has ended");
  }

  @Test
  void another_user_s_cgroup() {
    hints(enter("t:cgroup t:ada ada", "-t %t -u -c true"), "cgroup", "delegated");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-u", "-n -u", "-p"})
  void a_process_in_another_user_namespace(String options) {
    hints(
        enter("t:ada t:unshare=user,uts,net ada", "-t %t " + options + " true"),
        "another user namespace",
        "--user");
  }

  @Test
  void a_namespace_of_our_own_that_the_target_shares() {
    hints(enter("t:rootless ada", "-t %t -U -n true"), "your own net namespace", "name the others");
  }

  /** No file system's handle is good for such a call: EBADF, as before Linux 6.18. */
  @Test
  void a_kernel_that_knows_no_numbers() {
    hints(enter("refuse=304:9", "-u:1 true"), "does not open namespaces by number");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"t:unshare=uts t:ada ada", "t:unshare=uts bound=21"})
  void without_the_capability(String options) {
    hints(enter(options, "-t %t -u true"), "CAP_SYS_ADMIN", "sudo");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-U", "-U -u", "--user=/proc/self/ns/user"})
  void the_user_namespace_that_we_are_in(String options) {
    hints(enter("t:unshare=uts", "-t %t " + options + " true"), "that you are in");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "--net=/proc/%t/ns/uts, net",
    "--uts=/mnt/file, uts",
    "--pid=/proc/self/ns/mnt, pid",
    "-u -i/proc/self/ns/net, ipc"
  })
  void a_file_of_another_type(String options, String type) {
    hints(enter("t:unshare=uts", "-t %t " + options + " true"), "for " + type + " is another type");
  }

  /** It ends after the launcher has taken hold of it. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"enter~uts~", "take~root~fchroot~", "take~environ~load-env~"})
  void a_process_that_has_ended_meanwhile(String steps) {
    Result result =
        FakeRuntime.run(
            "/usr/bin/unshare -u sh -c 'echo >/mnt/ready; exec sleep 1000' & target=$!;"
                + " read _ </mnt/ready; plan \"target~$target~-~$1\"; launch true; await_stop;"
                + " kill -9 $target; wait $target 2>/dev/null; go_on; end",
            FakeRuntime.STOP + steps + "exec~0~");

    hints(result, "has ended");
  }

  @Test
  void a_pid_namespace_whose_first_process_has_ended() {
    hints(
        enter("t:unshare=pid t:fork t:pin=pid:/mnt/p t:dead", "--pid=/mnt/p true"),
        "first process of that pid namespace has ended");
    hints(enter("t:unshare=pid t:fork t:zombie", "-t %t -p true"), "has ended");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"-S 0, user", "-G 0, group", "-G 7, group", "-S follow, user"})
  void an_id_that_the_user_namespace_does_not_have(String options, String what) {
    hints(
        enter(
            "t:unshare=user t:uid-map=5:100000:1 t:gid-map=5:100000:1",
            "-t %t -U -G 5 -S 5 " + options + " true"),
        "does not have this " + what,
        "--preserve-credentials");
  }

  @Test
  void a_user_namespace_without_ids() {
    hints(enter("t:unshare=user", "-t %t -U true"), "does not have this group");
  }

  @Test
  void like_a_target_whose_ids_its_user_namespace_does_not_have() {
    hints(enter("t:unshare=user", "-t %t --like true"), "does not have the user or the groups");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"%t -u true", "%t --uts true", "pid:%t -r true"})
  void an_option_after_the_name(String words) {
    hints(enter("t:unshare=uts", words), "options go before the name");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/mnt/dir/inside", "inside"})
  void a_program_of_the_target_s_root(String program) {
    hints(
        enter(
            "tmpfs=/mnt/dir file=/mnt/dir/inside:755:x t:unshare=mnt t:chroot=/mnt/dir",
            "-t %t -m " + program.replace("/mnt/dir", "")),
        "--root");
  }

  @Test
  void a_login_shell_of_the_target_s_root() {
    hints(
        enter("tmpfs=/mnt/dir t:unshare=mnt t:chroot=/mnt/dir env=SHELL=/shell", "-t %t -m"),
        "--root");
  }

  /** Linux 6.18 can open none by its number; where any can, there is none with this one. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-u:1", "-n:576460752303423487"})
  void a_number_that_leads_nowhere(String option) {
    hints(enter("t:unshare=uts", option + " true"), "number");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "-t %t -u nope",
        "-t %t -u -w/nope true",
        "-t %t -u -W/nope true",
        "-t %t -u -r/nope true",
        "-u/nope true",
        "-t %t -u -N 99 true",
        "-t %t -m nope",
        "-t %t -u -Z true",
      })
  void no_hint_where_there_is_nothing_to_say(String words) {
    failsWithoutHint(enter("t:unshare=uts,mnt", words));
  }

  @Test
  void called_as_nsenter_a_hint_is_for_a_terminal_only() {
    String[] words = {"-t", "%t", "-U", "true"};

    assertThat(caller("t:unshare=uts").run(Tool.NSJAVA_AS_NSENTER, words).err())
        .startsWith("nsenter: ")
        .doesNotContain("hint: ");
    assertThat(caller("t:unshare=uts tty").run(Tool.NSJAVA_AS_NSENTER, words).out())
        .contains("hint: ");
  }
}
