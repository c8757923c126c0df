package dev.nsjava.net;

import org.jspecify.annotations.Nullable;

/**
 * A route to be made or taken away.
 *
 * @param destination the network, without bits behind its length
 * @param gateway who takes the packets on, of either family, or null
 * @param index of the link they leave by, or 0
 * @param metric the lowest is taken, 1 to 2^32-1; 0 as the kernel has it
 * @param type {@code RTN_*}; 0 for any that is taken away
 * @param table 1 to 2^32-1
 */
public record NewRoute(
    Prefix destination, @Nullable Ip gateway, int index, long metric, int type, long table) {

  /** The way out of a namespace: all packets of the gateway's family. */
  public static NewRoute out(Ip gateway, int index) {
    return new NewRoute(Prefix.all(gateway.v6()), gateway, index, 0, Route.UNICAST, Route.MAIN);
  }

  /** The same by a link. */
  public NewRoute by(int link) {
    return new NewRoute(destination, gateway, link, metric, type, table);
  }

  /** What it is called: {@code 10.0.0.0/8}, {@code default}. */
  public String text() {
    return destination.isAll() ? "default" : AddressRequests.text(destination);
  }
}
