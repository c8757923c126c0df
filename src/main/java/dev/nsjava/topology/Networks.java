package dev.nsjava.topology;

import dev.nsjava.net.Ip;
import dev.nsjava.net.Prefix;
import dev.nsjava.net.Subnet;
import java.util.List;

/** Which addresses and networks there are. */
public final class Networks {

  /** Loopback and multicast, and what each link of IPv6 has for itself. */
  private static final List<Subnet> SPECIAL =
      List.of(
          new Subnet(new Prefix(new Ip(false, 0, 0x7f00_0000L), 8)),
          new Subnet(new Prefix(new Ip(false, 0, 0xe000_0000L), 3)),
          new Subnet(new Prefix(new Ip(true, 0, 0), 80)),
          new Subnet(new Prefix(new Ip(true, 0xfe80L << 48, 0), 10)),
          new Subnet(new Prefix(new Ip(true, 0xffL << 56, 0), 8)));

  private Networks() {}

  /** The network that an address belongs to. */
  public static Prefix of(Prefix address) {
    return new Prefix(address.network(), address.length());
  }

  public static boolean contains(Prefix network, Ip ip) {
    return ip.v6() == network.address().v6()
        && new Prefix(ip, network.length()).network().equals(network.network());
  }

  /** Whether nobody can have addresses of it. */
  public static boolean isSpecial(Prefix network) {
    for (Subnet special : SPECIAL) {
      if (special.overlaps(network)) {
        return true;
      }
    }
    return false;
  }

  /** Whether each namespace may have the same: loopback, and what each link has for itself. */
  public static boolean isLocal(Ip ip) {
    return ip.v6()
        ? ip.high() >>> 54 == 0xfe80 >> 6 || (ip.high() == 0 && ip.low() == 1)
        : ip.low() >>> 24 == 127;
  }

  /** Why nobody can have an address, or nothing. */
  public static String wrong(Prefix address) {
    Ip ip = address.address();
    if (ip.isAny() || ip.isMulticast() || (!ip.v6() && ip.low() >>> 28 == 0xf)) {
      return "is no address of one namespace";
    }
    if (ip.v6() || address.length() > 30) {
      return "";
    }
    long host = ip.low() & ((1L << (32 - address.length())) - 1);
    if (host == 0) {
      return "is the network itself, and no address in it";
    }
    boolean all = host == (1L << (32 - address.length())) - 1;
    return all ? "is for all in the network" : "";
  }
}
