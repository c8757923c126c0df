package dev.nsjava.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One line of a table of cases: {@code [OPTION...] WORD...}. Words are parted by blanks, '…' holds
 * them together, and \xHH is a byte. Empty lines and those that begin with # are for the reader.
 */
record Case(String line, Caller caller, List<String> words) {

  static Stream<Case> table(String resource) {
    try (InputStream in = Objects.requireNonNull(Case.class.getResourceAsStream(resource));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
      List<String> all =
          lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
      return all.stream().filter(Case::fits).map(Case::parse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Under the sanitizers, which want /proc and much address space, not every case can be. */
  static boolean fits(String line) {
    return !Boolean.getBoolean("nsjava.sanitized")
        || !line.matches(".*(umount=/proc|no-proc|rlimit=[29]:).*");
  }

  static Case parse(String line) {
    if (!line.startsWith("[")) {
      return new Case(line, Caller.ROOT, split(line));
    }
    int end = line.indexOf("] ");
    List<String> options = split(line.substring(1, end));
    return new Case(line, new Caller(options), split(line.substring(end + 2)));
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean some = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
        some = true;
      } else if (c == ' ' && !quoted) {
        if (some) {
          words.add(word.toString());
        }
        word.setLength(0);
        some = false;
      } else {
        word.append(c);
        some = true;
      }
    }
    if (some) {
      words.add(word.toString());
    }
    return words;
  }

  @Override
  public String toString() {
    return line;
  }
}
