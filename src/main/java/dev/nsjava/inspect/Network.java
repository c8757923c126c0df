package dev.nsjava.inspect;

import dev.nsjava.net.Address;
import dev.nsjava.net.BoundSocket;
import dev.nsjava.net.Link;
import dev.nsjava.net.NetListing;
import dev.nsjava.net.NetSurvey;
import dev.nsjava.net.NftTable;
import dev.nsjava.net.Route;
import dev.nsjava.net.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that netlink tells in a network namespace.
 *
 * @param names of the interfaces, by their indexes
 * @param byInterface the addresses again, by the indexes of their interfaces
 */
record Network(
    NetListing<Link> links,
    NetListing<Address> addresses,
    NetListing<Route> routes,
    NetListing<Rule> rules,
    NetListing<BoundSocket> sockets,
    NetListing<NftTable> tables,
    Map<Integer, String> names,
    Map<Integer, List<Address>> byInterface) {

  /** Reads it, in the namespace of the calling thread. */
  static Network read(NetSurvey survey) {
    return of(
        survey.links(),
        survey.addresses(),
        survey.routes(),
        survey.rules(),
        survey.sockets(),
        survey.tables());
  }

  /** What the listings say together. */
  static Network of(
      NetListing<Link> links,
      NetListing<Address> addresses,
      NetListing<Route> routes,
      NetListing<Rule> rules,
      NetListing<BoundSocket> sockets,
      NetListing<NftTable> tables) {
    Map<Integer, String> names = new HashMap<>();
    links.rows().forEach(link -> names.put(link.index(), link.name()));
    Map<Integer, List<Address>> byInterface = new HashMap<>();
    for (Address address : addresses.rows()) {
      byInterface.computeIfAbsent(address.index(), index -> new ArrayList<>()).add(address);
    }
    return new Network(links, addresses, routes, rules, sockets, tables, names, byInterface);
  }

  /** The name of an interface, or its number if it is gone; nothing for none. */
  String name(int index) {
    return index == 0 ? "" : names.getOrDefault(index, Integer.toString(index));
  }

  /** The addresses of an interface. */
  List<Address> addresses(int index) {
    return byInterface.getOrDefault(index, List.of());
  }
}
