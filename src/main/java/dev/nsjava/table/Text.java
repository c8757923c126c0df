package dev.nsjava.table;

/** Bytes as a terminal shows them, one char a byte. */
final class Text {

  private static final String HEX = "0123456789abcdef";

  private Text() {}

  /** Whether the bytes are shown as they are, a cell each; most are. */
  static boolean isPlain(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (c < ' ' || c > '~' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /**
   * The bytes with all that is not for printing as in {@code \x1b}, and so the backslash of what
   * looks like that.
   */
  static String shown(String bytes, boolean utf8) {
    if (isPlain(bytes)) {
      return bytes;
    }
    StringBuilder text = new StringBuilder(bytes.length() + 16);
    for (int i = 0; i < bytes.length(); ) {
      char c = bytes.charAt(i);
      int point = utf8 ? Utf8.decode(bytes, i) : c < 0x80 ? c : -1;
      int length = point < 0 ? 1 : Utf8.length(point);
      boolean printable = c < 0x80 ? c >= ' ' && c < 0x7f : point >= 0 && Utf8.width(point) >= 0;
      if (printable && !isLikeEscape(bytes, i)) {
        text.append(bytes, i, i + length);
      } else {
        for (int k = i; k < i + length; k++) {
          escape(text, bytes.charAt(k));
        }
      }
      i += length;
    }
    return text.toString();
  }

  private static boolean isLikeEscape(String bytes, int at) {
    return bytes.charAt(at) == '\\' && at + 1 < bytes.length() && bytes.charAt(at + 1) == 'x';
  }

  /** Appends a byte as in {@code \x1b}. */
  static void escape(StringBuilder text, char c) {
    text.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
  }

  /** The cells that a shown text takes. */
  static int width(String shown) {
    int length = shown.length();
    for (int i = 0; i < length; i++) {
      if (shown.charAt(i) >= 0x80) {
        return widthOfUtf8(shown);
      }
    }
    return length;
  }

  private static int widthOfUtf8(String shown) {
    int width = 0;
    for (int i = 0; i < shown.length(); ) {
      int point = Utf8.decode(shown, i);
      width += point < 0x80 ? 1 : Utf8.width(point);
      i += Utf8.length(point);
    }
    return width;
  }

  /** As much of a shown text as fits into so many cells. */
  static String cut(String shown, int cells) {
    int width = 0;
    for (int i = 0; i < shown.length(); ) {
      int point = Utf8.decode(shown, i);
      width += point < 0x80 ? 1 : Utf8.width(point);
      if (width > cells) {
        return shown.substring(0, i);
      }
      i += Utf8.length(point);
    }
    return shown;
  }
}
