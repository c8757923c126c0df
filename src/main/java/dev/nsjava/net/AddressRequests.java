package dev.nsjava.net;

/** Requests that give links addresses and take them away, see rtnetlink(7). */
public final class AddressRequests {

  /** {@code IFA_F_NODAD}: no seconds are waited for another who has an address of IPv6. */
  public static final int NODAD = 2;

  private static final int RTM_NEWADDR = 20;
  private static final int RTM_DELADDR = 21;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;

  private static final int HOST = 254;
  private static final long LOOPBACK = 127;

  private AddressRequests() {}

  /**
   * Gives a link an address, with the route to its network while the link is on.
   *
   * @param index of the link
   * @param flags {@link #NODAD}, or 0
   */
  public static Request add(Prefix address, int index, int flags) {
    String doing = "cannot add address " + text(address);
    return request(new Request(doing, RTM_NEWADDR, Request.CREATE), address, index, flags);
  }

  /** Takes an address from a link. */
  public static Request delete(Prefix address, int index) {
    String doing = "cannot delete address " + text(address);
    return request(new Request(doing, RTM_DELADDR, 0), address, index, 0);
  }

  /** {@code 10.0.0.1/24}, with the length always. */
  static String text(Prefix address) {
    return address.address().text() + "/" + address.length();
  }

  /** IPv6 knows by itself. */
  private static boolean isLoopback(Ip ip) {
    return !ip.v6() && ip.low() >> 24 == LOOPBACK;
  }

  /** {@code struct ifaddrmsg}, then both addresses: a peer's is the same where there is none. */
  private static Request request(Request request, Prefix address, int index, int flags) {
    byte[] bytes = address.address().bytes();
    return request
        .u8(address.address().family())
        .u8(address.length())
        .u8(flags)
        .u8(isLoopback(address.address()) ? HOST : 0)
        .u32(index)
        .from("CIDR")
        .attribute(IFA_LOCAL, bytes)
        .from("CIDR")
        .attribute(IFA_ADDRESS, bytes);
  }
}
