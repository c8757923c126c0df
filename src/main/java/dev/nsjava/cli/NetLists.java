package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.Address;
import dev.nsjava.net.Hop;
import dev.nsjava.net.Ip;
import dev.nsjava.net.Link;
import dev.nsjava.net.NetListing;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetSurvey;
import dev.nsjava.net.Nsids;
import dev.nsjava.net.Prefix;
import dev.nsjava.net.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code net link ls}, {@code net addr ls} and {@code net route ls}; the fields: docs/net.md. */
final class NetLists {

  private final NetTable table;
  private final NetSurvey survey;
  private final Map<Integer, String> names = new HashMap<>();

  private NetLists(NetTable table, NetSurvey survey) {
    this.table = table;
    this.survey = survey;
  }

  static Answer links(Invocation invocation) throws IOException {
    NetTable table =
        new NetTable("links")
            .text("NAME")
            .number("INDEX")
            .text("KIND")
            .list("FLAGS")
            .text("STATE")
            .number("MTU")
            .text("MAC")
            .text("MASTER")
            .text("LOWER")
            .number("LOWER_NSID")
            .text("ALIAS")
            .list("ALTNAMES");
    return print(invocation, table, NetLists::addLinks);
  }

  static Answer addresses(Invocation invocation) throws IOException {
    NetTable table =
        new NetTable("addresses")
            .text("LINK")
            .text("ADDRESS")
            .number("LENGTH")
            .text("PEER")
            .text("BROADCAST")
            .text("SCOPE")
            .list("FLAGS");
    return print(invocation, table, NetLists::addAddresses);
  }

  static Answer routes(Invocation invocation) throws IOException {
    NetTable table =
        new NetTable("routes")
            .text("DESTINATION")
            .text("TYPE")
            .list("VIA")
            .list("LINK")
            .number("METRIC")
            .text("SOURCE")
            .text("PROTOCOL")
            .text("TABLE");
    return print(invocation, table, NetLists::addRoutes);
  }

  /** What fills a table. */
  private interface Filling {
    void add(NetLists lists);
  }

  private static Answer print(Invocation invocation, NetTable table, Filling filling)
      throws IOException {
    NetWords words = new NetWords(invocation, NetOption.NETNS, NetOption.JSON);
    words.operands(new String[0]);
    try (NetSession session = words.begin()) {
      filling.add(new NetLists(table, words.netns(session).survey()));
    }
    return table.answer(words.has(NetOption.JSON), invocation.call().utf8());
  }

  /** The rows of a listing; what it lacks is noted. */
  private <T> List<T> rows(NetListing<T> listing) {
    listing.troubles().forEach(table::note);
    if (listing.more() > 0) {
      table.note("there are " + listing.more() + " more");
    }
    return listing.rows();
  }

  private List<Link> named() {
    List<Link> links = rows(survey.links());
    links.forEach(link -> names.put(link.index(), link.name()));
    return links;
  }

  /** The name of a link, or its number if it is gone; nothing for none. */
  private String name(int index) {
    return index == 0 ? "" : names.getOrDefault(index, Integer.toString(index));
  }

  private void addLinks() {
    for (Link link : named()) {
      boolean here = link.lowerNsid() == Nsids.UNASSIGNED;
      table.add(
          link.name(),
          Integer.toString(link.index()),
          link.kind(),
          joined(link.flagWords()),
          link.stateWord(),
          Long.toString(link.mtu()),
          link.mac(),
          name(link.master()),
          // in another namespace only numbers are known
          here ? name(link.lower()) : Integer.toString(link.lower()),
          here ? null : Integer.toString(link.lowerNsid()),
          link.alias(),
          joined(link.altnames()));
    }
  }

  private void addAddresses() {
    named();
    for (Address address : rows(survey.addresses())) {
      table.add(
          name(address.index()),
          address.local().address().text(),
          Integer.toString(address.local().length()),
          text(address.peer()),
          text(address.broadcast()),
          address.scopeWord(),
          joined(address.flagWords()));
    }
  }

  private void addRoutes() {
    named();
    for (Route route : rows(survey.routes())) {
      List<String> gateways = new ArrayList<>();
      List<String> links = new ArrayList<>();
      for (Hop hop : route.hops()) {
        gateways.add(text(hop.gateway()));
        links.add(name(hop.index()));
      }
      gateways.removeIf(String::isEmpty);
      table.add(
          destination(route.destination()),
          route.typeWord(),
          joined(gateways),
          joined(links),
          Long.toString(route.metric()),
          text(route.preferredSource()),
          route.protocolWord(),
          route.tableWord());
    }
  }

  /** As it can be given to {@code net route del}. */
  private static String destination(Prefix prefix) {
    return !prefix.isAll() ? prefix.text() : prefix.address().v6() ? "::/0" : "default";
  }

  private static String text(@Nullable Ip ip) {
    return ip == null ? "" : ip.text();
  }

  private static String joined(List<String> words) {
    return String.join("\n", words);
  }
}
