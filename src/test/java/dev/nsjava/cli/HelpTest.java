package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "explain --help",
        "unshare --help",
        "explain unshare -h",
        "enter --help",
        "enter -ah",
        "explain enter -h"
      })
  void a_text_for_any_terminal(String words) {
    String text = Ask.line(words).body();
    assertThat(text).startsWith("Usage: nsjava").contains("Example").endsWith("\n");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).matches("[ -~]{0,80}"));
    assertThat(text.lines()).noneMatch(line -> line.endsWith(" "));
  }

  @Test
  void each_command_of_net_says_how_it_is_called_and_what_it_does() {
    String all = Ask.line("net --help").body();
    for (NetUsage usage : NetUsage.ALL) {
      String usageLine = "Usage: nsjava net " + usage.command() + " " + usage.arguments();
      String text = Ask.line("net " + usage.command() + " --help").body();
      assertThat(text).startsWith(usageLine.strip() + "\n" + usage.sentence() + "\n");
      assertThat(text.lines()).allSatisfy(line -> assertThat(line).matches("[ -~]{0,80}"));
      assertThat(all).containsPattern("\n  " + usage.command() + " +" + usage.sentence() + "\n");
    }
    assertThat(all.lines()).allSatisfy(line -> assertThat(line).matches("[ -~]{0,80}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"net list", "net show", "net delete", "net link delete", "net address add"})
  void other_names_of_commands_of_net_have_the_same_help(String words) {
    assertThat(Ask.line(words + " --help").body()).startsWith("Usage: nsjava " + words + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "addr", "address", "route", "dns", "nat"})
  void a_command_of_net_that_has_commands_lists_these_alone(String word) {
    assertThat(Ask.line("net " + word + " --help").body())
        .startsWith("Usage: nsjava net " + word + " COMMAND [ARGUMENT...]\n")
        .contains(" del ")
        .doesNotContain("monitor");
  }

  @Test
  void every_option_of_unshare_is_there_once() {
    String text = Ask.line("unshare --help").body();
    for (UnshareOption option : UnshareOption.values()) {
      assertThat(lines(text, option)).as(option.name()).isOne();
    }
    assertThat(text)
        .contains("\n  -m, --mount[=FILE] ")
        .contains("\n  -R, --root=DIR ")
        .contains("\n      --kill-child[=SIGNAL] ")
        .contains("\n  -f, --fork ");
  }

  @Test
  void every_option_of_enter_is_there_once_and_in_that_of_the_tool_those_of_the_tool() {
    String text = Ask.line("enter --help").body();
    String tool = Ask.words("/usr/bin/nsenter", 0, List.of("--help")).body();
    for (EnterOption option : EnterOption.values()) {
      boolean own = option == EnterOption.LIKE || option == EnterOption.FRESH_PROC;
      assertThat(lines(text, option)).as(option.name()).isOne();
      assertThat(lines(tool, option)).as(option.name()).isEqualTo(own ? 0 : 1);
    }
    for (String help : List.of(text, tool)) {
      assertThat(help)
          .contains("\n  -t, --target=PID[:INODE]")
          .contains("\n  -m, --mount[=FILE] ")
          .contains("\n  -N, --net-socket=FD ")
          .contains("\n  -S, --setuid=UID|follow ")
          .contains("\n  -W, --wdns[=DIR] ")
          .contains("\n      --user-parent ")
          .contains("\n  -F, --no-fork ");
    }
    assertThat(tool).doesNotContain("--like", "--fresh-proc", "NAME");
  }

  @Test
  void it_uses_the_name_it_was_called_by() {
    for (String tool : List.of("unshare", "nsenter")) {
      String text = Ask.words("/bin/" + tool, 0, List.of("--help")).body();
      assertThat(text)
          .startsWith("Usage: " + tool + " [OPTION...] [PROGRAM [ARGUMENT...]]\n")
          .doesNotContain("nsjava");
      assertThat(text.lines()).allSatisfy(line -> assertThat(line).matches("[ -~]{0,80}"));
    }
    assertThat(Ask.line("enter --help").body())
        .startsWith("Usage: nsjava enter [OPTION...] [NAME] [PROGRAM [ARGUMENT...]]\n");
  }

  @Test
  void every_command_is_in_that_of_the_product() {
    assertThat(Ask.line("--help").body())
        .containsPattern("\n  unshare +\\w")
        .containsPattern("\n  enter +\\w")
        .containsPattern("\n  explain +\\w");
  }

  private static long lines(String text, Option.Declared option) {
    String name = "--" + option.option().longName();
    String start =
        option.option().shortName() == Option.NO_SHORT
            ? "      "
            : "  -" + option.option().shortName() + ", ";
    return text.lines()
        .filter(line -> line.matches("\\Q" + start + name + "\\E([ \\[=].*)?"))
        .count();
  }
}
