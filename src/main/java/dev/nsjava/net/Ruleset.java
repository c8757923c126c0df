package dev.nsjava.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of nftables, of the family inet, that is made as a whole: one transaction puts it in the
 * place of what is there. A digest of what was wanted is written on it, as a comment that nft(8)
 * shows.
 */
public final class Ruleset {

  private static final String MARK = "nsjava ";
  private static final int CREATE = 0x400;
  private static final int HEX = 16;
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;

  private final String table;
  private final List<NftChain> chains = new ArrayList<>();
  private final List<Request> rules = new ArrayList<>();

  /**
   * One without rules as yet.
   *
   * @param table its name, bytes, one char each, at most 255
   */
  public Ruleset(String table) {
    this.table = table;
  }

  /** What comes from a network leaves for elsewhere with the address of the link it leaves by. */
  public Ruleset masquerade(Prefix subnet) {
    return add(NftChain.POSTROUTING, new Nat(subnet, "").rule(table));
  }

  /** What leaves by a link gets its address, but for what is for many. */
  public Ruleset masquerade(String device) {
    for (boolean v6 : new boolean[] {false, true}) {
      NftRule rule = new NftRule(table, NftChain.POSTROUTING.name(), "nat out " + device);
      rule.of(v6).notTo(v6 ? Nat.MULTICAST6 : Nat.MULTICAST).out(device);
      add(NftChain.POSTROUTING, rule.masquerade());
    }
    return this;
  }

  /**
   * A port leads to one of another namespace.
   *
   * @param target the address there, with the length of its network
   */
  public Ruleset publish(Publication publication, Prefix target) {
    chain(NftChain.PREROUTING);
    chain(NftChain.OUTPUT);
    chain(NftChain.POSTROUTING);
    rules.addAll(publication.rules(table, target));
    return this;
  }

  /**
   * Drops what is for the namespace, but for what belongs to a connection that is there, what it
   * sends to itself, how neighbours find each other in IPv6, and what {@link #allow} lets in.
   */
  public Ruleset dropInput() {
    stateful(NftChain.INPUT);
    add(NftChain.INPUT, rule(NftChain.INPUT, "own").in("lo").accept());
    return add(
        NftChain.INPUT,
        rule(NftChain.INPUT, "neighbours").of(true).protocol(ICMPV6).neighbours().accept());
  }

  /**
   * Drops what goes through the namespace, but for what belongs to a connection that is there, what
   * a published port leads elsewhere, and what {@link #allow} lets through.
   */
  public Ruleset dropForward() {
    stateful(NftChain.FORWARD);
    return add(NftChain.FORWARD, rule(NftChain.FORWARD, "published").redirected().accept());
  }

  private void stateful(NftChain chain) {
    add(chain, rule(chain, "established").established().accept());
  }

  /**
   * Lets something in or through, after {@link #dropInput} and {@link #dropForward}.
   *
   * @param forward through, or else in
   * @param protocol {@code icmp}, of both families, {@code tcp} or {@code udp}
   * @param port 1 to 65535, or 0 for all; none of icmp
   * @param from where it may come from, or null for anywhere
   */
  public Ruleset allow(boolean forward, String protocol, int port, @Nullable Prefix from) {
    NftChain chain = forward ? NftChain.FORWARD : NftChain.INPUT;
    String comment =
        protocol + (port == 0 ? "" : "/" + port) + (from == null ? "" : " from " + from.text());
    for (boolean v6 : new boolean[] {false, true}) {
      boolean icmp = protocol.equals("icmp");
      if (from == null ? v6 && !icmp : v6 != from.address().v6()) {
        continue; // without an address, one rule is for both families but of icmp
      }
      NftRule rule = rule(chain, "allow " + comment);
      if (from != null) {
        rule.of(v6).from(from);
      }
      int number = protocol.equals("udp") ? NftRule.UDP : NftRule.TCP;
      if (icmp) {
        rule.protocol(v6 ? ICMPV6 : ICMP);
      } else if (port == 0) {
        rule.protocol(number);
      } else {
        rule.toPort(number, port);
      }
      add(chain, rule.accept());
    }
    return this;
  }

  private NftRule rule(NftChain chain, String comment) {
    return new NftRule(table, chain.name(), comment);
  }

  private Ruleset add(NftChain chain, Request rule) {
    chain(chain);
    rules.add(rule);
    return this;
  }

  private void chain(NftChain chain) {
    if (!chains.contains(chain)) {
      chains.add(chain);
    }
  }

  /** Whether it has no rules: then the table is not to be there. */
  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** 16 hexadecimal digits that tell it from others, or nothing if it is empty. */
  public String digest() {
    if (isEmpty()) {
      return "";
    }
    long hash = FNV_BASIS;
    for (Request request : contents()) {
      for (byte b : request.bytes(1, 0)) {
        hash = (hash ^ (b & 0xff)) * FNV_PRIME;
      }
    }
    String digits = Long.toHexString(hash);
    return "0".repeat(HEX - digits.length()) + digits;
  }

  private List<Request> contents() {
    List<Request> requests = new ArrayList<>();
    for (NftChain chain : chains) {
      requests.add(chain.add(table));
    }
    requests.addAll(rules);
    return requests;
  }

  /**
   * What puts it in the place of a table of the same name, or takes that away if it is empty. For
   * one {@link Netlink#commit}.
   */
  public List<Request> requests() {
    List<Request> requests = new ArrayList<>(delete(table));
    if (!isEmpty()) {
      byte[] comment = NftRule.comment(MARK + digest());
      requests.add(newTable(table).attribute(Nftables.NFTA_TABLE_USERDATA, comment));
      requests.addAll(contents());
    }
    return requests;
  }

  /** What takes a table away, whether it is there or not. For one {@link Netlink#commit}. */
  public static List<Request> delete(String table) {
    Request delete = Nftables.change(Nftables.DELTABLE, 0).text(Nftables.NFTA_TABLE, table);
    return List.of(newTable(table), delete);
  }

  private static Request newTable(String table) {
    return Nftables.change(Nftables.NEWTABLE, CREATE).text(Nftables.NFTA_TABLE, table);
  }

  /** The digest that a table of a namespace has; nothing if it has none, or is not there. */
  public static String digest(Netns netns, String table) throws NetlinkException {
    NftState state = NftState.read(netns.netfilter(), table);
    return state == null ? "" : digest(state);
  }

  private static String digest(NftState state) {
    return state.comment().startsWith(MARK) ? state.comment().substring(MARK.length()) : "";
  }

  /**
   * How what is in a namespace differs from it, also if somebody has added, deleted or replaced
   * rules by hand.
   *
   * @return words for a message, nothing if all is as it should be
   */
  public String difference(Netns netns) throws NetlinkException {
    if (isEmpty()) {
      return isThere(netns) ? "rules" : "";
    }
    NftState state = NftState.read(netns.netfilter(), table);
    if (state == null) {
      return "no rules";
    }
    if (!state.comment().isEmpty() && !digest(state).equals(digest())) {
      return "other rules";
    }
    if (state.isDormant()) {
      return "rules that are switched off";
    }
    return state.isAsMade(chains, rows()) ? "" : "rules that somebody has changed";
  }

  /** A kernel that lacks nftables has none. */
  private boolean isThere(Netns netns) throws NetlinkException {
    try {
      return !netns.netfilter().call(Nftables.find(table)).isEmpty();
    } catch (NetlinkException e) {
      if (e.errno() == null || e.is("EPERM")) {
        throw e;
      }
      return false;
    }
  }

  /** Chain by chain, as the kernel lists them. */
  private List<NftState.Row> rows() throws NetlinkException {
    List<NftState.Row> rows = new ArrayList<>();
    for (NftChain chain : chains) {
      for (Request rule : rules) {
        NftState.Row row = NftState.Row.of(Message.all(rule.bytes(1, 0)).getFirst());
        if (row.chain().equals(chain.name())) {
          rows.add(row);
        }
      }
    }
    return rows;
  }
}
