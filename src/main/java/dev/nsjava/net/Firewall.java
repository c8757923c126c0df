package dev.nsjava.net;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The table of ours in nftables of a network namespace: {@code nsjava}, of the family inet. Each
 * rule has a comment, by which it is known again. The table is there as long as it has rules.
 */
final class Firewall {

  static final String TABLE = "nsjava";

  private static final int NFTA_RULE_HANDLE = 3;
  private static final int HEADER = 4;

  /** {@code NLM_F_CREATE}, and it may be there. */
  private static final int CREATE = 0x400;

  /**
   * A rule that is there.
   *
   * @param handle its number in the table, big-endian
   * @param comment bytes, one char each; empty if it is not ours
   * @param target where it sends packets to, or null
   */
  record Rule(String chain, Bytes handle, String comment, @Nullable Ip target) {}

  private final Netlink netlink;

  /** That of the namespace of a socket. */
  Firewall(Netlink netlink) {
    this.netlink = netlink;
  }

  /** All rules, in their order. */
  List<Rule> rules() throws NetlinkException {
    Request request = Nftables.request(Nftables.GETRULE);
    return new Rows<Rule>().dump(netlink, request, Firewall::rule).listing().whole();
  }

  private static @Nullable Rule rule(Message message) throws NetlinkException {
    Nftables.In<String> chain = Nftables.rule(message);
    if (chain == null || !chain.table().equals(new Nftables.Table(Nftables.INET, TABLE))) {
      return null;
    }
    Attributes attributes = message.attributes(HEADER);
    Bytes handle = attributes.find(NFTA_RULE_HANDLE);
    Bytes userdata = attributes.find(NftRule.NFTA_RULE_USERDATA);
    if (handle == null) {
      throw NetlinkException.malformed("a rule without a handle");
    }
    String comment = NftRule.comment(userdata);
    return new Rule(chain.what(), handle, comment, target(attributes));
  }

  /** The first address that is loaded as such. */
  private static @Nullable Ip target(Attributes rule) throws NetlinkException {
    for (Bytes bytes : rule.nest(NftRule.NFTA_RULE_EXPRESSIONS).all(NftRule.LIST_ELEM)) {
      Attributes expression = Attributes.of(bytes);
      if (!expression.text(NftRule.EXPR_NAME).equals("immediate")) {
        continue; // whose attributes are others
      }
      Attributes loaded = expression.nest(NftRule.EXPR_DATA).nest(NftRule.IMMEDIATE_DATA);
      Bytes value = loaded.find(NftRule.DATA_VALUE);
      return value == null ? null : Ip.of(value);
    }
    return null;
  }

  /**
   * Puts rules in the place of others, in one transaction.
   *
   * @param there all that are there
   * @param old which of them go
   * @param added may be none
   */
  void replace(List<Rule> there, Predicate<Rule> old, List<Request> added) throws NetlinkException {
    List<Rule> gone = there.stream().filter(old).toList();
    List<Request> requests = new ArrayList<>();
    if (added.isEmpty() && gone.size() == there.size()) {
      requests.add(Nftables.change(Nftables.DELTABLE, 0).text(Nftables.NFTA_TABLE, TABLE));
    } else {
      addChains(requests);
      for (Rule rule : gone) {
        requests.add(
            Nftables.change(Nftables.DELRULE, 0)
                .text(Nftables.NFTA_TABLE, TABLE)
                .text(Nftables.NFTA_RULE_CHAIN, rule.chain())
                .attribute(NFTA_RULE_HANDLE, rule.handle().copy()));
      }
      requests.addAll(added);
    }
    netlink.commit(requests);
  }

  /** Those that are there stay as they are. */
  private static void addChains(List<Request> requests) {
    requests.add(Nftables.change(Nftables.NEWTABLE, CREATE).text(Nftables.NFTA_TABLE, TABLE));
    requests.add(NftChain.POSTROUTING.add(TABLE));
    requests.add(NftChain.PREROUTING.add(TABLE));
    requests.add(NftChain.OUTPUT.add(TABLE));
  }
}
