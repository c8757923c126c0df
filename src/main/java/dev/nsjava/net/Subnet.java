package dev.nsjava.net;

/**
 * A network whose addresses are given to namespaces: its first one first, its last to the gateway.
 *
 * @param prefix its first address, and the length
 */
public record Subnet(Prefix prefix) {

  /** Nobody counts further, in IPv6. */
  private static final int MOST_BITS = 30;

  /** Makes sure that a prefix is a network. */
  static void check(Prefix prefix) throws NetlinkException {
    Ip network = prefix.network();
    if (prefix.length() == 0) {
      throw NetlinkException.failed(prefix.text() + " is every address");
    }
    if (!network.equals(prefix.address())) {
      String right = new Prefix(network, prefix.length()).text();
      throw NetlinkException.failed(prefix.text() + " is no network, " + right + " is");
    }
  }

  /** One of a prefix. */
  static Subnet of(Prefix prefix) throws NetlinkException {
    check(prefix);
    return new Subnet(prefix);
  }

  private int hostBits() {
    return prefix.address().bits() - prefix.length();
  }

  /**
   * How many addresses can be given; in IPv6 at most 2^30 are. The first is the network's own, or
   * means any router, and the last of IPv4 is for all, but where there are only two.
   */
  public int size() {
    if (hostBits() <= 1) {
      return 1 << hostBits();
    }
    int all = 1 << Math.min(hostBits(), MOST_BITS);
    return prefix.address().v6() ? all - 1 : all - 2;
  }

  /**
   * An address with the length of the network.
   *
   * @param number from 1 to {@link #size}
   */
  public Prefix nth(int number) {
    return at(hostBits() <= 1 ? number - 1 : number);
  }

  /** The last that can be given. */
  public Prefix last() {
    if (!prefix.address().v6() || hostBits() <= MOST_BITS) {
      return nth(size());
    }
    Ip first = prefix.address();
    return hostBits() < Long.SIZE
        ? new Prefix(new Ip(true, first.high(), first.low() | ones(hostBits())), length())
        : new Prefix(new Ip(true, first.high() | ones(hostBits() - Long.SIZE), -1), length());
  }

  private static long ones(int bits) {
    return bits == 0 ? 0 : -1L >>> (Long.SIZE - bits);
  }

  private int length() {
    return prefix.length();
  }

  private Prefix at(long offset) {
    Ip first = prefix.address();
    return new Prefix(new Ip(first.v6(), first.high(), first.low() + offset), length());
  }

  /** Whether an address is in it. */
  public boolean contains(Ip ip) {
    return ip.v6() == prefix.address().v6()
        && new Prefix(ip, length()).network().equals(prefix.address());
  }

  /** Whether there is an address in both. */
  public boolean overlaps(Prefix other) {
    boolean same = other.address().v6() == prefix.address().v6();
    int common = Math.min(length(), other.length());
    return same
        && new Prefix(prefix.address(), common)
            .network()
            .equals(new Prefix(other.address(), common).network());
  }
}
