package dev.nsjava.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher asks: one call of the program.
 *
 * <p>Words are bytes; here each byte is one char (ISO-8859-1).
 *
 * @param name the name the launcher was called by, its argv[0]
 * @param euid the effective user id of the caller, 0 to 2^32-2
 * @param egid the effective group id of the caller, 0 to 2^32-2
 * @param columns the width of the terminal that is the standard output, 0 if it is none
 * @param utf8 whether the caller's locale has UTF-8
 * @param words the words after the name
 */
public record Call(
    String name, long euid, long egid, int columns, boolean utf8, List<String> words) {

  private static final int FIRST_WORD = 5;

  private static final int LONGEST_WORD = 20; // 2^64-1
  private static final String PROTOCOL = "nsjava-1";

  /**
   * Reads a call, and not beyond it: the stream ends with the launcher.
   *
   * @return null at the end of the stream
   * @throws IOException if the stream fails or holds no call of this protocol
   */
  public static @Nullable Call read(InputStream in) throws IOException {
    String protocol = word(in);
    if (protocol.isEmpty()) {
      return null;
    }
    List<String> words = words(bytes(in));
    if (!protocol.equals(PROTOCOL) || words.size() < FIRST_WORD) {
      throw new IOException("not started by the launcher");
    }
    return new Call(
        words.get(0),
        number(words.get(1)),
        number(words.get(2)),
        (int) number(words.get(3)),
        !words.get(4).isEmpty(),
        words.subList(FIRST_WORD, words.size()));
  }

  /** A length and so many bytes. */
  private static byte[] bytes(InputStream in) throws IOException {
    long length = number(word(in));
    byte[] body = in.readNBytes(Math.clamp(length, 0, Integer.MAX_VALUE));
    if (body.length != length) {
      throw new IOException("not started by the launcher");
    }
    return body;
  }

  private static long number(String word) throws IOException {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw new IOException("not started by the launcher", e);
    }
  }

  /** One word, which is short; what follows it is left in the stream. */
  private static String word(InputStream in) throws IOException {
    StringBuilder word = new StringBuilder();
    for (int b = in.read(); b > 0 && word.length() < LONGEST_WORD; b = in.read()) {
      word.append((char) b);
    }
    return word.toString();
  }

  static List<String> words(byte[] bytes) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        words.add(new String(bytes, start, i - start, StandardCharsets.ISO_8859_1));
        start = i + 1;
      }
    }
    return words;
  }
}
