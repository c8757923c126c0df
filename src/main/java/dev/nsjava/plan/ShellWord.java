package dev.nsjava.plan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Words as a shell would read them back. Words are bytes, one char each. */
public final class ShellWord {

  private static final String PLAIN = "%+,-./:=@_^";

  private ShellWord() {}

  /** The word itself if a shell takes it as it is, else in quotes. */
  public static String quoted(String word) {
    boolean plain = !word.isEmpty();
    boolean printable = isText(word);
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      plain &= isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0 || c >= 0x80;
      printable &= c >= ' ' && c != 0x7f;
    }
    if (!printable) {
      return escaped(word);
    }
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** {@code $'…'} with three octal digits a byte, which no digit after them can change. */
  private static String escaped(String word) {
    StringBuilder text = new StringBuilder("$'");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\'' || c == '\\') {
        text.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7f) {
        text.append(c);
      } else {
        text.append('\\').append(c >> 6).append(c >> 3 & 7).append(c & 7);
      }
    }
    return text.append('\'').toString();
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /**
   * Whether the bytes are UTF-8 that a terminal shows, so without the control characters above
   * ASCII.
   */
  private static boolean isText(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
    try {
      CharSequence text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.chars().noneMatch(c -> c >= 0x80 && c < 0xa0);
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
