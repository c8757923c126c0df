package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Completion in real shells, among names that they must not evaluate: scene.sh fails if one was.
 */
@KernelTest
@Tag("not-sanitized")
class CompletionIT {

  private static final Path FILES =
      Path.of("src/test/resources/dev/nsjava/it/completion").toAbsolutePath();
  private static final Path SHARE = Path.of("target/nsjava/share").toAbsolutePath();

  /** A line, and what is to come of it. */
  private record Case(String line, List<String> words) {

    static List<Case> all(String file) throws IOException {
      List<Case> cases = new ArrayList<>();
      for (String text : Files.readAllLines(FILES.resolve(file))) {
        int bar = text.indexOf(" | ");
        if (!text.startsWith("#")) {
          cases.add(
              bar < 0
                  ? new Case(text, List.of())
                  : new Case(
                      text.substring(0, bar), List.of(text.substring(bar + 3).split(" ", -1))));
        }
      }
      return cases;
    }

    /**
     * In any order, once; what follows an option's name or a namespace is a matter of the shell.
     */
    Case sorted() {
      Set<String> names = new TreeSet<>();
      words.forEach(word -> names.add(word.replaceAll(word.startsWith("--") ? "=$" : ":$", "")));
      return new Case(line, List.copyOf(names));
    }

    Case joined() {
      return new Case(line, List.of(String.join(" ", words)));
    }
  }

  @ParameterizedTest
  @CsvSource({"bash,--norc", "zsh,-f", "fish,--no-config"})
  void each_shell_offers_the_same(String shell, String plain) throws Exception {
    List<Case> cases = Case.all("offers.txt");
    List<Case> offered = run(cases, "", shell, plain, FILES.resolve("offers." + shell).toString());
    for (int i = 0; i < cases.size(); i++) {
      if (!cases.get(i).words().equals(List.of("*"))) {
        assertThat(offered.get(i).sorted()).isEqualTo(cases.get(i).sorted());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"bash,--norc", "zsh,-f", "fish,--no-config"})
  void a_process_is_offered(String shell, String plain) throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    for (String line : List.of("enter --target=", "ls -p", "net identify ", "inspect ", "enter ")) {
      String word = "nsjava " + line + pid;
      List<Case> offered =
          run(
              List.of(new Case(word, List.of())),
              "",
              shell,
              plain,
              FILES.resolve("offers." + shell).toString());
      assertThat(offered.getFirst().words()).contains(word.substring(word.lastIndexOf(' ') + 1));
    }
  }

  /** Typed on a terminal; bash with and without bash-completion, which it may be used with. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "bash --norc --noprofile -i, PS1=; . $SHARE/bash-completion/completions/nsjava",
        "bash --norc --noprofile -i, PS1=; . /usr/share/bash-completion/bash_completion;"
            + " . $SHARE/bash-completion/completions/nsjava",
        "zsh -f -i, PROMPT=; fpath=($SHARE/zsh/site-functions $fpath); autoload -Uz compinit;"
            + " compinit -D -u",
        "fish --no-config -i, function fish_prompt; end; source"
            + " $SHARE/fish/vendor_completions.d/nsjava.fish"
      })
  void what_is_inserted_is_the_name(String shell, String setup) throws Exception {
    List<Case> cases = Case.all("inserts.txt");
    List<String> command = new ArrayList<>(List.of("zsh", "-f", FILES + "/insert.zsh"));
    command.addAll(Arrays.asList(shell.split(" ", -1)));
    List<Case> inserted = run(cases, setup, command.toArray(String[]::new));
    for (int i = 0; i < cases.size(); i++) {
      assertThat(inserted.get(i).joined()).isEqualTo(cases.get(i).joined());
    }
  }

  /** Runs a command in the scene. It prints each line again, with words behind tabs. */
  private static List<Case> run(List<Case> cases, String setup, String... command)
      throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(List.of("timeout", "60", "unshare", "-m", "-n", "bash"));
    whole.addAll(List.of(FILES + "/scene.sh", SHARE.toString()));
    whole.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true);
    builder.environment().put("SETUP", setup);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try (var input = process.outputWriter()) {
      for (Case line : cases) {
        input.write(line.line() + "\n");
      }
    }
    List<Case> answers = new ArrayList<>();
    List<String> lines = process.inputReader().readAllLines();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    for (String line : lines) {
      List<String> words = List.of(line.split("\t", -1));
      answers.add(new Case(words.getFirst(), words.subList(1, words.size())));
    }
    assertThat(answers).as(String.join("\n", lines)).hasSameSizeAs(cases);
    return answers;
  }
}
