package dev.nsjava.inspect;

import dev.nsjava.inspect.Listing.Row;
import dev.nsjava.net.Address;
import dev.nsjava.net.BoundSocket;
import dev.nsjava.net.Hop;
import dev.nsjava.net.Link;
import dev.nsjava.net.NetListing;
import dev.nsjava.net.NftTable;
import dev.nsjava.net.NftTable.Chain;
import dev.nsjava.net.NftTable.Hook;
import dev.nsjava.net.Nsids;
import dev.nsjava.net.Prefix;
import dev.nsjava.net.Route;
import dev.nsjava.net.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The tables of a network namespace: fields, and how rows are made of what netlink tells. */
enum NetTable {
  INTERFACES(
      Field.key("NAME"),
      Field.number("INDEX").asNote(),
      Field.text("KIND"),
      Field.text("STATE"),
      Field.number("MTU"),
      Field.text("MAC"),
      Field.text("MASTER"),
      Field.text("LOWER"),
      Field.list("ADDRESSES"),
      Field.list("ALTNAMES")) {
    @Override
    List<NetListing<?>> sources(Network network) {
      return List.of(network.links(), network.addresses());
    }

    @Override
    List<Row> rows(Network network) {
      return network.links().rows().stream().map(link -> row(network, link)).toList();
    }

    private Row row(Network network, Link link) {
      List<String> addresses =
          network.addresses(link.index()).stream().map(NetTable::text).toList();
      return Row.of(
          link.name(),
          Integer.toString(link.index()),
          link.kind(),
          link.stateWord(),
          Long.toString(link.mtu()),
          link.mac(),
          network.name(link.master()),
          lower(network, link),
          String.join("\n", addresses),
          String.join("\n", link.altnames()));
    }

    /** In another namespace only numbers are known. */
    private String lower(Network network, Link link) {
      return link.lowerNsid() == Nsids.UNASSIGNED
          ? network.name(link.lower())
          : link.lower() + "@netnsid:" + link.lowerNsid();
    }
  },

  ROUTES(
      Field.key("DESTINATION"),
      Field.key("TABLE"),
      Field.keyNumber("METRIC"),
      Field.text("TYPE"),
      Field.list("NEXT"),
      Field.text("SOURCE"),
      Field.text("PROTOCOL")) {
    @Override
    List<NetListing<?>> sources(Network network) {
      return List.of(network.routes());
    }

    @Override
    List<Row> rows(Network network) {
      return network.routes().rows().stream().map(route -> row(network, route)).toList();
    }

    private Row row(Network network, Route route) {
      List<String> hops = new ArrayList<>();
      if (route.nexthop() != 0) {
        hops.add("nhid " + route.nexthop());
      }
      route.hops().forEach(hop -> hops.add(text(network, hop)));
      return Row.of(
          packets(route),
          route.tableWord(),
          Long.toString(route.metric()),
          route.typeWord(),
          String.join("\n", hops),
          route.preferredSource() == null ? "" : route.preferredSource().text(),
          route.protocolWord());
    }

    /** Routes to one destination may be for different packets. */
    private String packets(Route route) {
      String from = route.source().isAll() ? "" : " from " + route.source().text();
      String tos = route.tos() == 0 ? "" : " tos 0x" + Integer.toHexString(route.tos());
      return destination(route.destination()) + from + tos;
    }

    private String destination(Prefix prefix) {
      String family = prefix.address().v6() ? "default (IPv6)" : "default";
      return prefix.isAll() ? family : prefix.text();
    }

    private String text(Network network, Hop hop) {
      List<String> words = new ArrayList<>();
      words.add(hop.encapsulation().isEmpty() ? "" : "encap " + hop.encapsulation());
      words.add(hop.gateway() == null ? "" : "via " + hop.gateway().text());
      words.add(hop.index() == 0 ? "" : "dev " + network.name(hop.index()));
      words.add(hop.weight() == 1 ? "" : "weight " + hop.weight());
      words.addAll(hop.flagWords());
      words.removeIf(String::isEmpty);
      return String.join(" ", words);
    }
  },

  RULES(Field.keyNumber("PRIORITY"), Field.key("PACKETS"), Field.text("ACTION")) {
    @Override
    List<NetListing<?>> sources(Network network) {
      return List.of(network.rules());
    }

    /** Those that the kernel makes for each namespace are left out, but said to be missing. */
    @Override
    List<Row> rows(Network network) {
      List<Row> rows = new ArrayList<>();
      Set<Usual> missing = EnumSet.allOf(Usual.class);
      for (Rule rule : network.rules().rows()) {
        Usual usual = Usual.of(rule);
        if (usual == null) {
          rows.add(row(rule));
        } else {
          missing.remove(usual);
        }
      }
      if (network.rules().troubles().isEmpty() && network.rules().more() == 0) {
        missing.forEach(usual -> rows.add(usual.missing()));
      }
      return rows;
    }

    private Row row(Rule rule) {
      String table = rule.table() == 0 ? "" : " " + rule.tableWord();
      return Row.of(Long.toString(rule.priority()), packets(rule), rule.actionWord() + table);
    }

    private String packets(Rule rule) {
      List<String> words = new ArrayList<>();
      words.add(rule.isNot() ? "not" : "");
      words.add("from " + (rule.source().isAll() ? all(rule) : rule.source().text()));
      words.add(rule.destination().isAll() ? "" : "to " + rule.destination().text());
      words.add(rule.in().isEmpty() ? "" : "iif " + rule.in());
      words.add(rule.out().isEmpty() ? "" : "oif " + rule.out());
      String mark = "fwmark 0x%x/0x%x".formatted(rule.mark(), rule.mask());
      words.add(rule.mask() == 0 ? "" : mark);
      words.add(rule.isMore() ? "..." : "");
      words.removeIf(String::isEmpty);
      return String.join(" ", words);
    }

    private String all(Rule rule) {
      return rule.source().address().v6() ? "all (IPv6)" : "all";
    }
  },

  SOCKETS(
      Field.key("KIND"), Field.key("LOCAL"), Field.key("INTERFACE"), Field.number("UID").asNote()) {
    @Override
    List<NetListing<?>> sources(Network network) {
      return List.of(network.sockets());
    }

    /** The kinds of sockets are asked for one by one, and kernels do not have all. */
    @Override
    int parts() {
      return BoundSocket.Kind.values().length;
    }

    @Override
    List<Row> rows(Network network) {
      return network.sockets().rows().stream().map(socket -> row(network, socket)).toList();
    }

    private Row row(Network network, BoundSocket socket) {
      return Row.of(
          socket.kind().word(),
          socket.local(),
          network.name(socket.index()),
          socket.uid() < 0 ? null : Long.toString(socket.uid()));
    }
  },

  NFTABLES(
      Field.key("FAMILY"),
      Field.key("TABLE"),
      Field.key("CHAIN"),
      Field.text("HOOK"),
      Field.text("POLICY"),
      Field.number("RULES"),
      Field.text("FLAGS")) {
    @Override
    List<NetListing<?>> sources(Network network) {
      return List.of(network.tables());
    }

    /** A table without chains has a row all the same. */
    @Override
    List<Row> rows(Network network) {
      return network.tables().rows().stream().flatMap(this::rows).toList();
    }

    private Stream<Row> rows(NftTable table) {
      return table.chains().isEmpty()
          ? Stream.of(
              Row.of(table.familyWord(), table.name(), null, null, null, null, flags(table)))
          : table.chains().stream().map(chain -> row(table, chain));
    }

    private Row row(NftTable table, Chain chain) {
      Hook hook = chain.hook();
      return Row.of(
          table.familyWord(),
          table.name(),
          chain.name(),
          hook == null ? null : text(hook),
          hook == null ? null : hook.policy(),
          Long.toString(chain.rules()),
          flags(table));
    }

    private String text(Hook hook) {
      String devices = hook.devices().isEmpty() ? "" : " dev " + String.join(",", hook.devices());
      return hook.type() + " " + hook.place() + " " + hook.priority() + devices;
    }

    private String flags(NftTable table) {
      return table.isDormant() ? "dormant" : "";
    }
  };

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final List<Field> fields;

  NetTable(Field... fields) {
    this.fields = List.of(fields);
  }

  /** What it is called in a section. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  List<Field> fields() {
    return fields;
  }

  /** How many troubles leave nothing to be shown. */
  int parts() {
    return 1;
  }

  /** What it is made of. */
  abstract List<NetListing<?>> sources(Network network);

  abstract List<Row> rows(Network network);

  /** As ip(8) says it, but that most addresses stay needs no word. */
  private static String text(Address address) {
    List<String> words = new ArrayList<>();
    Prefix local = address.local();
    if (address.peer() == null) {
      words.add(local.text());
    } else {
      // The network is the peer's.
      words.add(local.address().text());
      words.add("peer " + new Prefix(address.peer(), local.length()).text());
    }
    words.addAll(address.flagWords());
    words.removeIf(word -> word.isEmpty() || word.equals("permanent"));
    return String.join(" ", words);
  }
}
