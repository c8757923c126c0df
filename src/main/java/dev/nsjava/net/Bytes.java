package dev.nsjava.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Part of what the kernel has sent. Nothing is read beyond its end, whatever the lengths in it say.
 * Numbers are in the machine's byte order, but for those that are said to be big-endian.
 */
final class Bytes {

  private final ByteBuffer buffer;

  Bytes(byte[] bytes) {
    this(ByteBuffer.wrap(bytes));
  }

  /** All of a buffer, wherever its position is. */
  private Bytes(ByteBuffer buffer) {
    this.buffer = buffer.order(ByteOrder.nativeOrder());
  }

  int length() {
    return buffer.limit();
  }

  /** The bytes from there to the end. */
  Bytes from(int at) throws NetlinkException {
    return part(at, length() - at);
  }

  /** Some bytes. They are not copied. */
  Bytes part(int at, int length) throws NetlinkException {
    check(at, length);
    return new Bytes(buffer.slice(at, length));
  }

  int u8(int at) throws NetlinkException {
    check(at, Byte.BYTES);
    return Byte.toUnsignedInt(buffer.get(at));
  }

  int u16(int at) throws NetlinkException {
    check(at, Short.BYTES);
    return Short.toUnsignedInt(buffer.getShort(at));
  }

  int s32(int at) throws NetlinkException {
    check(at, Integer.BYTES);
    return buffer.getInt(at);
  }

  long u32(int at) throws NetlinkException {
    return Integer.toUnsignedLong(s32(at));
  }

  long s64(int at) throws NetlinkException {
    check(at, Long.BYTES);
    return buffer.getLong(at);
  }

  int be16(int at) throws NetlinkException {
    return u8(at) << 8 | u8(at + 1);
  }

  int be32(int at) throws NetlinkException {
    return be16(at) << 16 | be16(at + 2);
  }

  /** The text up to the first NUL, or the end: one char a byte. */
  String text() {
    int end = 0;
    while (end < length() && buffer.get(end) != 0) {
      end++;
    }
    return text(end);
  }

  /** All of it, whatever bytes that are, as text: one char a byte. */
  String wholeText() {
    return text(length());
  }

  byte[] copy() {
    byte[] bytes = new byte[length()];
    buffer.get(0, bytes);
    return bytes;
  }

  private String text(int end) {
    return new String(copy(), 0, end, StandardCharsets.ISO_8859_1);
  }

  private void check(int at, int length) throws NetlinkException {
    if (at < 0 || length < 0 || at > length() - length) {
      throw NetlinkException.malformed(
          length + " bytes wanted at " + at + ", and there are " + length() + " in all");
    }
  }
}
