package dev.nsjava.inspect;

import dev.nsjava.net.Address;
import dev.nsjava.net.BoundSocket;
import dev.nsjava.net.Link;
import dev.nsjava.net.NetListing;
import dev.nsjava.net.NetSurvey;
import dev.nsjava.net.NftTable;
import dev.nsjava.net.Route;
import dev.nsjava.net.Rule;

/** All that netlink tells in a network namespace. */
record Network(
    NetListing<Link> links,
    NetListing<Address> addresses,
    NetListing<Route> routes,
    NetListing<Rule> rules,
    NetListing<BoundSocket> sockets,
    NetListing<NftTable> tables) {

  /** Reads it, in the namespace of the calling thread. */
  static Network read(NetSurvey survey) {
    return new Network(
        survey.links(),
        survey.addresses(),
        survey.routes(),
        survey.rules(),
        survey.sockets(),
        survey.tables());
  }

  /** The name of an interface, or its number if it is gone; nothing for none. */
  String name(int index) {
    for (Link link : links.rows()) {
      if (link.index() == index) {
        return link.name();
      }
    }
    return index == 0 ? "" : Integer.toString(index);
  }
}
