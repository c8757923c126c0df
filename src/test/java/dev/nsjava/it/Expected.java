package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A case with its result written down, for what no installed tool can be the model of. In the file,
 * blocks parted by empty lines: {@code = FACT}, {@code $ CASE} as in {@link Case}, then the result
 * as {@link #text} gives it.
 */
record Expected(String fact, Case command, String result) {

  static Stream<Expected> table(String resource) {
    try (InputStream in = Objects.requireNonNull(Case.class.getResourceAsStream(resource))) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      List<String> blocks = Arrays.asList(text.split("\n\n+"));
      return blocks.stream()
          .filter(block -> block.startsWith("= "))
          .map(Expected::parse)
          .filter(expected -> Case.fits(expected.command().line()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Expected parse(String block) {
    String[] parts = block.strip().split("\n", 3);
    return new Expected(
        parts[0].substring(2), Case.parse(parts[1].substring(2)), parts.length > 2 ? parts[2] : "");
  }

  void check(Tool tool) {
    assertThat(text(command.caller().run(tool, command.words()))).isEqualTo(result);
  }

  /** The end, then stdout, then stderr with "! " and what was left with "+ " before each line. */
  static String text(Result result) {
    // The root of a file system has the inode 2, that of a container has not.
    String seen = result.out().replaceAll("(?m)^root / (inode 2|other inode)$", "root / outer");
    String out = seen + (seen.isEmpty() || seen.endsWith("\n") ? "" : "\n");
    return (result.end()
            + "\n"
            + out
            + result.err().replaceAll("(?m)^(?=.)", "! ")
            + String.join("", result.left().stream().map(line -> "+ " + line + "\n").toList()))
        .strip();
  }

  @Override
  public String toString() {
    return fact;
  }
}
