package dev.nsjava.topology.export;

import java.util.List;

/** Commands as a shell reads them. */
final class ShellLine {

  private static final String PLAIN = "%+,-./:=@_";

  private ShellLine() {}

  /** The line that is parted into these words. */
  static String of(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.isEmpty() ? "" : " ").append(quoted(word));
    }
    return line.toString();
  }

  private static String quoted(String word) {
    boolean plain = !word.isEmpty();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      plain &= letter || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
