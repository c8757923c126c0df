package dev.nsjava.net;

/**
 * A chain of nftables that packets come to by themselves, see nft(8).
 *
 * @param type {@code filter} or {@code nat}
 * @param hook {@code NF_INET_*}: where it hangs
 * @param priority the lowest comes first
 * @param drops whether packets are dropped that no rule decides about
 */
record NftChain(String name, String type, int hook, int priority, boolean drops) {

  static final NftChain POSTROUTING = new NftChain("postrouting", "nat", 4, 100, false);
  static final NftChain PREROUTING = new NftChain("prerouting", "nat", 0, -100, false);
  static final NftChain OUTPUT = new NftChain("output", "nat", 3, -100, false);
  static final NftChain INPUT = new NftChain("input", "filter", 1, 0, true);
  static final NftChain FORWARD = new NftChain("forward", "filter", 2, 0, true);

  /** {@code NLM_F_CREATE}, and it may be there. */
  private static final int CREATE = 0x400;

  private static final int DROP = 0;

  /** Makes it in a table. */
  Request add(String table) {
    Request request =
        Nftables.change(Nftables.NEWCHAIN, CREATE)
            .text(Nftables.NFTA_TABLE, table)
            .text(Nftables.NFTA_CHAIN_NAME, name)
            .nest(Nftables.NFTA_CHAIN_HOOK)
            .attributeBe32(Nftables.NFTA_HOOK_HOOKNUM, hook)
            .attributeBe32(Nftables.NFTA_HOOK_PRIORITY, priority)
            .end();
    if (drops) {
      request.attributeBe32(Nftables.NFTA_CHAIN_POLICY, DROP);
    }
    return request.text(Nftables.NFTA_CHAIN_TYPE, type);
  }

  /** Whether it is that of the kernel. */
  boolean is(NftTable.Chain chain) {
    NftTable.Hook there = chain.hook();
    return there != null
        && chain.name().equals(name)
        && there.place().equals(Nftables.place(hook))
        && there.type().equals(type)
        && there.priority() == priority
        && there.policy().equals(drops ? "drop" : "accept")
        && there.devices().isEmpty();
  }
}
