package dev.nsjava.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of nftables as it is in the kernel.
 *
 * @param comment what is written on it, or nothing; kernels before 5.10 keep none
 * @param isDormant whether it is switched off
 * @param rules chain by chain
 */
record NftState(String comment, boolean isDormant, List<NftTable.Chain> chains, List<Row> rules) {

  private static final int HEADER = 4;
  private static final int DORMANT = 1;

  /** A rule, of the kernel or for it. */
  record Row(String chain, String comment, Attributes expressions) {

    /** Reads one. */
    static Row of(Message message) throws NetlinkException {
      Attributes rule = message.attributes(HEADER);
      return new Row(
          rule.text(Nftables.NFTA_RULE_CHAIN),
          NftRule.comment(rule.find(NftRule.NFTA_RULE_USERDATA)),
          rule.nest(NftRule.NFTA_RULE_EXPRESSIONS));
    }

    /** Whether it is what the kernel has made of a rule that we have written. */
    boolean isOf(Row written) throws NetlinkException {
      return chain.equals(written.chain)
          && comment.equals(written.comment)
          && written.expressions.isWithin(expressions);
    }
  }

  /** Reads one, or null if there is none. */
  static @Nullable NftState read(Netlink netlink, String table) throws NetlinkException {
    List<Message> answers = netlink.call(Nftables.find(table));
    if (answers.isEmpty()) {
      return null;
    }
    Attributes attributes = answers.getFirst().attributes(HEADER);
    String comment = NftRule.comment(attributes.find(Nftables.NFTA_TABLE_USERDATA));
    boolean dormant = (attributes.be32(Nftables.NFTA_TABLE_FLAGS, 0) & DORMANT) != 0;
    Nftables.Table key = new Nftables.Table(Nftables.INET, table);
    return new NftState(
        comment,
        dormant,
        dump(netlink, Nftables.GETCHAIN, message -> chain(message, key)),
        dump(netlink, Nftables.GETRULE, message -> row(message, key)));
  }

  private static <T> List<T> dump(Netlink netlink, int type, Rows.Reader<T> reader)
      throws NetlinkException {
    return new Rows<T>().dump(netlink, Nftables.request(type), reader).listing().whole();
  }

  private static NftTable.@Nullable Chain chain(Message message, Nftables.Table table)
      throws NetlinkException {
    Nftables.In<NftTable.Chain> chain = Nftables.chain(message);
    return chain == null || !chain.table().equals(table) ? null : chain.what();
  }

  private static @Nullable Row row(Message message, Nftables.Table table) throws NetlinkException {
    Nftables.In<String> chain = Nftables.rule(message);
    return chain == null || !chain.table().equals(table) ? null : Row.of(message);
  }

  /**
   * Whether it is as it was made.
   *
   * @param wanted its chains, in the order in which they were made
   * @param written its rules, chain by chain
   */
  boolean isAsMade(List<NftChain> wanted, List<Row> written) throws NetlinkException {
    boolean same = wanted.size() == chains.size() && written.size() == rules.size();
    for (int i = 0; same && i < wanted.size(); i++) {
      same = wanted.get(i).is(chains.get(i));
    }
    for (int i = 0; same && i < written.size(); i++) {
      same = rules.get(i).isOf(written.get(i));
    }
    return same;
  }
}
