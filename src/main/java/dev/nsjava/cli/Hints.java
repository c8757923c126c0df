package dev.nsjava.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Java's rows of hints.txt: what to do about a failure. The other rows are the launcher's. */
final class Hints {

  private Hints() {}

  /**
   * The sentence of the row for a step, or nothing if there is none.
   *
   * @param detail what the sentence has for its {@code %s}
   */
  static String sentence(String step, String detail) {
    String start = step + "\t-\t-\t";
    try (InputStream in = Hints.class.getResourceAsStream("/dev/nsjava/hints.txt")) {
      if (in == null) {
        return "";
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(start)) {
          return line.substring(start.length()).replace("%s", detail);
        }
      }
      return "";
    } catch (IOException e) {
      return ""; // a failure without a hint is still a failure with a message
    }
  }
}
