package dev.nsjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts say before they do anything. */
class ScriptsTest {

  /** What a command of bash prints, both ways, and its status. */
  private static List<String> run(String command) throws IOException {
    Process process =
        new ProcessBuilder("bash", "-c", "exec 2>&1; (" + command + "); echo $?").start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench",
        "build",
        "check",
        "install",
        "package",
        "record",
        "test",
        "test-packages"
      })
  void help_is_the_head_and_nothing_is_done_for_an_unknown_word(String name) throws IOException {
    String script = "scripts/" + name;
    List<String> help = run("cd src && ../" + script + " --help");
    assertThat(help.getFirst()).startsWith(script);
    assertThat(help).doesNotContain("set -euo pipefail").last().isEqualTo("0");
    assertThat(run(script + " --hlp"))
        .containsExactly("nsjava: '--hlp' is not understood: " + script + " --help", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"install a b", "install --remove a b", "install ''", "build --cross x"})
  void one_word_too_many(String line) throws IOException {
    assertThat(run("scripts/" + line)).hasSize(2).last().isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "--remove README.md", "README.md/x"})
  void install_says_where_it_cannot_write(String words) throws IOException {
    assertThat(run("scripts/install " + words))
        .hasSize(2)
        .startsWith(
            "nsjava: cannot write to %s/%s: run it with sudo, or give another PREFIX"
                .formatted(run("pwd -P").getFirst(), words.replace("--remove ", "")));
  }

  @Test
  void a_jdk_is_there_when_the_lists_of_packages_are() throws IOException {
    assertThat(
            run(
                """
                . scripts/tools.sh
                find_jdk() { [ "$installed" ]; }
                apt-cache() { [ -z "$updated" ] || echo openjdk-25-jdk-headless; }
                as_root() { [ "$*" = 'apt-get -q update' ] && updated=1; }
                have() { :; }
                install() { installed=$1; }
                need_jdk
                echo "$installed"
                """))
        .containsExactly("openjdk-25-jdk-headless", "0");
  }
}
