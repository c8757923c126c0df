package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void a_word_with_no_name_before_its_value_may_be_every_option() {
    assertThat(Ask.failure(Ask.line("unshare --=x")))
        .startsWith("nsjava: option '--=x' is ambiguous; possibilities: '--help' '--version' ");
  }

  @Test
  void bytes_come_back_as_they_came() {
    assertThat(Ask.failure(Ask.words("nsjava", 0, List.of("unshare", "--\u00ff\u0080"))))
        .startsWith("nsjava: unrecognized option '--\u00ff\u0080'\n");
  }
}
