package dev.nsjava.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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
