package dev.nsjava.net;

import dev.nsjava.net.NftTable.Chain;
import dev.nsjava.net.NftTable.Hook;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words and messages of nftables, see linux/netfilter/nf_tables.h. */
final class Nftables {

  /** {@code NFT_MSG_*}. */
  static final int NEWTABLE = 0;

  static final int GETTABLE = 1;
  static final int NEWCHAIN = 3;
  static final int GETCHAIN = 4;
  static final int NEWRULE = 6;
  static final int GETRULE = 7;
  static final int DELTABLE = 2;
  static final int DELRULE = 8;

  /** {@code NFPROTO_INET}: IPv4 and IPv6. */
  static final int INET = 1;

  private static final int SUBSYSTEM = 10;
  private static final int BEGIN = 16;
  private static final int END = 17;

  /** Of {@code struct nfgenmsg}: a family, a version, a big-endian number. */
  private static final int HEADER = 4;

  private static final int ARP = 3;
  private static final int NETDEV = 5;
  private static final List<String> FAMILIES =
      List.of("", "inet", "ip", "arp", "", "netdev", "", "bridge", "", "", "ip6");
  private static final List<String> PLACES =
      List.of("prerouting", "input", "forward", "output", "postrouting", "ingress");
  private static final List<String> PLACES_OF_ARP = List.of("input", "output", "forward");
  private static final List<String> PLACES_OF_NETDEV = List.of("ingress", "egress");
  private static final List<String> POLICIES = List.of("drop", "accept");

  // Tables, chains and rules have these in common, but for the place of the name.
  static final int NFTA_TABLE = 1;
  static final int NFTA_TABLE_FLAGS = 2;
  static final int NFTA_TABLE_USERDATA = 6;
  static final int NFTA_CHAIN_NAME = 3;
  static final int NFTA_CHAIN_HOOK = 4;
  static final int NFTA_CHAIN_POLICY = 5;
  static final int NFTA_CHAIN_TYPE = 7;
  static final int NFTA_HOOK_HOOKNUM = 1;
  static final int NFTA_HOOK_PRIORITY = 2;
  private static final int NFTA_HOOK_DEV = 3;
  private static final int NFTA_HOOK_DEVS = 4;
  private static final int NFTA_DEVICE_NAME = 1;
  private static final int NFTA_DEVICE_PREFIX = 2;
  static final int NFTA_RULE_CHAIN = 2;

  private static final int DORMANT = 1;

  /** Which table something belongs to. */
  record Table(int family, String name) {

    // As in PeerIds.Pair: quicker than what records have.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Table table && family == table.family && name.equals(table.name);
    }

    @Override
    public int hashCode() {
      return 31 * family + name.hashCode();
    }
  }

  /** Something in a table. */
  record In<T>(Table table, T what) {}

  private Nftables() {}

  /**
   * All of a kind, in all families.
   *
   * @param message {@code NFT_MSG_GET*}
   */
  static Request request(int message) {
    return new Request("cannot list nftables", SUBSYSTEM << 8 | message, Request.DUMP)
        .u8(0)
        .u8(0)
        .be16(0)
        .lacking("EINVAL");
  }

  /**
   * A change in the family inet.
   *
   * @param message {@code NFT_MSG_*}
   * @param flags {@code NLM_F_*}
   */
  static Request change(int message, int flags) {
    return new Request("cannot change nftables", SUBSYSTEM << 8 | message, flags)
        .u8(INET)
        .u8(0)
        .be16(0)
        .lacking("ENOENT");
  }

  /** Begins a transaction. */
  static Request begin() {
    return new Request("cannot change nftables", BEGIN, 0).u8(0).u8(0).be16(SUBSYSTEM);
  }

  /** Ends a transaction. */
  static Request end() {
    return new Request("cannot change nftables", END, 0).u8(0).u8(0).be16(SUBSYSTEM);
  }

  /** {@code inet}, {@code ip} and so on. */
  static String family(int family) {
    return Words.of(family, FAMILIES);
  }

  /** One table of the family inet: nothing is answered if there is none. */
  static Request find(String table) {
    return new Request("cannot list nftables", SUBSYSTEM << 8 | GETTABLE, 0)
        .u8(INET)
        .u8(0)
        .be16(0)
        .nothing("ENOENT")
        .text(NFTA_TABLE, table);
  }

  /** {@code input}, {@code forward} and so on. */
  static String place(int hook) {
    return Words.of(hook, PLACES);
  }

  /**
   * Reads a table that has nothing in it as yet, or null if the message is about something else.
   */
  static @Nullable NftTable table(Message message) throws NetlinkException {
    if (!is(message, NEWTABLE)) {
      return null;
    }
    Attributes attributes = message.attributes(HEADER);
    boolean dormant = (attributes.be32(NFTA_TABLE_FLAGS, 0) & DORMANT) != 0;
    Table table = table(message, attributes);
    return new NftTable(table.family(), table.name(), dormant, List.of());
  }

  /** Reads a chain, whose rules are not counted, or null. */
  static @Nullable In<Chain> chain(Message message) throws NetlinkException {
    if (!is(message, NEWCHAIN)) {
      return null;
    }
    Attributes attributes = message.attributes(HEADER);
    Table table = table(message, attributes);
    Hook hook = attributes.has(NFTA_CHAIN_HOOK) ? hook(attributes, table.family()) : null;
    return new In<>(table, new Chain(attributes.text(NFTA_CHAIN_NAME), hook, 0));
  }

  /**
   * The same, but null for others than asked for.
   *
   * @param hooked whether packets come to it by themselves
   */
  static @Nullable In<Chain> chain(Message message, boolean hooked) throws NetlinkException {
    In<Chain> chain = chain(message);
    return chain != null && (chain.what().hook() != null) == hooked ? chain : null;
  }

  private static Hook hook(Attributes chain, int family) throws NetlinkException {
    Attributes hook = chain.nest(NFTA_CHAIN_HOOK);
    return new Hook(
        Words.of(hook.be32(NFTA_HOOK_HOOKNUM, 0), places(family)),
        chain.text(NFTA_CHAIN_TYPE),
        hook.be32(NFTA_HOOK_PRIORITY, 0),
        Words.of(chain.be32(NFTA_CHAIN_POLICY, 1), POLICIES),
        devices(hook));
  }

  /** A list of them. Kernels before 5.5 know one only, and later ones name a single one twice. */
  private static List<String> devices(Attributes hook) throws NetlinkException {
    if (!hook.has(NFTA_HOOK_DEVS)) {
      return hook.has(NFTA_HOOK_DEV) ? List.of(hook.text(NFTA_HOOK_DEV)) : List.of();
    }
    List<String> devices = new ArrayList<>();
    for (Bytes name : hook.nest(NFTA_HOOK_DEVS).all(NFTA_DEVICE_NAME)) {
      devices.add(name.text());
    }
    for (Bytes beginning : hook.nest(NFTA_HOOK_DEVS).all(NFTA_DEVICE_PREFIX)) {
      devices.add(beginning.text() + "*");
    }
    return devices;
  }

  private static List<String> places(int family) {
    return switch (family) {
      case ARP -> PLACES_OF_ARP;
      case NETDEV -> PLACES_OF_NETDEV;
      default -> PLACES;
    };
  }

  /** Reads the name of the chain that a rule is in, or null. */
  static @Nullable In<String> rule(Message message) throws NetlinkException {
    if (!is(message, NEWRULE)) {
      return null;
    }
    Attributes attributes = message.attributes(HEADER);
    return new In<>(table(message, attributes), attributes.text(NFTA_RULE_CHAIN));
  }

  private static boolean is(Message message, int type) {
    return message.type() == (SUBSYSTEM << 8 | type);
  }

  private static Table table(Message message, Attributes attributes) throws NetlinkException {
    return new Table(message.body().u8(0), attributes.text(NFTA_TABLE));
  }
}
