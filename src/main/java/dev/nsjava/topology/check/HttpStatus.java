package dev.nsjava.topology.check;

import java.nio.charset.StandardCharsets;

/**
 * Finds the status of an answer of HTTP/1 in what comes of it, however that is cut: RFC 9112, 4.
 * Those that announce another (1xx) are passed over.
 */
final class HttpStatus {

  /** There is none so far. */
  static final int MORE = 0;

  /** There never will be one. */
  static final int MALFORMED = -1;

  /** Bytes before the status: of answers that announce another. */
  private static final int MOST = 16 << 10;

  private static final String VERSION = "HTTP/1.";

  /** {@code HTTP/1.1 200}. */
  private static final int CODE_AT = VERSION.length() + 2;

  private static final int LENGTH = CODE_AT + 3;

  private final StringBuilder text = new StringBuilder();
  private int taken;

  /**
   * Takes the next bytes.
   *
   * @return 200 to 999, {@link #MORE} or {@link #MALFORMED}
   */
  int take(byte[] bytes) {
    int room = Math.min(bytes.length, MOST - taken);
    text.append(new String(bytes, 0, room, StandardCharsets.ISO_8859_1));
    taken += room;
    int code = code();
    while (code >= 100 && code < 200) {
      int end = text.indexOf("\r\n\r\n");
      if (end < 0) {
        return taken == MOST ? MALFORMED : MORE;
      }
      text.delete(0, end + 4);
      code = code();
    }
    return code == MORE && taken == MOST ? MALFORMED : code;
  }

  private int code() {
    int common = Math.min(text.length(), VERSION.length());
    if (!VERSION.startsWith(text.substring(0, common))) {
      return MALFORMED;
    }
    if (text.length() <= LENGTH) {
      return MORE;
    }
    char after = text.charAt(LENGTH);
    boolean whole =
        digit(CODE_AT - 2) >= 0
            && text.charAt(CODE_AT - 1) == ' '
            && (after == ' ' || after == '\r' || after == '\n');
    int code = 0;
    for (int at = CODE_AT; at < LENGTH; at++) {
      whole &= digit(at) >= 0;
      code = 10 * code + digit(at);
    }
    return whole && code >= 100 ? code : MALFORMED;
  }

  private int digit(int at) {
    char c = text.charAt(at);
    return c >= '0' && c <= '9' ? c - '0' : -1;
  }
}
