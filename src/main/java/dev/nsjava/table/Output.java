package dev.nsjava.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where text is written to: collects it, and hands it on in pieces, so that it is never all in
 * memory. Bytes, one char each. What it does for each byte is little, since the runtime may be one
 * that interprets.
 */
public final class Output {

  /** The length of pieces in bytes. */
  private static final int PIECE = 1 << 20;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
  private static final String BLANKS = " ".repeat(256);

  private final @Nullable Sink sink;
  private byte[] bytes = new byte[4096];
  private int length;

  /** One that keeps all. */
  public Output() {
    this.sink = null;
  }

  /** One that keeps less than a piece. */
  public Output(Sink sink) {
    this.sink = sink;
  }

  /** What takes pieces. */
  public interface Sink {

    /** Called while text is written, with what comes next; the last piece is never handed on. */
    void take(String piece);
  }

  /** Appends a text. */
  public Output append(String text) {
    return append(text, 0, text.length());
  }

  /** Appends part of a text. */
  Output append(String text, int from, int to) {
    for (int at = from; at < to; ) {
      room(Math.min(to - at, PIECE));
      int end = Math.min(to, at + bytes.length - length);
      copy(text, at, end, bytes, length);
      length += end - at;
      at = end;
    }
    return this;
  }

  /** Appends a byte. */
  public Output append(char c) {
    room(1);
    bytes[length] = (byte) c;
    length++;
    return this;
  }

  /** Appends so many blanks; none if there are less than 0. */
  void pad(int blanks) {
    for (int left = blanks; left > 0; left -= BLANKS.length()) {
      append(BLANKS, 0, Math.min(left, BLANKS.length()));
    }
  }

  /** Appends a byte as in {@code \x1b}. */
  void escape(int b) {
    room(4);
    bytes[length] = '\\';
    bytes[length + 1] = 'x';
    bytes[length + 2] = HEX[b >> 4 & 15];
    bytes[length + 3] = HEX[b & 15];
    length += 4;
  }

  /** Appends a character below 0x100 as in {@code \u001b}. */
  void escapeForJson(int c) {
    room(6);
    bytes[length] = '\\';
    bytes[length + 1] = 'u';
    bytes[length + 2] = '0';
    bytes[length + 3] = '0';
    bytes[length + 4] = HEX[c >> 4 & 15];
    bytes[length + 5] = HEX[c & 15];
    length += 6;
  }

  /** The bytes of a text. */
  static byte[] bytes(String text) {
    byte[] bytes = new byte[text.length()];
    copy(text, 0, bytes.length, bytes, 0);
    return bytes;
  }

  /** No other copy is as cheap; that it takes the lower half of each char is what is wanted. */
  @SuppressWarnings("deprecation")
  private static void copy(String text, int from, int to, byte[] bytes, int at) {
    text.getBytes(from, to, bytes, at);
  }

  /** Makes room for so many bytes, at most a piece. */
  private void room(int count) {
    if (count <= bytes.length - length) {
      return;
    }
    if (sink != null && length + count > PIECE) {
      sink.take(toString());
      length = 0;
    }
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }

  /** What was not handed on: the last piece, or all. */
  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}
