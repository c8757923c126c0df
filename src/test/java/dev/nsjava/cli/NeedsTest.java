package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.launch.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What plans depend on besides the words, and where they leave a PID open. */
class NeedsTest {

  private static final String OWN = "needs euid 7; needs egid 7";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unshare -pfmuin --mount-proc true",
        "unshare -r true",
        "unshare --map-user 1 --map-group 2 true",
        "unshare --boottime 5 -T --setuid 3 true",
        "enter --net=/run/netns/a true",
        "enter -t 1 -n true",
        "net exec host true"
      })
  void most_depend_on_the_words_alone(String line) {
    assertThat(Ask.needs(line, 7)).doesNotContain("needs ", "never-keep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unshare -c true",
        "unshare --map-users 0:1:2 true",
        "unshare --map-groups 0:1:2 true",
        "unshare --owner 1:1 true"
      })
  void some_on_who_the_caller_is(String line) {
    assertThat(Ask.needs(line, 7)).isEqualTo(OWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unshare --map-user root true",
        "unshare --map-users all true",
        "enter -t %d true",
        "enter -t %d --all true",
        "enter %d true",
        "enter -t %d:1 -n true",
        "net exec --user 1:1 host true"
      })
  void others_on_what_may_change_any_time(String line) {
    String own = line.replace("%d", Long.toString(ProcessHandle.current().pid()));
    assertThat(Ask.needs(own, 7)).isEqualTo("never-keep");
  }

  @ParameterizedTest
  @CsvSource({
    "-t 12 -n, @2:0",
    "-t12 -n, @1:2",
    "--target 12 -n, @2:0",
    "--target=12 -n, @1:9",
    "--targ=12 -n, @1:7",
    "-FZt12 -n, @1:4",
    "-t 11 -n -t 12, @5:0",
    "-t 012 -n, 12",
    "-t 12 -n -t 013, 13"
  })
  void a_pid_is_left_open_where_it_is_written_as_the_kernel_does(String options, String pid) {
    Answer answer = Ask.words("nsjava", 0, Ask.split("enter " + options + " true"));
    List<String> words = List.of(answer.body().split("\0"));
    assertThat(words.get(words.indexOf("target") + 1)).isEqualTo(pid);
    assertThat(words.contains("never-keep")).isEqualTo(!pid.startsWith("@"));
  }

  @Test
  void what_is_shown_has_the_pid() {
    assertThat(Ask.plan("enter -t 12 -n true")).startsWith("target 12 -; ");
  }
}
