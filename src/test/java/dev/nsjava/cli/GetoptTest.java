package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of the GNU C library, as its own programs print them. */
class GetoptTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          -x               | invalid option -- 'x'
          -ux              | invalid option -- 'x'
          -u-              | invalid option -- '-'
          -+               | invalid option -- '+'
          -:               | invalid option -- ':'
          -m/path          | invalid option -- '/'
          -S               | option requires an argument -- 'S'
          -uS              | option requires an argument -- 'S'
          --foo            | unrecognized option '--foo'
          --foo=3          | unrecognized option '--foo=3'
          --fork=3         | option '--fork' doesn't allow an argument
          --for            | option '--for' is ambiguous; possibilities: '--fork' '--forward-signals'
          --forw=3         | option '--forward-signals' doesn't allow an argument
          --fork=          | option '--fork' doesn't allow an argument
          --propagation    | option '--propagation' requires an argument
          --prop           | option '--propagation' requires an argument
          --ma             | option '--ma' is ambiguous; possibilities: '--map-user' '--map-users' '--map-group' '--map-groups' '--map-root-user' '--map-current-user' '--map-auto' '--map-subids'
          --ma=3           | option '--ma=3' is ambiguous; possibilities: '--map-user' '--map-users' '--map-group' '--map-groups' '--map-root-user' '--map-current-user' '--map-auto' '--map-subids'
          --mo             | option '--mo' is ambiguous; possibilities: '--mount' '--mount-proc' '--mount-binfmt' '--monotonic'
          --s              | option '--s' is ambiguous; possibilities: '--setgroups' '--setuid' '--setgid'
          --k              | option '--k' is ambiguous; possibilities: '--kill-child' '--keep-caps'
          --map-u          | option '--map-u' is ambiguous; possibilities: '--map-user' '--map-users'
          """)
  void wrong_words_are_named(String words, String message) {
    assertThat(Ask.failure(Ask.line("unshare " + words)))
        .isEqualTo("nsjava: " + message + "\nTry 'nsjava unshare --help' for more information.");
    assertThat(Ask.failure(Ask.words("/opt/bin/unshare", 0, Ask.split(words))))
        .isEqualTo("/opt/bin/unshare: " + message + "\nTry 'unshare --help' for more information.");
  }

  @Test
  void what_was_mistyped_is_told_by_our_own_name() {
    assertThat(Ask.failure(Ask.line("unshare --mount-prc=/x")))
        .isEqualTo(
            "nsjava: unrecognized option '--mount-prc=/x'\nDid you mean '--mount-proc'?\n"
                + "Try 'nsjava unshare --help' for more information.");
    assertThat(Ask.failure(Ask.words("/opt/bin/unshare", 0, List.of("--mount-prc=/x"))))
        .isEqualTo(
            "/opt/bin/unshare: unrecognized option '--mount-prc=/x'\n"
                + "Try 'unshare --help' for more information.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          -x               | invalid option -- 'x'
          -ax              | invalid option -- 'x'
          -a-              | invalid option -- '-'
          -a=              | invalid option -- '='
          -FZceax          | invalid option -- 'x'
          -:               | invalid option -- ':'
          -t               | option requires an argument -- 't'
          -at              | option requires an argument -- 't'
          -N               | option requires an argument -- 'N'
          -S               | option requires an argument -- 'S'
          -eG              | option requires an argument -- 'G'
          --target         | option '--target' requires an argument
          --ta             | option '--target' requires an argument
          --net-           | option '--net-socket' requires an argument
          --setu           | option '--setuid' requires an argument
          --setg           | option '--setgid' requires an argument
          --all=           | option '--all' doesn't allow an argument
          --a=x            | option '--all' doesn't allow an argument
          --user-parent=/f | option '--user-parent' doesn't allow an argument
          --user-=/f       | option '--user-parent' doesn't allow an argument
          --env=A          | option '--env' doesn't allow an argument
          --no=1           | option '--no-fork' doesn't allow an argument
          --j=             | option '--join-cgroup' doesn't allow an argument
          --keep-caps=1    | option '--keep-caps' doesn't allow an argument
          --foo            | unrecognized option '--foo'
          --foo=3          | unrecognized option '--foo=3'
          --mounting=/f     | unrecognized option '--mounting=/f'
          --fork           | unrecognized option '--fork'
          --t              | option '--t' is ambiguous; possibilities: '--target' '--time'
          --t=7            | option '--t=7' is ambiguous; possibilities: '--target' '--time'
          --u              | option '--u' is ambiguous; possibilities: '--uts' '--user' '--user-parent'
          --us=/f          | option '--us=/f' is ambiguous; possibilities: '--user' '--user-parent'
          --n              | option '--n' is ambiguous; possibilities: '--net' '--net-socket' '--no-fork'
          --ne             | option '--ne' is ambiguous; possibilities: '--net' '--net-socket'
          --p              | option '--p' is ambiguous; possibilities: '--pid' '--preserve-credentials'
          --s              | option '--s' is ambiguous; possibilities: '--setuid' '--setgid'
          --w              | option '--w' is ambiguous; possibilities: '--wd' '--wdns'
          """)
  void wrong_words_of_enter_are_named(String words, String message) {
    assertThat(Ask.failure(Ask.line("enter " + words)))
        .isEqualTo("nsjava: " + message + "\nTry 'nsjava enter --help' for more information.");
    assertThat(Ask.failure(Ask.words("/opt/bin/nsenter", 0, Ask.split(words))))
        .isEqualTo("/opt/bin/nsenter: " + message + "\nTry 'nsenter --help' for more information.");
  }

  @Test
  void our_own_options_make_no_name_of_the_tool_ambiguous() {
    assertThat(Ask.failure(Ask.line("enter --f")))
        .startsWith(
            "nsjava: option '--f' is ambiguous; possibilities: '--follow-context' '--fresh-proc'\n");
    assertThat(Ask.words("nsenter", 0, Ask.split("--f -t 7 -u true")).kind()).isEqualTo("plan");
  }

  @Test
  void what_is_attached_to_an_optional_value_is_never_an_option() {
    assertThat(Ask.plan("enter -aux --version")).isEqualTo("nsjava 0.1.0");
    assertThat(Ask.plan("enter -ex -u/f -t 7 true")).contains("invalid option -- 'x'");
    assertThat(Ask.plan("enter -ux true")).isEqualTo("open uts x; enter uts; exec true");
    assertThat(Ask.plan("enter -ut7 true")).isEqualTo("open uts t7; enter uts; exec true");
    assertThat(Ask.plan("enter -u- true")).isEqualTo("open uts -; enter uts; exec true");
    assertThat(Ask.plan("enter -u-i true")).isEqualTo("open uts -i; enter uts; exec true");
    assertThat(Ask.plan("enter -u--ipc true")).isEqualTo("open uts --ipc; enter uts; exec true");
  }

  @Test
  void the_word_after_an_optional_value_is_none() {
    assertThat(Ask.plan("enter -t 7 -u /f")).isEqualTo("target 7 -; enter uts; exec /f");
    assertThat(Ask.plan("enter -t 7 -eu /f"))
        .isEqualTo("target 7 -; take environ; enter uts; load-env; exec /f");
    assertThat(Ask.plan("enter -t 7 -u -i")).isEqualTo("target 7 -; enter ipc,uts; login-shell");
  }

  @Test
  void a_required_value_may_look_like_an_option() {
    assertThat(Ask.failure(Ask.line("enter -S -u true")))
        .isEqualTo("nsjava: failed to parse uid: '-u'");
    assertThat(Ask.failure(Ask.line("enter -S -- true")))
        .isEqualTo("nsjava: failed to parse uid: '--'");
    assertThat(Ask.failure(Ask.line("enter --setgid --uts")))
        .isEqualTo("nsjava: failed to parse gid: '--uts'");
    assertThat(Ask.failure(Ask.line("enter -S=5"))).isEqualTo("nsjava: failed to parse uid: '=5'");
  }

  @Test
  void a_word_with_no_name_before_its_value_may_be_every_option() {
    assertThat(Ask.failure(Ask.line("unshare --=x")))
        .startsWith("nsjava: option '--=x' is ambiguous; possibilities: '--help' '--version' ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls x -n", "ls -n -- x", "ls -- x"})
  void words_that_are_no_options_count_wherever_they_stand(String line) {
    assertThat(Ask.failure(Ask.line(line))).contains("'x'");
  }

  @Test
  void bytes_come_back_as_they_came() {
    assertThat(Ask.failure(Ask.words("nsjava", 0, List.of("unshare", "--\u00ff\u0080"))))
        .startsWith("nsjava: unrecognized option '--\u00ff\u0080'\n");
  }
}
