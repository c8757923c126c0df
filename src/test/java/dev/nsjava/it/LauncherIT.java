package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher next to runtimes that are missing, broken or lying; and in other places than where
 * it was built.
 */
@KernelTest
class LauncherIT {

  @TempDir(factory = OutsideTmp.class)
  Path home;

  /**
   * A copy of the launcher, with a shell script in the runtime's place; the question is on its fd
   * 0.
   */
  private Tool withRuntime(String script) throws IOException {
    Path java = home.resolve("runtime/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return alone();
  }

  private Tool alone() throws IOException {
    Path launcher = home.resolve("bin/nsjava");
    Files.createDirectories(launcher.getParent());
    Files.copy(
        Path.of(Tool.NSJAVA.program()),
        launcher,
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING);
    return Tool.NSJAVA.at(launcher.toString());
  }

  /** A runtime that gives these bytes (~ for NUL) as its answer, and then does not end. */
  private Tool withAnswer(String bytes) throws IOException {
    Path file = Files.writeString(home.resolve("answer"), bytes.replace('~', '\0'));
    return withRuntime("cat '" + file + "' >&0; exec sleep 1000");
  }

  private Tool withPlan(String words) throws IOException {
    return withAnswer("plan~" + words.length() + "~" + words);
  }

  /** What is wrong with our own runtime may count as a bug of ours, 70. */
  private static void isOneLine(Result result) {
    assertThat(result.end()).as(result.err()).isIn("exit 1", "exit 70");
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1).first().asString().startsWith("nsjava: ");
    assertThat(result.left()).isEmpty();
  }

  private static void failsInOneLine(Result result) {
    assertThat(result.end()).isEqualTo("exit 1");
    isOneLine(result);
  }

  @Test
  void a_good_answer_of_a_fake_runtime_is_obeyed() throws IOException {
    Tool tool = withPlan("unshare~uts~exec~1~");

    assertThat(tool.run("sh", "-c", "exit 3")).isEqualTo(new Result("exit 3", "", "", List.of()));
  }

  /** Killed while it waits for a reader of a FIFO, with the namespace bound already. */
  @ParameterizedTest(name = "kill {0}")
  @ValueSource(strings = {"-15 -$!", "-1 -$!", "-9 $!"})
  void a_launch_that_is_killed_unbinds_what_it_bound(String kill) throws IOException {
    Tool tool = withPlan("unshare~uts~outside~pin~uts~/mnt/file~write~/mnt/fifo~x~exec~1~");

    Result result =
        Tool.SHELL.run(
            "mkfifo fifo; setsid "
                + tool.inShell()
                + " true & until [ $(stat -f -c %T file) = nsfs ]; do :; done; kill "
                + kill
                + "; while [ $(stat -f -c %T file) = nsfs ]; do :; done; rm fifo");

    assertThat(result).isEqualTo(new Result("exit 0", "", "", List.of()));
  }

  @Test
  void a_parent_that_ended_before_the_death_signal_was_set_ends_the_launch() throws IOException {
    Tool tool = withPlan("unshare~none~fork~hold~write~/mnt/fifo~x~pdeathsig~KILL~exec~1~");

    Result result =
        Tool.SHELL.run(
            "mkfifo fifo; "
                + tool.inShell()
                + " touch /mnt/started &"
                // with INT and TERM held it has forked the program's process, and no runtime is
                // left
                + " until grep -q SigBlk:.*4002$ /proc/$!/status && child=$(pgrep -P $! nsjava);"
                + " do :; done 2>/dev/null;"
                + " kill -9 $!; wait $!; cat fifo; while grep -q State:.[^Z] /proc/$child/status; do :;"
                + " done 2>/dev/null;"
                + " ls started; rm fifo");

    assertThat(result.out()).isEqualTo("x");
    assertThat(result.err()).contains("'started': No such file").doesNotContain("nsjava:");
    assertThat(result.left()).isEmpty();
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(
      strings = {
        "nonsense~exec~1~",
        "unshare~nonsense~exec~1~",
        "unshare~uts,nonsense~exec~1~",
        "unshare~",
        "unshare~uts",
        "unshare~uts~",
        "unshare~uts~exec~",
        "exec~1~unshare~uts~",
        "exec~9999~",
        "exec~-1~",
        "exec~x~",
        "exec~~",
        "~",
        "",
        "fork~nonsense~exec~1~",
        "outside~exec~1~",
        "outside~nonsense~exec~1~",
        "outside~",
        "parent~chdir~/~exec~1~",
        "nobody~chdir~/~exec~1~",
        "id-map~uid~nonsense~exec~1~",
        "id-map~nonsense~0:0:1~exec~1~",
        "newidmap~uid~0:0:1~exec~1~",
        "setgroups~nonsense~exec~1~",
        "setuid~nonsense~exec~1~",
        "setgid~-1~exec~1~",
        "time-offset~nonsense~1~exec~1~",
        "time-offset~boottime~nonsense~exec~1~",
        "pin~nonsense~/mnt/file~exec~1~",
        "propagation~nonsense~exec~1~",
        "mount~proc~/mnt/dir~proc~nonsense~exec~1~",
        "pdeathsig~nonsense~exec~1~",
        "keep-env~exec~1~",
        "open~nonsense~/mnt/file~exec~1~",
        "open~root~",
        "open-id~root~1~exec~1~",
        "open-id~uts~x~exec~1~",
        "open-id~uts~99999999999999999999~exec~1~",
        "target~x~-~exec~1~",
        "target~-1~-~exec~1~",
        "target~1~nonsense~exec~1~",
        "target~1~ino~exec~1~",
        "target~1~ino:~exec~1~",
        "target~1~ino:x~exec~1~",
        "target~1~inode:1~exec~1~",
        "target~1~start:-1~exec~1~",
        "take~nonsense~exec~1~",
        "take~~exec~1~",
        "net-socket~x~exec~1~",
        "user-parent~net~exec~1~",
        "enter~none~exec~1~",
        "enter~uts,nonsense~exec~1~",
        "enter~~exec~1~",
        "outside~enter~uts~exec~1~",
        "like~nonsense~exec~1~",
        "like~umask,~nonsense~exec~1~",
        "drop-groups~nonsense~exec~1~",
        "setuid~following~exec~1~",
        "fchroot~/~exec~1~",
      })
  void a_malformed_plan_is_one_line(String body) throws IOException {
    Result result = withPlan(body).run("true");

    isOneLine(result);
  }

  /** Well-formed, but there is nothing that they can be done with. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "take~root~exec~1~",
        "take~status~exec~1~",
        "take~cgroup~exec~1~",
        "like~umask~exec~1~",
        "like~credentials~exec~1~",
        "net-socket~0~exec~1~",
        "user-parent~target~exec~1~",
        "user-parent~user~exec~1~",
        "enter~uts~exec~1~",
        "open~uts~/mnt/file~enter~uts~exec~1~",
        "open~root~/mnt/file~fchroot~exec~1~",
        "open~wd~/mnt/file~fchdir~exec~1~",
        "load-env~exec~1~",
        "setuid~follow~exec~1~",
        "setgid~follow~exec~1~",
      })
  void a_plan_that_cannot_be_walked_is_one_line(String body) throws IOException {
    Result result = withPlan(body).run("true");

    failsInOneLine(
        new Result(result.end(), result.out(), result.withoutHints().err(), result.left()));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "printf 'plan\\0100\\0unshare\\0uts\\0' >&0",
        "printf 'plan\\0100' >&0",
        "printf 'plan' >&0",
        "printf 'plan\\0' >&0",
        "printf 'plan\\0x\\0exec\\0001\\0' >&0; exec sleep 1000",
        "printf 'plan\\0-5\\0exec\\0001\\0' >&0; exec sleep 1000",
        "printf 'plan\\00099999999999999999999\\0exec\\0001\\0' >&0; exec sleep 1000",
        "printf 'nonsense\\0003\\0abc' >&0; exec sleep 1000",
        "printf 'garbage garbage garbage' >&0",
        "head -c 100000 /dev/zero >&0",
        "head -c 100000 /dev/urandom >&0",
        "head -c 100000 /dev/urandom | tr -d '\\000' >&0",
        "exit 0",
        "exit 1",
        "exit 143",
        "kill -9 $$",
        "kill -11 $$",
        "exec 0>&-; exit 0",
        "head -c 10 >/dev/null; exit 3",
        "echo 'Error: it broke'; echo 'more of it'; exit 1",
        "echo 'Error: it broke' >&2; exit 1",
        "printf 'fail\\0001\\0x' >&0; exec sleep 1000",
        "printf 'fail\\0004\\0001\\0x\\0' >&0; exec sleep 1000",
      })
  void an_answer_that_is_none_is_one_line(String script) throws IOException {
    isOneLine(withRuntime(script).run("true"));
  }

  /** poll(2) says at once that nothing came, so its time is over at once. */
  @Test
  void a_runtime_that_stays_silent_is_given_up() throws IOException {
    Result result = Caller.ROOT.with("refuse=7:0").run(withRuntime("exec sleep 1000"), "true");

    failsInOneLine(result);
    assertThat(result.err()).contains("gave no answer in 30 seconds");
  }

  @Test
  void what_a_failing_runtime_says_is_in_the_line() throws IOException {
    Result result = withRuntime("echo 'Error: it broke' >&2; echo second >&2; exit 1").run("true");

    failsInOneLine(result);
    assertThat(result.err()).contains("it broke");
  }

  @Test
  void the_runtime_s_own_output_is_not_seen() throws IOException {
    Files.writeString(home.resolve("answer"), "plan~7~exec~1~".replace('~', '\0'));
    Tool tool =
        withRuntime(
            "echo noise; echo noise >&2; cat '"
                + home.resolve("answer")
                + "' >&0; exec sleep 1000");

    assertThat(tool.run("sh", "-c", "exit 3")).isEqualTo(new Result("exit 3", "", "", List.of()));
  }

  @Test
  void an_answer_in_small_pieces_is_put_together() throws IOException {
    Tool tool =
        withRuntime(
            "for c in 'pl' 'an\\0' '7\\0ex' 'ec\\0' '1' '\\0'; do printf \"$c\" >&0; sleep 0.02; done; "
                + "exec sleep 1000");

    assertThat(tool.run("sh", "-c", "exit 3")).isEqualTo(new Result("exit 3", "", "", List.of()));
  }

  @Test
  void a_runtime_that_has_ended_before_the_plan_is_walked_is_no_child_of_the_program()
      throws IOException {
    Tool tool = withRuntime("printf 'plan\\0007\\0exec\\0001\\0' >&0");

    for (int i = 0; i < 5; i++) {
      assertThat(tool.run("probe", "children")).isEqualTo(new Result("exit 0", "", "", List.of()));
    }
  }

  @Test
  void print_goes_to_standard_output() throws IOException {
    Tool tool = withAnswer("print~9~some text");

    assertThat(tool.run()).isEqualTo(new Result("exit 0", "some text", "", List.of()));
  }

  @Test
  void fail_gives_status_text_and_hint() throws IOException {
    Result result = withAnswer("fail~20~7~text\nmore\n~a hint~").run();

    assertThat(result).isEqualTo(new Result("exit 7", "", "text\nmore\nhint: a hint\n", List.of()));
  }

  @ParameterizedTest(name = "signal {0}")
  @CsvSource({"1", "2", "9", "15"})
  void a_signal_while_the_runtime_thinks_ends_both(int number) throws IOException {
    Tool tool = withRuntime("exec sleep 1000");

    assertThat(Caller.ROOT.with("await-child=sleep", "kill=" + number).run(tool, "true"))
        .isEqualTo(new Result("signal " + number, "", "", List.of()));
  }

  @Test
  void ctrl_c_while_the_runtime_thinks_ends_both() throws IOException {
    Result result =
        Caller.ROOT
            .with("tty", "await-child=sleep", "type=\\x03")
            .run(withRuntime("exec sleep 1000"), "true");

    assertThat(result.end()).isEqualTo("signal 2");
    assertThat(result.left()).isEmpty();
  }

  @Test
  void the_runtime_sees_nothing_of_the_caller() throws IOException {
    Path seen = home.resolve("seen");
    Files.writeString(home.resolve("answer"), "plan~7~exec~1~".replace('~', '\0'));
    Tool tool =
        withRuntime(
            "{ env; ls /proc/self/fd | wc -l; pwd; grep -E 'Sig(Blk|Ign)' /proc/self/status; ps -o sid=,pid= $$; } >"
                + "'"
                + seen
                + "'; "
                + "cat '"
                + home.resolve("answer")
                + "' >&0; exec sleep 1000");

    Caller.ROOT
        .with(
            "env=SECRET=1", "env=PATH=/nope", "fd=3,7,63", "ignore=1,2,15", "block=10", "umask=077")
        .run(tool, "/bin/true");

    assertThat(seen).content().doesNotContain("SECRET").doesNotContain("/nope");
    List<String> lines = Files.readAllLines(seen);
    assertThat(lines).contains("/", "4");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("Sig"))
        .allMatch(line -> line.endsWith("\t0000000000000000"));
    assertThat(lines.getLast().strip()).as("a session of its own").matches("(\\d+) +\\1");
  }

  @Test
  void a_missing_runtime_is_named() throws IOException {
    Result result = alone().run("true");

    failsInOneLine(result);
    assertThat(result.err()).contains("runtime/bin/java: No such file or directory");
  }

  @Test
  void a_runtime_that_cannot_be_executed_is_named() throws IOException {
    Tool tool = withRuntime("exit 0");
    Files.setPosixFilePermissions(
        home.resolve("runtime/bin/java"), PosixFilePermissions.fromString("rw-r--r--"));

    Result result = tool.run("true");

    failsInOneLine(result);
    assertThat(result.err()).contains("runtime/bin/java: Permission denied");
  }

  @Test
  void a_runtime_that_is_a_directory_is_named() throws IOException {
    Files.createDirectories(home.resolve("runtime/bin/java"));

    failsInOneLine(alone().run("true"));
  }

  @ParameterizedTest(name = "without {0}")
  @ValueSource(
      strings = {"runtime/lib/modules", "runtime/lib/server/libjvm.so", "runtime/lib/libjava.so"})
  @Tag("not-sanitized")
  void a_damaged_runtime_is_one_line(String file) throws Exception {
    copyTree(home.resolve("copy"));
    Files.delete(home.resolve("copy").resolve(file));

    failsInOneLine(Tool.NSJAVA.at(home.resolve("copy/bin/nsjava").toString()).run("true"));
  }

  @Test
  @Tag("not-sanitized")
  void without_its_cache_it_works() throws Exception {
    copyTree(home.resolve("copy"));
    Files.delete(home.resolve("copy/lib/nsjava.aot"));

    assertThat(
            Tool.NSJAVA
                .at(home.resolve("copy/bin/nsjava").toString())
                .run("-u", "sh", "-c", "exit 3"))
        .isEqualTo(new Result("exit 3", "", "", List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"a copy", "ünïcödé", "with 'quotes' and %s"})
  @Tag("not-sanitized")
  void a_copied_tree_works(String name) throws Exception {
    Path copy = Files.createDirectory(home.resolve("x")).resolveSibling("copy");
    copyTree(copy);
    // A JVM of the tests' locale cannot name every directory: the shell can.
    Result result =
        Tool.SHELL.run(
            "mv \"$1\" \"$2/$3\"; \"$2/$3/bin/nsjava\" unshare -u --map-user=ada sh -c 'exit 3'; s=$?; "
                + "mv \"$2/$3\" \"$1\"; exit $s",
            "sh",
            copy.toString(),
            home.resolve("x").toString(),
            new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));

    assertThat(result).isEqualTo(new Result("exit 3", "", "", List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"link", "deep/link", "unshare"})
  void a_symbolic_link_works(String name) {
    List<String> words = name.equals("unshare") ? List.of() : List.of("unshare");
    Tool tool = new Tool("/mnt/dir/" + name, "/mnt/dir/" + name, words);

    assertThat(
            Caller.ROOT
                .with("dir=/mnt/dir/deep", "link=" + Tool.NSJAVA.program() + ":/mnt/dir/" + name)
                .run(tool, "-u", "sh", "-c", "exit 3"))
        .isEqualTo(new Result("exit 3", "", "", List.of()));
  }

  /** They all are in several processes, as none may have so many. */
  @Test
  void a_runtime_that_has_many_descriptors_to_look_at_compiles() throws IOException {
    Tool tool =
        withRuntime(
            "print() { printf 'print\\0%d\\0%s' ${#1} \"$1\" >&0; }; print \"$*\"; exec sleep 1000");
    String before =
        "for ((fd = 100; fd < 900; fd++)); do eval \"exec $fd</\"; done;"
            + " for i in 1 2 3 4 5 6 7; do sleep 1000 & done; ";
    String after = " ls; kill $(jobs -p); wait";

    Result result =
        new Tool("/bin/bash", "bash", List.of("-c")).run(before + tool.program() + after);

    assertThat(result.out()).as(result.err()).contains(" -Xint ").contains(" -Xmixed ");
  }

  @Test
  void the_place_is_not_told_by_argv0() {
    Tool tool = new Tool(Tool.NSJAVA.program(), "/nope/bin/nsjava", Tool.NSJAVA.words());

    assertThat(tool.run("-u", "sh", "-c", "exit 3").end()).isEqualTo("exit 3");
  }

  @Test
  void installed_set_user_id_it_refuses() throws IOException {
    Tool tool = alone();
    Result result =
        Caller.ROOT.run(
            Tool.SHELL,
            "cp \"$1\" /mnt/nsjava; chmod 4755 /mnt/nsjava; setpriv --reuid 54321 --regid 54321 --clear-groups "
                + "/mnt/nsjava unshare -u true; s=$?; rm /mnt/nsjava; exit $s",
            "sh",
            tool.program());

    failsInOneLine(result);
    assertThat(result.err()).contains("set-user-ID");
  }

  private static void copyTree(Path target) throws Exception {
    Process cp =
        new ProcessBuilder("cp", "-a", Tool.home().toString(), target.toString())
            .inheritIO()
            .start();
    assertThat(cp.waitFor()).isZero();
  }

  /** Below target: /tmp may be mounted noexec. */
  static final class OutsideTmp implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.createTempDirectory(Fixtures.OUTSIDE, "launcher-");
    }
  }
}
