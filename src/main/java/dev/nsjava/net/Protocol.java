package dev.nsjava.net;

/** A part of the kernel that can be spoken to, see netlink(7). */
public enum Protocol {
  /** Links, addresses, routes, see rtnetlink(7). */
  ROUTE("route", 0),
  /** Sockets, see sock_diag(7). */
  SOCK_DIAG("sock_diag", 4),
  /** nftables, among others. */
  NETFILTER("netfilter", 12),
  /** ethtool(8), among others. */
  GENERIC("generic", 16);

  private final String word;
  private final int number;

  Protocol(String word, int number) {
    this.word = word;
    this.number = number;
  }

  /** Its name, for messages. */
  String word() {
    return word;
  }

  /** {@code NETLINK_*}. */
  int number() {
    return number;
  }
}
