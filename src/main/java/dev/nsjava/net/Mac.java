package dev.nsjava.net;

import java.util.SplittableRandom;

/**
 * A hardware address of Ethernet.
 *
 * @param bits its 48 bits
 */
public record Mac(long bits) {

  private static final int BYTES = 6;
  private static final int GROUP = 1;
  private static final long LOCALLY_CHOSEN = 0x0200_0000_0000L;

  /** What is left to chance. */
  private static final long CHOSEN = 0xfcff_ffff_ffffL;

  /** One that stays: that of a bridge changes with its ports, unless somebody has chosen it. */
  public static Mac some() {
    return new Mac((new SplittableRandom().nextLong() & CHOSEN) | LOCALLY_CHOSEN);
  }

  /**
   * Reads {@code 02:00:00:00:00:01}.
   *
   * @throws NetlinkException that names the text if it is none that one link can have: all zeros,
   *     and addresses of groups, which have the lowest bit of the first byte
   */
  public static Mac parse(String text) throws NetlinkException {
    String[] parts = text.split(":", -1);
    long bits = 0;
    boolean well = parts.length == BYTES;
    for (String part : parts) {
      long value = Ip.digits(part, 16, 2);
      well &= value >= 0;
      bits = (bits << Byte.SIZE) | value;
    }
    if (!well) {
      throw NetlinkException.failed("not a MAC address: '" + text + "'");
    }
    Mac mac = new Mac(bits);
    if ((mac.bytes()[0] & GROUP) != 0) {
      throw NetlinkException.failed("a group's MAC address is no link's: '" + text + "'");
    }
    if (bits == 0) {
      throw NetlinkException.failed("a MAC address of zeros is no link's: '" + text + "'");
    }
    return mac;
  }

  /** {@code 02:00:00:00:00:01}. */
  public String text() {
    return Words.hex(bytes());
  }

  byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (bits >> (Byte.SIZE * (BYTES - 1 - i)));
    }
    return bytes;
  }
}
