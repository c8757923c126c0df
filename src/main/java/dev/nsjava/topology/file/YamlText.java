package dev.nsjava.topology.file;

import dev.nsjava.topology.ExportException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Scalars of YAML 1.2 that are read back as the text they are, also by readers of YAML 1.1. */
public final class YamlText {

  /** What some readers take for something else than a text. */
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private static final String INNER = "_./:@%+=>-";

  private YamlText() {}

  /**
   * A text as it is, or in quotes if it could be taken for something else.
   *
   * @param bytes of UTF-8, one char each
   * @throws ExportException if they are no UTF-8, which YAML is
   */
  public static String of(String bytes) throws ExportException {
    return isPlain(bytes) ? bytes : quoted(bytes, "");
  }

  /** Whether nobody can take it for anything else: no number, no word of YAML, no sign of it. */
  private static boolean isPlain(String text) {
    if (text.isEmpty()
        || !isLetterOrDigit(text.charAt(0))
        || !(isLetterOrDigit(text.charAt(text.length() - 1)) || text.endsWith("%"))
        || text.contains(": ")
        || text.contains("  ")
        || WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != ' ' && INNER.indexOf(c) < 0) {
        return false;
      }
    }
    return text.charAt(0) > '9' || isNoNumber(text);
  }

  /** Whether a text that begins with a digit has something that numbers and times have not. */
  private static boolean isNoNumber(String text) {
    int dots = 0;
    boolean other = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      other |= c == '/' || c == '%' || (c > '9' && "abcdefoxABCDEFOXTZtz_:@".indexOf(c) < 0);
    }
    return other || dots == 3;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /**
   * A text in double quotes.
   *
   * @param escaped characters that are written as numbers, besides those that cannot be seen
   */
  public static String quoted(String bytes, String escaped) throws ExportException {
    String decoded = decoded(bytes);
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < decoded.length(); ) {
      int point = decoded.codePointAt(i);
      i += Character.charCount(point);
      if (point == '"' || point == '\\') {
        text.append('\\').append((char) point);
      } else if (point == '\n') {
        text.append("\\n");
      } else if (isVisible(point) && escaped.indexOf(point) < 0) {
        text.append(encoded(point));
      } else {
        text.append(number(point));
      }
    }
    return text.append('"').toString();
  }

  /**
   * A text of lines as lines, behind a key; in quotes where a reader would take them for others.
   *
   * @param indent blanks, more than the key has
   */
  static String block(String bytes, String indent) throws ExportException {
    boolean lines = bytes.endsWith("\n") && !bytes.endsWith("\n\n") && bytes.length() > 1;
    lines &= bytes.charAt(0) > ' ';
    for (int i = 0; i < bytes.length() && lines; i++) {
      char c = bytes.charAt(i);
      lines = (c >= ' ' && c < 0x7f) || c == '\n';
    }
    return lines
        ? "|\n" + indent + bytes.substring(0, bytes.length() - 1).replace("\n", "\n" + indent)
        : quoted(bytes, "");
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT, // turns the direction of writing, among others
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> point < 0x80 || Character.getType(point) != Character.SPACE_SEPARATOR;
    };
  }

  private static String number(int point) {
    int digits = point < 0x100 ? 2 : point < 0x10000 ? 4 : 8;
    String hex = Integer.toHexString(point);
    return "\\"
        + (digits == 2 ? 'x' : digits == 4 ? 'u' : 'U')
        + "0".repeat(digits - hex.length())
        + hex;
  }

  /** Whether bytes are UTF-8. */
  static boolean isText(String bytes) {
    try {
      decoded(bytes);
      return true;
    } catch (ExportException e) {
      return false;
    }
  }

  private static String decoded(String bytes) throws ExportException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      throw new ExportException("YAML cannot say '" + bytes + "': it is no UTF-8");
    }
  }

  private static String encoded(int point) {
    byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
