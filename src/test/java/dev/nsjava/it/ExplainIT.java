package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only says something: explain, help, version, mistakes in the command word. */
@KernelTest
class ExplainIT {

  @Test
  void explain_prints_the_plan() {
    Result result =
        Tool.LAUNCHER.run("explain", "unshare", "--pid", "--fork", "--mount-proc", "ps");

    assertThat(result)
        .isEqualTo(
            new Result(
                "exit 0",
                """
                unshare      pid,mnt
                fork         hold
                propagation  private
                mount        proc /proc proc nosuid,noexec,nodev
                exec         ps
                # not in the cache
                """,
                "",
                List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "--uts=/mnt/file --fork touch /mnt/made",
        "-R /nope -w /nope touch /mnt/made",
        "-S 5 -G 5 --kill-child touch /mnt/made",
        "--uts=/nope nope",
        "--map-users 0:0:5 touch /mnt/made",
      })
  void explain_does_nothing(String words) {
    List<String> all = List.of(("explain unshare " + words).split(" "));

    Result result = Caller.ROOT.run(Tool.LAUNCHER, all);

    assertThat(result.end()).as(result.err()).isEqualTo("exit 0");
    assertThat(result.out()).contains("exec");
    assertThat(result.left()).isEmpty();
  }

  @Test
  void explain_says_what_is_wrong_as_the_command_would() {
    assertThat(Tool.LAUNCHER.run("explain", "unshare", "--propagation=x", "true"))
        .isEqualTo(Tool.LAUNCHER.run("unshare", "--propagation=x", "true"));
  }

  @Test
  void version() {
    Result result = Tool.LAUNCHER.run("--version");

    assertThat(result.out()).matches("nsjava \\d+\\.\\d+\\.\\d+\n");
    assertThat(Tool.NSJAVA.run("--version").end()).isEqualTo("exit 0");
    assertThat(Tool.NSJAVA_AS_UNSHARE.run("-V").out()).startsWith("unshare ");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "unshare --help",
        "unshare -h",
        "unshare -u --help --nope",
        "explain --help"
      })
  void help_goes_to_standard_output(String words) {
    Result result = Caller.ROOT.run(Tool.LAUNCHER, List.of(words.split(" ")));

    assertThat(result.end()).isEqualTo("exit 0");
    assertThat(result.out()).contains("nsjava", "Example");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void the_help_of_unshare_has_every_option() {
    String help = Tool.NSJAVA.run("--help").out();

    assertThat(help)
        .contains(
            "--mount",
            "--uts",
            "--ipc",
            "--net",
            "--pid",
            "--user",
            "--cgroup",
            "--time",
            "--fork",
            "--kill-child",
            "--forward-signals",
            "--mount-proc",
            "--mount-binfmt",
            "--load-interp",
            "--propagation",
            "--root",
            "--wd",
            "--setuid",
            "--setgid",
            "--map-user",
            "--map-group",
            "--map-root-user",
            "--map-current-user",
            "--map-users",
            "--map-groups",
            "--map-auto",
            "--map-subids",
            "--owner",
            "--setgroups",
            "--keep-caps",
            "--monotonic",
            "--boottime",
            "--clear-env",
            "--whitelist-env");
  }

  @Test
  void called_as_unshare_the_help_speaks_of_unshare() {
    Result result = Tool.NSJAVA_AS_UNSHARE.run("--help");

    assertThat(result.end()).isEqualTo("exit 0");
    assertThat(result.out()).contains("unshare [").doesNotContain("nsjava unshare");
  }

  @Test
  void help_to_a_closed_output_is_no_crash() {
    assertThat(Caller.ROOT.with("close=1").run(Tool.NSJAVA, "--help").end())
        .isIn("exit 0", "exit 1");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"unshar", "--nope", "explain nope", "-x"})
  void a_mistake_is_named_and_something_suggested(String words) {
    Result result = Caller.ROOT.run(Tool.LAUNCHER, List.of(words.split(" ")));

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("nsjava: ").contains("Try 'nsjava");
  }

  @Test
  void the_ambiguous_prefix_names_all_it_could_be() {
    Result result = Tool.NSJAVA_AS_UNSHARE.run("--ma", "true");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.err())
        .startsWith("unshare: option '--ma' is ambiguous; possibilities:")
        .contains(
            "'--map-user'",
            "'--map-users'",
            "'--map-group'",
            "'--map-groups'",
            "'--map-root-user'",
            "'--map-current-user'",
            "'--map-auto'",
            "'--map-subids'")
        .endsWith("Try 'unshare --help' for more information.\n");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"--fo", "--w", "--mo", "--c", "--m"})
  void prefixes_that_newer_options_made_ambiguous(String prefix) {
    Result result = Tool.NSJAVA_AS_UNSHARE.run(prefix, "/", "true");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.err()).contains("option '" + prefix + "' is ambiguous");
  }
}
