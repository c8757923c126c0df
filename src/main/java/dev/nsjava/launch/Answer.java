package dev.nsjava.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the launcher gets: a plan to walk, a text to print, or a failure to report.
 *
 * @param kind the word the launcher knows the answer by
 * @param body the bytes of the answer, one char each
 */
public record Answer(String kind, String body) {

  /** What is written at once, in bytes: what is long is not copied as a whole. */
  private static final int PIECE = 1 << 16;

  /** The words of a plan; the launcher walks it. */
  public static Answer plan(List<String> words) {
    return new Answer("plan", ended(words));
  }

  /** A text for standard output; the launcher exits with 0. */
  public static Answer print(String text) {
    return new Answer("print", text);
  }

  /**
   * The same with something to be noted.
   *
   * @param notes for standard error, with its newlines, or nothing
   */
  public static Answer report(String text, String notes) {
    return notes.isEmpty() ? print(text) : new Answer("report", notes + '\0' + text);
  }

  /** A text for standard error, with its newlines, and the status to exit with. */
  public static Answer fail(int status, String text, String hint) {
    return new Answer("fail", ended(List.of(Integer.toString(status), text, hint)));
  }

  /**
   * Writes the answer; a short one with one write(2). The launcher knows by the length whether it
   * has all.
   */
  public void write(OutputStream out) throws IOException {
    String head = kind + '\0' + body.length() + '\0';
    int end = Math.min(PIECE, body.length());
    out.write((head + body.substring(0, end)).getBytes(StandardCharsets.ISO_8859_1));
    for (int at = end; at < body.length(); at = end) {
      end = Math.min(at + PIECE, body.length());
      out.write(body.substring(at, end).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  static String ended(List<String> words) {
    if (words.size() == 1) {
      return words.get(0) + '\0'; // may be long: no buffer that grows
    }
    StringBuilder bytes = new StringBuilder(256);
    for (String word : words) {
      bytes.append(word).append('\0');
    }
    return bytes.toString();
  }
}
