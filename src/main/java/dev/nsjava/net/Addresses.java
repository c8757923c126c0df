package dev.nsjava.net;

/** Gives links addresses and takes them away. */
public final class Addresses {

  private Addresses() {}

  /**
   * Gives a link an address.
   *
   * @param name of the link
   */
  public static void add(Netns netns, String name, Prefix address) throws NetlinkException {
    String has = "link '" + name + "'" + netns.place() + " has the address already: ";
    netns.change(
        AddressRequests.add(address, netns.link(name).index(), 0)
            .when("EEXIST", has + AddressRequests.text(address)));
  }

  /**
   * Takes an address from a link.
   *
   * @param name of the link
   */
  public static void delete(Netns netns, String name, Prefix address) throws NetlinkException {
    String has = "link '" + name + "'" + netns.place() + " has no such address: ";
    netns.change(
        AddressRequests.delete(address, netns.link(name).index())
            .when("EADDRNOTAVAIL", has + AddressRequests.text(address)));
  }
}
