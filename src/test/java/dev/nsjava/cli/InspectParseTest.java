package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words of {@code inspect} that lead to no target. */
class InspectParseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          inspect                 | no target named
          inspect --json          | no target named
          inspect a b             | one target at a time, and --diff for another
          inspect a --diff b c    | one target at a time, and --diff for another
          inspect -x 1            | invalid option -- 'x'
          inspect --jsn 1         | unrecognized option '--jsn'\\nDid you mean '--json'?
          inspect 1 --type        | option '--type' requires an argument
          inspect 1 -t            | option requires an argument -- 't'
          inspect 1 --diff        | option '--diff' requires an argument
          """)
  void wrong_use(String words, String message) {
    assertThat(Ask.failure(Ask.line(words)))
        .isEqualTo(
            "nsjava: "
                + message.replace("\\n", "\n")
                + "\nTry 'nsjava inspect --help' for more information.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          inspect pid:4194304     | no process '4194304'
          inspect ns:1            | no namespace '1'
          inspect comm:no-such-1  | no process is named 'no-such-1'
          inspect self --diff ns:1 | no namespace '1'
          """)
  void no_such_thing(String words, String message) {
    assertThat(Ask.failure(Ask.line(words))).isEqualTo("nsjava: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          inspect 1 -t network    | type: network; the types are user, cgroup, ipc, uts, net, pid, mnt, time
          inspect -t net -t NET 1 | type: NET; the types are user, cgroup, ipc, uts, net, pid, mnt, time
          ls --type nett          | type: nett; the types are user, cgroup, ipc, uts, net, pid, mnt, time
          """)
  void no_such_type(String words, String message) {
    assertThat(Ask.hinted(Ask.line(words))).isEqualTo("nsjava: unknown namespace " + message);
  }

  @Test
  void help_and_version_come_first() {
    assertThat(Ask.line("inspect -t net --help a b").body())
        .startsWith("Usage: nsjava inspect [OPTION...] NAME\n")
        .contains("-t, --type=TYPE", "-J, --json", "--diff=NAME");
    assertThat(Ask.line("inspect a b -V").body()).isEqualTo("nsjava 0.1.0\n");
  }
}
