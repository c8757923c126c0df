package dev.nsjava.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the launcher asks: one call of the program.
 *
 * <p>Words are bytes; here each byte is one char (ISO-8859-1).
 *
 * @param name the name the launcher was called by, its argv[0]
 * @param euid the effective user id of the caller, 0 to 2^32-2
 * @param egid the effective group id of the caller, 0 to 2^32-2
 * @param words the words after the name
 */
public record Call(String name, long euid, long egid, List<String> words) {

  private static final String PROTOCOL = "nsjava-1";

  /**
   * Reads a call to the end of the stream.
   *
   * @throws IOException if the stream fails or holds no call of this protocol
   */
  public static Call read(InputStream in) throws IOException {
    List<String> words = words(in.readAllBytes());
    if (words.size() < 4 || !words.get(0).equals(PROTOCOL)) {
      throw new IOException("not started by the launcher");
    }
    return new Call(
        words.get(1),
        Long.parseLong(words.get(2)),
        Long.parseLong(words.get(3)),
        words.subList(4, words.size()));
  }

  private static List<String> words(byte[] bytes) {
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
