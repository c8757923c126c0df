package dev.nsjava.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port of a network namespace that leads to a port of another, from outside and for what runs in
 * it. Not by its addresses of loopback: what comes from there is not let out.
 *
 * @param address the address that it is a port of, or null for all
 * @param port 1 to 65535
 * @param protocol {@code tcp} or {@code udp}
 * @param netns the other namespace, as the caller called it
 * @param target the port there, 1 to 65535
 */
public record Publication(
    @Nullable Ip address, int port, String protocol, String netns, int target) {

  private static final String MARK = "publish ";
  private static final String UDP = "udp";
  private static final String TCP = "tcp";
  private static final int MOST = 65535;
  private static final Prefix LOOPBACK = new Prefix(new Ip(false, 0, 127L << 24), 8);
  private static final Prefix LOOPBACK6 = new Prefix(new Ip(true, 0, 1), 128);

  /** One that is there, and the addresses that it leads to. */
  public record Active(Publication publication, List<Ip> targets) {}

  /**
   * Reads {@code 8080:web:80} or {@code 53:dns:53/udp}.
   *
   * @throws NetlinkException that says which part is wrong
   */
  public static Publication parse(String text, @Nullable Ip address) throws NetlinkException {
    int first = text.indexOf(':');
    int last = text.lastIndexOf(':');
    if (first < 0 || first == last) {
      throw NetlinkException.failed("'" + text + "' is not HOSTPORT:NS:PORT[/udp]");
    }
    String netns = text.substring(first + 1, last);
    String[] target = withProtocol(text.substring(last + 1));
    Publication publication =
        new Publication(address, port(text.substring(0, first)), target[1], netns, port(target[0]));
    Prefix loopback = address != null && address.v6() ? LOOPBACK6 : LOOPBACK;
    if (address != null && new Subnet(loopback).contains(address)) {
      throw NetlinkException.failed("the kernel lets nothing out that is for " + address.text());
    }
    if (netns.isEmpty()) {
      throw NetlinkException.failed("'" + text + "' names no network namespace");
    }
    if (publication.comment().length() > NftRule.LONGEST_COMMENT) {
      throw NetlinkException.failed("name of network namespace '" + netns + "' is too long here");
    }
    return publication;
  }

  /** Port and protocol. */
  private static String[] withProtocol(String text) throws NetlinkException {
    int slash = text.indexOf('/');
    String protocol = slash < 0 ? TCP : text.substring(slash + 1);
    if (!protocol.equals(TCP) && !protocol.equals(UDP)) {
      throw NetlinkException.failed("the protocol is tcp or udp, not '" + protocol + "'");
    }
    return new String[] {slash < 0 ? text : text.substring(0, slash), protocol};
  }

  private static int port(String text) throws NetlinkException {
    int port = 0;
    for (int i = 0; i < text.length() && port <= MOST; i++) {
      int digit = text.charAt(i) - '0';
      port = digit < 0 || digit > 9 ? MOST + 1 : port * 10 + digit;
    }
    if (port < 1 || port > MOST) {
      throw NetlinkException.failed("a port is 1 to 65535, not '" + text + "'");
    }
    return port;
  }

  /** Those of a network namespace, in the order in which they were added. */
  public static List<Active> all(Netns place) throws NetlinkException {
    List<Active> all = new ArrayList<>();
    for (Firewall.Rule rule : new Firewall(place.netfilter()).rules()) {
      Publication publication = of(rule.comment());
      if (publication == null
          || rule.target() == null
          || !rule.chain().equals(NftChain.PREROUTING.name())) {
        continue;
      }
      if (all.isEmpty() || !all.getLast().publication().equals(publication)) {
        all.add(new Active(publication, new ArrayList<>()));
      }
      all.getLast().targets().add(rule.target());
    }
    return all;
  }

  /**
   * Publishes it. What leads to the same port of the same namespace already is made anew if that
   * has other addresses by now.
   *
   * @param place the namespace whose port it is
   * @return what the caller should know, a line each
   * @throws NetlinkException if the port leads elsewhere, or there is no address to lead to
   */
  public List<String> add(NetSession session, Netns place, Undo undo) throws NetlinkException {
    List<Active> there = all(place);
    for (Active active : there) {
      Publication other = active.publication();
      if (!other.equals(this) && isSamePort(other)) {
        throw NetlinkException.failed(
            "port " + portText() + " leads to " + other.targetText() + " already" + place.place());
      }
    }
    if (address != null
        && place.addresses().stream().noneMatch(own -> own.local().address().equals(address))) {
      String where = " is no address of network namespace '" + place.word() + "'";
      throw NetlinkException.failed("--address " + address.text() + where);
    }
    List<Prefix> targets = targets(place, session.find(netns));
    List<Ip> wanted = targets.stream().map(Prefix::address).toList();
    List<String> notes = new ArrayList<>();
    List<Request> rules = new ArrayList<>();
    for (Prefix target : targets) {
      Forwarding forwarding = new Forwarding(session, place, target.address().v6());
      notes.addAll(forwarding.on(undo));
      notes.addAll(forwarding.obstacles());
      rules.addAll(rules(Firewall.TABLE, target));
    }
    Firewall firewall = new Firewall(place.netfilter());
    List<Firewall.Rule> all = firewall.rules();
    long own = all.stream().filter(rule -> equals(of(rule.comment()))).count();
    boolean whole = own == rules.size(); // or somebody has deleted some
    if (!whole || !there.contains(new Active(this, wanted))) {
      for (Prefix target : targets) {
        notes.addAll(new Forwarding(session, place, target.address().v6()).bridges());
      }
      firewall.replace(all, rule -> equals(of(rule.comment())), rules); // last: nothing undoes it
    }
    return notes;
  }

  /**
   * Takes away what a port leads to.
   *
   * @param text {@code 8080}, {@code 53/udp}, or as it was published
   * @param address only of this address, or null for all
   * @throws NetlinkException if nothing is published there
   */
  public static void delete(Netns place, String text, @Nullable Ip address)
      throws NetlinkException {
    Publication meant = null;
    if (text.indexOf(':') >= 0) {
      meant = parse(text, address);
    } else {
      String[] port = withProtocol(text);
      meant = new Publication(address, port(port[0]), port[1], "", 0);
    }
    Publication like = meant;
    Firewall firewall = new Firewall(place.netfilter());
    List<Firewall.Rule> there = firewall.rules();
    if (there.stream().noneMatch(rule -> like.isMeant(of(rule.comment())))) {
      throw NetlinkException.failed("port " + like.portText() + " is not published");
    }
    firewall.replace(there, rule -> like.isMeant(of(rule.comment())), List.of());
  }

  private boolean isMeant(@Nullable Publication other) {
    return other != null
        && other.port == port
        && other.protocol.equals(protocol)
        && (netns.isEmpty() || (other.netns.equals(netns) && other.target == target))
        && (address == null || address.equals(other.address));
  }

  private boolean isSamePort(Publication other) {
    return port == other.port
        && protocol.equals(other.protocol)
        && (address == null || other.address == null || address.equals(other.address));
  }

  /** Of each family the address of the other that is next to us, or else its first. */
  private List<Prefix> targets(Netns place, Netns other) throws NetlinkException {
    List<Address> ours = place.addresses();
    List<Prefix> targets = new ArrayList<>();
    for (boolean v6 : new boolean[] {false, true}) {
      Prefix best = null;
      boolean bestIsNear = false;
      for (Address address : other.addresses()) {
        Prefix its = address.local();
        if (address.scope() != 0 || its.address().v6() != v6) {
          continue;
        }
        Subnet subnet = new Subnet(new Prefix(its.network(), its.length()));
        boolean near = ours.stream().anyMatch(own -> subnet.contains(own.local().address()));
        if (best == null || (near && !bestIsNear)) {
          best = its;
          bestIsNear = near;
        }
      }
      if (best != null && (address == null || address.v6() == v6)) {
        targets.add(best);
      }
    }
    if (targets.isEmpty()) {
      String family = address == null ? "" : address.v6() ? " of IPv6" : " of IPv4";
      throw NetlinkException.failed("network namespace '" + netns + "' has no address" + family);
    }
    return targets;
  }

  /**
   * What comes from outside, what is sent here, and what comes from the target's own network, whose
   * answers would not pass here but for another source.
   */
  List<Request> rules(String table, Prefix to) {
    Ip ip = to.address();
    int number = protocol.equals(UDP) ? NftRule.UDP : NftRule.TCP;
    Prefix network = new Prefix(to.network(), to.length());
    return List.of(
        at(rule(table, NftChain.PREROUTING).of(ip.v6())).toPort(number, port).redirect(ip, target),
        at(rule(table, NftChain.OUTPUT).of(ip.v6()))
            .notTo(ip.v6() ? LOOPBACK6 : LOOPBACK)
            .toPort(number, port)
            .redirect(ip, target),
        rule(table, NftChain.POSTROUTING)
            .of(ip.v6())
            .from(network)
            .to(new Prefix(ip, ip.bits()))
            .toPort(number, target)
            .redirected()
            .masquerade());
  }

  private NftRule rule(String table, NftChain chain) {
    return new NftRule(table, chain.name(), comment());
  }

  private NftRule at(NftRule rule) {
    return address == null ? rule.toUs() : rule.to(new Prefix(address, address.bits()));
  }

  /** {@code publish 8080/tcp:web:80}, with the address before the port if there is one. */
  private String comment() {
    return MARK + portText() + ":" + targetText();
  }

  private static @Nullable Publication of(String comment) {
    if (!comment.startsWith(MARK)) {
      return null;
    }
    int blank = comment.indexOf(' ', MARK.length());
    int slash = comment.indexOf('/');
    int colon = comment.indexOf(':', Math.max(slash, 0));
    int last = comment.lastIndexOf(':');
    try {
      boolean all = blank < 0 || blank > slash;
      Ip address = all ? null : Ip.parse(comment.substring(MARK.length(), blank));
      int start = all ? MARK.length() : blank + 1;
      return colon < 0 || colon == last
          ? null
          : new Publication(
              address,
              port(comment.substring(start, slash)),
              comment.substring(slash + 1, colon),
              comment.substring(colon + 1, last),
              port(comment.substring(last + 1)));
    } catch (NetlinkException | IndexOutOfBoundsException e) {
      return null; // somebody else's words
    }
  }

  /** {@code 8080/tcp}, or {@code 10.0.0.1 8080/tcp}. */
  public String portText() {
    return (address == null ? "" : address.text() + " ") + port + "/" + protocol;
  }

  /** {@code web:80}. */
  public String targetText() {
    return netns + ":" + target;
  }
}
