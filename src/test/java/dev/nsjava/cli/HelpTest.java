package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "explain --help", "unshare --help", "explain unshare -h"})
  void a_text_for_any_terminal(String words) {
    String text = Ask.line(words).body();
    assertThat(text).startsWith("Usage: nsjava").contains("Example").endsWith("\n");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).matches("[ -~]{0,80}"));
    assertThat(text.lines()).noneMatch(line -> line.endsWith(" "));
  }

  @Test
  void every_option_is_there_once() {
    String text = Ask.line("unshare --help").body();
    for (UnshareOption option : UnshareOption.values()) {
      String name = "--" + option.option().longName();
      assertThat(
              text.lines()
                  .filter(line -> line.matches("  (-., |    )\\Q" + name + "\\E([ \\[=].*)?")))
          .as(name)
          .hasSize(1);
    }
    assertThat(text)
        .contains("\n  -m, --mount[=FILE] ")
        .contains("\n  -R, --root=DIR ")
        .contains("\n      --kill-child[=SIGNAL] ")
        .contains("\n  -f, --fork ");
  }

  @Test
  void it_uses_the_name_it_was_called_by() {
    String text = Ask.words("/bin/unshare", 0, List.of("--help")).body();
    assertThat(text).startsWith("Usage: unshare [OPTION...] ").doesNotContain("nsjava");
  }
}
