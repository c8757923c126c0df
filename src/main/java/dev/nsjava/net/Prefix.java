package dev.nsjava.net;

import org.jspecify.annotations.Nullable;

/**
 * A network, or an address with the length of its network's.
 *
 * @param length how many bits are the network's, 0 to 32 or 128
 */
public record Prefix(Ip address, int length) {

  /**
   * A network as messages have it.
   *
   * @param bytes the address; null if it is all zeros
   */
  static Prefix of(@Nullable Bytes bytes, int length, boolean v6) throws NetlinkException {
    Ip address = bytes == null ? Ip.any(v6) : Ip.of(bytes);
    if (length > address.bits()) {
      throw NetlinkException.malformed("prefix of " + length + " bits");
    }
    return new Prefix(address, length);
  }

  /**
   * Reads {@code 10.0.0.1/24}, or an address alone, whose network it is then itself.
   *
   * @throws NetlinkException that names the text if it is none
   */
  public static Prefix parse(String text) throws NetlinkException {
    int slash = text.indexOf('/');
    Ip address = Ip.parse(slash < 0 ? text : text.substring(0, slash));
    long length = slash < 0 ? address.bits() : Ip.digits(text.substring(slash + 1), 10, 3);
    if (length < 0 || length > address.bits()) {
      throw NetlinkException.failed(
          "the length of the prefix must be 0 to " + address.bits() + ": '" + text + "'");
    }
    return new Prefix(address, (int) length);
  }

  /**
   * Reads a network, whose length must be said: {@code 10.0.0.0/24}.
   *
   * @throws NetlinkException that names the text if it is none
   */
  public static Prefix network(String text) throws NetlinkException {
    Prefix prefix = parse(text);
    if (text.indexOf('/') < 0) {
      throw NetlinkException.failed(lengthMissing(text));
    }
    return prefix;
  }

  /** What is to be said of an address that should have a length: with the usual one. */
  public static String lengthMissing(String text) {
    String usual = text + (text.indexOf(':') < 0 ? "/24" : "/64");
    return "the length of the network is missing: '" + usual + "'?";
  }

  /** Every address of a family. */
  public static Prefix all(boolean v6) {
    return new Prefix(Ip.any(v6), 0);
  }

  /** By hand, see {@link Ip#equals}. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Prefix prefix
        && length == prefix.length
        && address.equals(prefix.address);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + length;
  }

  /** Its first address: that of the network. */
  public Ip network() {
    int host = address.bits() - length;
    long low = host >= Long.SIZE ? 0 : cleared(address.low(), host);
    long high = host <= Long.SIZE ? address.high() : cleared(address.high(), host - Long.SIZE);
    return new Ip(address.v6(), high, low);
  }

  /** Without the lowest bits, 0 to 64 of them. */
  private static long cleared(long bits, int count) {
    return count == Long.SIZE ? 0 : (bits >> count) << count;
  }

  /** Whether it is every address. */
  public boolean isAll() {
    return length == 0 && address.isAny();
  }

  /** {@code 10.0.0.0/8}; a single address without the length. */
  public String text() {
    return length == address.bits() ? address.text() : address.text() + "/" + length;
  }
}
