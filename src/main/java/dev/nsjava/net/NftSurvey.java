package dev.nsjava.net;

import dev.nsjava.net.NftTable.Chain;
import dev.nsjava.net.Nftables.In;
import dev.nsjava.net.Nftables.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts together what nftables says in three dumps: tables, and the chains and rules in them. */
final class NftSurvey {

  /** Rules are counted, however many. */
  private static final class RuleCounts implements Dump {

    private final Map<In<String>, Long> counts = new HashMap<>();
    private final Map<Table, List<Chain>> chains;

    /** Counts those of some chains. */
    RuleCounts(Map<Table, List<Chain>> chains) {
      this.chains = chains;
    }

    @Override
    public void restart() {
      counts.clear();
    }

    @Override
    public void add(Message message) throws NetlinkException {
      In<String> chain = Nftables.rule(message);
      if (chain != null && chains.containsKey(chain.table())) {
        counts.merge(chain, 1L, Long::sum);
      }
    }

    long of(Table table, String chain) {
      return counts.getOrDefault(new In<>(table, chain), 0L);
    }
  }

  private final Netlink netlink;
  private final List<String> troubles = new ArrayList<>();
  private long more;

  private NftSurvey(Netlink netlink) {
    this.netlink = netlink;
  }

  /** All tables. Without CAP_NET_ADMIN there nothing is said. */
  static NetListing<NftTable> read(Netlink netlink) {
    return new NftSurvey(netlink).tables();
  }

  private NetListing<NftTable> tables() {
    Request request = Nftables.request(Nftables.GETTABLE);
    NetListing<NftTable> tables =
        noted(new Rows<NftTable>().dump(netlink, request, Nftables::table).listing());
    if (tables.rows().isEmpty()) {
      return tables;
    }
    NetListing<In<Chain>> all = chains();
    Map<Table, List<Chain>> chains = byTable(all);
    RuleCounts rules = rules(chains);
    List<NftTable> whole = new ArrayList<>();
    for (NftTable table : tables.rows()) {
      Table key = new Table(table.family(), table.name());
      if (all.more() > 0 && !chains.containsKey(key)) {
        more++; // rather than to say that it is empty
        continue;
      }
      List<Chain> counted = new ArrayList<>();
      for (Chain chain : chains.getOrDefault(key, List.of())) {
        counted.add(new Chain(chain.name(), chain.hook(), rules.of(key, chain.name())));
      }
      whole.add(new NftTable(key.family(), key.name(), table.isDormant(), counted));
    }
    return new NetListing<>(whole, more, troubles);
  }

  /**
   * Those that packets come to by themselves, then the others: anybody may make many of these, and
   * what they have no room for is counted only.
   */
  private NetListing<In<Chain>> chains() {
    Request request = Nftables.request(Nftables.GETCHAIN);
    return noted(
        new Rows<In<Chain>>(chain -> chain.what().lines())
            .dump(netlink, request, message -> Nftables.chain(message, true))
            .dump(netlink, request, message -> Nftables.chain(message, false))
            .listing());
  }

  private <T> NetListing<T> noted(NetListing<T> listing) {
    troubles.addAll(listing.troubles());
    more += listing.more();
    return listing;
  }

  private RuleCounts rules(Map<Table, List<Chain>> chains) {
    RuleCounts rules = new RuleCounts(chains);
    try {
      netlink.dump(Nftables.request(Nftables.GETRULE), rules);
    } catch (NetlinkException e) {
      troubles.add(String.valueOf(e.getMessage()));
    }
    return rules;
  }

  private static <T> Map<Table, List<T>> byTable(NetListing<In<T>> listing) {
    Map<Table, List<T>> tables = new HashMap<>();
    for (In<T> row : listing.rows()) {
      tables.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(row.what());
    }
    return tables;
  }
}
