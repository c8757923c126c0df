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

  /** Whether it is every address. */
  public boolean isAll() {
    return length == 0 && address.isAny();
  }

  /** {@code 10.0.0.0/8}; a single address without the length. */
  public String text() {
    return length == address.bits() ? address.text() : address.text() + "/" + length;
  }
}
