package dev.nsjava.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * An internet address.
 *
 * @param v6 whether it is one of IPv6
 * @param high its first 64 bits; 0 in IPv4
 * @param low its last 64 bits; in IPv4 its only 32, without a sign
 */
public record Ip(boolean v6, long high, long low) {

  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final int GROUPS = 8;
  private static final long MAPPED = 0xffffL;

  /** Reads an address, whose family its length tells: 4 or 16 bytes. */
  static Ip of(Bytes bytes) throws NetlinkException {
    return switch (bytes.length()) {
      case V4_BYTES -> new Ip(false, 0, Integer.toUnsignedLong(bytes.be32(0)));
      case V6_BYTES -> {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.copy()).order(ByteOrder.BIG_ENDIAN);
        yield new Ip(true, buffer.getLong(0), buffer.getLong(Long.BYTES));
      }
      default -> throw NetlinkException.malformed("address of " + bytes.length() + " bytes");
    };
  }

  /**
   * Reads an address as people write it, IPv4 in four decimal parts, or IPv6 (RFC 4291, 2.2).
   *
   * @throws NetlinkException that names the text if it is none
   */
  public static Ip parse(String text) throws NetlinkException {
    Ip ip = text.indexOf(':') < 0 ? v4(text) : v6(text);
    if (ip == null) {
      throw NetlinkException.failed("not an IP address: '" + text + "'");
    }
    return ip;
  }

  private static @Nullable Ip v4(String text) {
    long bits = dotted(text);
    return bits < 0 ? null : new Ip(false, 0, bits);
  }

  /** The 32 bits that four decimal parts say, or -1. */
  private static long dotted(String text) {
    long bits = 0;
    int parts = 0;
    for (int start = 0; start <= text.length(); parts++) {
      int dot = text.indexOf('.', start);
      int end = dot < 0 ? text.length() : dot;
      long part = digits(text.substring(start, end), 10, 3);
      boolean octal = end - start > 1 && text.charAt(start) == '0'; // to some it is
      if (part < 0 || part > 255 || octal) {
        return -1;
      }
      bits = (bits << Byte.SIZE) | part;
      start = end + 1;
    }
    return parts == V4_BYTES ? bits : -1;
  }

  private static @Nullable Ip v6(String text) {
    int gap = text.indexOf("::");
    long[] groups = new long[GROUPS];
    if (gap < 0) {
      return groups(text, groups) == GROUPS ? of(groups) : null;
    }
    int before = groups(text.substring(0, gap), groups);
    long[] last = new long[GROUPS];
    int after = groups(text.substring(gap + 2), last);
    boolean dotted = text.indexOf('.') >= 0 && text.indexOf('.') < gap; // but not at the end
    if (before < 0 || after < 0 || before + after >= GROUPS || dotted) {
      return null;
    }
    System.arraycopy(last, 0, groups, GROUPS - after, after);
    return of(groups);
  }

  private static Ip of(long[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < GROUPS / 2; i++) {
      high = (high << Short.SIZE) | groups[i];
      low = (low << Short.SIZE) | groups[i + GROUPS / 2];
    }
    return new Ip(true, high, low);
  }

  /** Reads groups between colons, the last two of which may be an address of IPv4; -1 if none. */
  private static int groups(String text, long[] groups) {
    int count = 0;
    for (int start = 0; start <= text.length() && !text.isEmpty(); count++) {
      int colon = text.indexOf(':', start);
      String group = text.substring(start, colon < 0 ? text.length() : colon);
      boolean v4 = colon < 0 && group.indexOf('.') >= 0;
      long value = v4 ? dotted(group) : digits(group, 16, 4);
      if (value < 0 || count + (v4 ? 2 : 1) > GROUPS) {
        return -1;
      }
      if (v4) {
        groups[count++] = value >> Short.SIZE;
      }
      groups[count] = value & 0xffff;
      start += group.length() + 1;
    }
    return count;
  }

  /** A number of 1 digit to {@code most}, or -1. */
  static long digits(String text, int radix, int most) {
    long number = text.isEmpty() || text.length() > most ? -1 : 0;
    for (int i = 0; i < text.length() && number >= 0; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
      number = digit < 0 ? -1 : number * radix + digit;
    }
    return number;
  }

  /** By hand: what a record has by itself is made when it is first called, which takes 30 ms. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ip ip && v6 == ip.v6 && high == ip.high && low == ip.low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * high + low);
  }

  /** As messages have it: 4 or 16 bytes. */
  byte[] bytes() {
    return v6
        ? ByteBuffer.allocate(V6_BYTES).putLong(high).putLong(low).array()
        : ByteBuffer.allocate(V4_BYTES).putInt((int) low).array();
  }

  /** {@code AF_INET} or {@code AF_INET6}. */
  int family() {
    return v6 ? AF_INET6 : AF_INET;
  }

  /** Whether a family is one of the internet's. */
  static boolean isFamily(int family) {
    return family == AF_INET || family == AF_INET6;
  }

  /** The address of all zeros of a family. */
  static Ip any(boolean v6) {
    return new Ip(v6, 0, 0);
  }

  /** Whether it is all zeros: any address, or none. */
  public boolean isAny() {
    return high == 0 && low == 0;
  }

  /** Whether it is that of a group: 224.0.0.0/4 or ff00::/8. */
  public boolean isMulticast() {
    return v6 ? high >>> 56 == 0xff : low >>> 28 == 0xe;
  }

  /** How many bits an address of its family has. */
  public int bits() {
    return Byte.SIZE * (v6 ? V6_BYTES : V4_BYTES);
  }

  /** As people write it: {@code 10.0.0.1}, {@code fe80::1} (RFC 5952). */
  public String text() {
    if (!v6) {
      return dotted(low);
    }
    return high == 0 && low >>> 32 == MAPPED ? "::ffff:" + dotted(low) : groups();
  }

  private static String dotted(long bits) {
    return (bits >> 24 & 255)
        + "."
        + (bits >> 16 & 255)
        + "."
        + (bits >> 8 & 255)
        + "."
        + (bits & 255);
  }

  private String groups() {
    int gap = gap();
    int end = gap + zeros(gap);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        text.append("::");
      } else if (i < gap || i >= end) {
        text.append(i == 0 || i == end ? "" : ":").append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  /** Where the longest run of zeros begins, the first of several; behind all if there is none. */
  private int gap() {
    int gap = GROUPS;
    int longest = 1; // one group is written out
    for (int i = 0; i < GROUPS; i++) {
      if (zeros(i) > longest) {
        gap = i;
        longest = zeros(i);
      }
    }
    return gap;
  }

  private int zeros(int from) {
    int to = from;
    while (to < GROUPS && group(to) == 0) {
      to++;
    }
    return to - from;
  }

  private int group(int number) {
    long half = number < GROUPS / 2 ? high : low;
    int shift = Short.SIZE * (GROUPS / 2 - 1 - number % (GROUPS / 2));
    return (int) (half >>> shift) & 0xffff;
  }
}
