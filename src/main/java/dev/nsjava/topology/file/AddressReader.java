package dev.nsjava.topology.file;

import dev.nsjava.net.Ip;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Words;
import org.jspecify.annotations.Nullable;

/** Reads addresses. */
final class AddressReader {

  private AddressReader() {}

  /** Reads an address, or says what is wrong. */
  static @Nullable Ip ip(YamlNode at, String text, Mistakes mistakes) {
    try {
      return Ip.parse(text);
    } catch (NetlinkException e) {
      mistakes.add(at, Mistakes.printable(String.valueOf(e.getMessage())));
      return null;
    }
  }

  /** Reads an address with the length of its network, or says what is wrong. */
  static @Nullable Prefix prefix(YamlNode at, int offset, String text, Mistakes mistakes) {
    try {
      return Prefix.parse(text);
    } catch (NetlinkException e) {
      mistakes.add(at, offset, Mistakes.printable(String.valueOf(e.getMessage())));
      return null;
    }
  }

  /** Reads a network, with zeros behind its prefix, or says what is wrong. */
  static @Nullable Prefix network(YamlNode at, String text, Mistakes mistakes) {
    Prefix prefix = prefix(at, 0, text, mistakes);
    if (prefix != null && !prefix.network().equals(prefix.address())) {
      String right = Words.text(new Prefix(prefix.network(), prefix.length()));
      mistakes.add(at, text + " is no network (did you mean '" + right + "'?)");
      return null;
    }
    return prefix;
  }
}
