package dev.nsjava.ns;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Texts of strangers, for messages: nothing in them may speak to the terminal. */
public final class Printable {

  private static final int LONGEST = 60;

  private Printable() {}

  /**
   * Bytes cut to part of a line. Those that are no visible text are shown as in {@code \033}.
   *
   * @return bytes, one char each
   */
  public static String of(String bytes) {
    return of(bytes, LONGEST);
  }

  /** The same of a message, whole. */
  public static String whole(String bytes) {
    return of(bytes, Integer.MAX_VALUE);
  }

  private static String of(String bytes, int longest) {
    String text = decoded(bytes);
    boolean plain = text.equals(bytes);
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (shown.length() >= longest) {
        return shown.append("...").toString();
      }
      int point = text.codePointAt(i);
      String character = plain ? text.substring(i, i + 1) : encoded(point);
      boolean visible = plain ? point >= ' ' && point < 0x7f : isVisible(point);
      shown.append(visible ? character : escaped(character));
    }
    return shown.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT, // turns the direction of writing, among others
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static String escaped(String bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      text.append('\\').append(c >> 6).append(c >> 3 & 7).append(c & 7);
    }
    return text.toString();
  }

  /** The text that the bytes are, or the bytes themselves if they are none. */
  private static String decoded(String bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      return bytes;
    }
  }

  private static String encoded(int point) {
    byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
