package dev.nsjava.net;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives out the addresses of a network, the first that is free first. */
final class AddressPlan {

  /** Where networks are taken from that nobody has chosen. */
  static final Prefix POOL = new Prefix(new Ip(false, 0, 0x0aba_0000L), 16);

  private final Subnet subnet;
  private final Set<Ip> used = new HashSet<>();
  private int next = 1;

  AddressPlan(Subnet subnet) {
    this.subnet = subnet;
  }

  /**
   * The first network of the pool that nobody has.
   *
   * @param length of its prefix, 16 to 32
   * @param taken those that it must not overlap
   * @throws NetlinkException if there is none
   */
  static Subnet free(int length, List<Prefix> taken) throws NetlinkException {
    long size = 1L << (POOL.address().bits() - length);
    long end = POOL.address().low() + (1L << (POOL.address().bits() - POOL.length()));
    for (long low = POOL.address().low(); low < end; low += size) {
      Subnet subnet = new Subnet(new Prefix(new Ip(false, 0, low), length));
      boolean free = true;
      for (int i = 0; i < taken.size() && free; i++) {
        free = !subnet.overlaps(taken.get(i));
      }
      if (free) {
        return subnet;
      }
    }
    throw NetlinkException.failed(
        "no network of " + POOL.text() + " is free: choose one with --subnet");
  }

  Subnet subnet() {
    return subnet;
  }

  /** What is given to a gateway. */
  Prefix last() throws NetlinkException {
    Prefix last = subnet.last();
    if (used.contains(last.address())) {
      throw NetlinkException.failed(
          "the gateway cannot have " + last.address().text() + ": it is taken");
    }
    return last;
  }

  /** What is taken. */
  Set<Ip> used() {
    return used;
  }

  /** Makes sure that there is room. */
  void check(int wanted) throws NetlinkException {
    long taken = 0;
    for (Ip ip : used) {
      taken += subnet.contains(ip) ? 1 : 0;
    }
    long left = subnet.size() - taken;
    if (left < wanted) {
      throw NetlinkException.failed(
          "subnet "
              + AddressRequests.text(subnet.prefix())
              + " is too small: it has room for "
              + left
              + (left == 1 ? " address" : " addresses")
              + " more, not for "
              + wanted);
    }
  }

  /** The next; there is one, see {@link #check}. */
  Prefix next() {
    while (used.contains(subnet.nth(next).address())) {
      next++;
    }
    return subnet.nth(next++);
  }
}
