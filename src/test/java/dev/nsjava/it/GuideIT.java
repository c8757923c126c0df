package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * docs/guide.md, typed from its first line to its last: every block is run, and prints what it
 * shows. A block is a session, with {@code # COMMAND} for root, {@code $ COMMAND} for alice and
 * what they print, or a file of YAML or a script, whose first line is a comment with its name. The
 * guide as it was is in target/it/guide.md then: what is right there may be copied.
 */
@KernelTest
@Tag("not-sanitized")
class GuideIT {

  private static final Path GUIDE = Path.of("docs/guide.md");
  private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
  private static final Pattern COMMAND = Pattern.compile("(?<who>[#$]) (?<words>.+)");
  private static final Pattern FILE = Pattern.compile("# (?<name>\\w+\\.(?<kind>yaml|sh))");

  private static final String LEFT =
      "nsjava net ls; nsjava net ps; ip -br link; find /etc/netns /run/nsjava -type f 2>&-";

  private final Samples samples = new Samples();

  /** What printed something else than the guide shows. */
  private final List<String> wrong = new ArrayList<>();

  @Test
  void every_block_does_what_it_shows() throws IOException {
    List<String> guide = Files.readAllLines(GUIDE);
    List<String> ran = new ArrayList<>();
    int blocks = 0;
    try (GuideSession session = new GuideSession()) {
      for (int at = 0; at < guide.size(); ) {
        String line = guide.get(at++);
        ran.add(line);
        assertThat(line).as("code that is not run").doesNotStartWith("    ");
        if (FENCE.matcher(line).matches()) {
          int end = at + guide.subList(at, guide.size()).indexOf("```");
          assertThat(end).as("the end of the block at line %d", at).isGreaterThan(at);
          ran.addAll(block(session, line, guide.subList(at, end)));
          ran.add("```");
          at = end + 1;
          blocks++;
        }
      }
      Files.write(Fixtures.OUTSIDE.resolve("guide.md"), ran);
      assertThat(wrong).isEmpty();
      assertThat(session.run(LEFT))
          .as("what is left")
          .hasSize(1)
          .allMatch(s -> s.startsWith("lo "));
    }
    assertThat(blocks).isPositive();
    assertThat(guide.stream().filter(FENCE.asMatchPredicate())).hasSize(2 * blocks);
  }

  /** Sessions, that is: its other blocks are lists of commands. */
  @Test
  void the_sessions_of_the_readme_print_what_they_show() throws IOException {
    List<String> readme = Files.readAllLines(Path.of("README.md"));
    int sessions = 0;
    try (GuideSession session = new GuideSession()) {
      for (int at = 1; at < readme.size(); at++) {
        String fence = readme.get(at - 1);
        if (fence.equals("```") && COMMAND.matcher(readme.get(at)).matches()) {
          List<String> rest = readme.subList(at, readme.size());
          block(session, fence, rest.subList(0, rest.indexOf("```")));
          sessions++;
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(sessions).isPositive();
  }

  private List<String> block(GuideSession session, String fence, List<String> block)
      throws IOException {
    Matcher file = FILE.matcher(block.getFirst());
    if (file.matches() && fence.equals("```" + file.group("kind"))) {
      session.write(file.group("name"), String.join("\n", block));
      return block;
    }
    assertThat(fence).as("a fence of %s", block).isEqualTo("```");
    assertThat(block.getFirst()).as("the first line of a block").matches(COMMAND);
    List<String> ran = new ArrayList<>();
    for (int at = 0; at < block.size(); ) {
      String line = block.get(at++);
      int start = at;
      while (at < block.size() && !COMMAND.matcher(block.get(at)).matches()) {
        at++;
      }
      ran.add(line);
      ran.addAll(command(session, line, block.subList(start, at)));
    }
    return ran;
  }

  /** What is shown, if what is printed fits; else what is printed. */
  private List<String> command(GuideSession session, String line, List<String> shown)
      throws IOException {
    Matcher command = COMMAND.matcher(line);
    assertThat(command.matches()).isTrue();
    String words = samples.command(command.group("words"));
    List<String> printed =
        command.group("who").equals("#") ? session.run(words) : session.runAsUser(words);
    if (samples.fit(shown, printed)) {
      return shown;
    }
    wrong.add(line + "\n" + String.join("\n", printed));
    return printed;
  }
}
