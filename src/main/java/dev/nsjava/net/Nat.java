package dev.nsjava.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subnet whose packets leave for elsewhere with the address of the interface that they leave by:
 * what answers finds the way back. Multicast stays as it is.
 *
 * @param subnet a network
 * @param device the only interface that this is done at, or nothing for all
 */
public record Nat(Prefix subnet, String device) {

  private static final String MARK = "nat ";
  private static final String OUT = " out ";
  static final Prefix MULTICAST = new Prefix(new Ip(false, 0, 0xe000_0000L), 4);
  static final Prefix MULTICAST6 = new Prefix(new Ip(true, 0xffL << 56, 0), 8);

  /**
   * Checks it.
   *
   * @throws NetlinkException if the subnet is an address in one, or everything
   */
  public static Nat of(Prefix subnet, String device) throws NetlinkException {
    Subnet.check(subnet);
    if (!device.isEmpty()) {
      LinkName.check(device);
    }
    return new Nat(subnet, device);
  }

  /** Those of a network namespace, in the order in which they were added. */
  public static List<Nat> all(Netns netns) throws NetlinkException {
    List<Nat> all = new ArrayList<>();
    for (Firewall.Rule rule : new Firewall(netns.netfilter()).rules()) {
      Nat nat = of(rule);
      if (nat != null) {
        all.add(nat);
      }
    }
    return all;
  }

  /**
   * Adds it, in the place of one of the same subnet, and turns on forwarding.
   *
   * @return what the caller should know, a line each
   */
  public List<String> add(NetSession session, Netns netns, Undo undo) throws NetlinkException {
    Forwarding forwarding = new Forwarding(session, netns, subnet.address().v6());
    List<String> notes = new ArrayList<>(forwarding.on(undo));
    notes.addAll(forwarding.obstacles());
    Firewall firewall = new Firewall(netns.netfilter());
    List<Firewall.Rule> there = firewall.rules();
    for (Firewall.Rule rule : there) {
      if (equals(of(rule))) {
        return notes;
      }
    }
    notes.addAll(forwarding.bridges());
    firewall.replace(there, rule -> isOf(rule, subnet), List.of(rule(Firewall.TABLE))); // last
    return notes;
  }

  /**
   * Takes away that of a subnet.
   *
   * @throws NetlinkException if there is none
   */
  public static void delete(Netns netns, Prefix subnet) throws NetlinkException {
    Firewall firewall = new Firewall(netns.netfilter());
    List<Firewall.Rule> there = firewall.rules();
    if (there.stream().noneMatch(rule -> isOf(rule, subnet))) {
      throw NetlinkException.failed("no nat of " + subnet.text() + netns.place());
    }
    firewall.replace(there, rule -> isOf(rule, subnet), List.of());
  }

  private static boolean isOf(Firewall.Rule rule, Prefix subnet) {
    Nat nat = of(rule);
    return nat != null && nat.subnet.equals(subnet);
  }

  private static @Nullable Nat of(Firewall.Rule rule) {
    if (!rule.comment().startsWith(MARK)) {
      return null;
    }
    String text = rule.comment().substring(MARK.length());
    int out = text.indexOf(OUT);
    try {
      return out < 0
          ? new Nat(Prefix.parse(text), "")
          : new Nat(Prefix.parse(text.substring(0, out)), text.substring(out + OUT.length()));
    } catch (NetlinkException e) {
      return null; // somebody else's words
    }
  }

  Request rule(String table) {
    boolean v6 = subnet.address().v6();
    String comment = MARK + subnet.text() + (device.isEmpty() ? "" : OUT + device);
    NftRule rule =
        new NftRule(table, NftChain.POSTROUTING.name(), comment)
            .of(v6)
            .from(subnet)
            .notTo(subnet)
            .notTo(v6 ? MULTICAST6 : MULTICAST);
    return (device.isEmpty() ? rule : rule.out(device)).masquerade();
  }
}
