package dev.nsjava.net;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A network namespace that is to be connected: what is in it, or that it is to be made. */
final class Site {

  private static final int LOOPBACK = 1;

  final String word;
  private final NetSession session;
  private @Nullable Netns netns;
  private boolean created;
  private List<Link> links = List.of();
  private List<Address> addresses = List.of();
  private List<Route> routes = List.of();

  private Site(NetSession session, String word) {
    this.session = session;
    this.word = word;
  }

  /**
   * That of a word.
   *
   * @param names that are taken: others are those of namespaces to be made
   */
  static Site of(NetSession session, String word, Set<String> names) throws NetlinkException {
    boolean taken = names.contains(word) || word.equals(NetSession.HOST) || word.indexOf('/') >= 0;
    if (taken || isNumber(word)) {
      return of(session, session.find(word));
    }
    NetnsNames.check(word);
    return new Site(session, word);
  }

  private static boolean isNumber(String word) {
    boolean digits = true;
    for (int i = 0; i < word.length(); i++) {
      digits &= word.charAt(i) >= '0' && word.charAt(i) <= '9';
    }
    return digits;
  }

  /** That of a namespace, with all that is in it. */
  static Site of(NetSession session, Netns netns) throws NetlinkException {
    Site site = new Site(session, netns.word());
    site.netns = netns;
    site.links = netns.links();
    site.addresses = netns.addresses();
    site.routes = netns.routes();
    return site;
  }

  boolean isNew() {
    return netns == null;
  }

  /** Which it is, once it is made. */
  Netns netns() {
    if (netns == null) {
      throw new IllegalStateException("not made yet: " + word);
    }
    return netns;
  }

  List<Link> links() {
    return links;
  }

  /** Makes those that are to be made. They have no names until {@link #name}. */
  static void make(NetSession session, List<Site> sites) throws NetlinkException {
    List<Site> missing = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Site site : sites) {
      if (site.isNew()) {
        missing.add(site);
        words.add(site.word);
      }
    }
    List<Netns> made = session.create(words);
    for (int i = 0; i < made.size(); i++) {
      missing.get(i).netns = made.get(i);
      missing.get(i).created = true;
    }
  }

  /** Gives those that were made their names. */
  static void name(NetSession session, List<Site> sites, Undo undo) throws NetlinkException {
    List<String> names = new ArrayList<>();
    List<Netns> made = new ArrayList<>();
    for (Site site : sites) {
      if (site.created) {
        names.add(site.word);
        made.add(site.netns());
      }
    }
    if (!made.isEmpty()) {
      session.names().addAll(names, made, undo);
    }
  }

  /** Whether both are one namespace, by whatever words. */
  boolean isSame(Site other) throws NetlinkException {
    return !isNew() && !other.isNew() && netns().isSame(other.netns());
  }

  /**
   * Makes sure that no link but one has a network that is all within another: its packets would
   * leave there.
   *
   * @param index of the one, or 0
   */
  void checkOthers(int index, Subnet subnet) throws NetlinkException {
    for (Address address : addresses) {
      Prefix local = address.local();
      Link link = link(address.index());
      boolean alone = local.length() == local.address().bits();
      if (link != null
          && address.index() != index
          && !alone
          && local.length() >= subnet.prefix().length()
          && subnet.contains(local.address())) {
        throw NetlinkException.failed(
            "link '"
                + link.name()
                + "'"
                + netns().place()
                + " has an address of "
                + subnet.prefix().text()
                + " already: "
                + local.text());
      }
    }
  }

  boolean isHost() {
    return netns == session.host();
  }

  /** The link whose other end is in another namespace, or null. */
  @Nullable Link linkTo(Site other) throws NetlinkException {
    if (isNew() || other.isNew()) {
      return null;
    }
    int nsid = Nsids.of(netns().route(), other.netns().fd());
    for (Link link : links) {
      boolean there = nsid != Nsids.UNASSIGNED && link.lowerNsid() == nsid;
      if (there && link.kind().equals("veth") && other.link(link.lower()) != null) {
        return link;
      }
    }
    return null;
  }

  @Nullable Link link(String name) {
    for (Link link : links) {
      if (link.name().equals(name) || link.altnames().contains(name)) {
        return link;
      }
    }
    return null;
  }

  /** The link of an index, or null. */
  @Nullable Link link(int index) {
    for (Link link : links) {
      if (link.index() == index) {
        return link;
      }
    }
    return null;
  }

  /** All names of its links, to which more may be added. */
  Set<String> linkNames() {
    Set<String> taken = new HashSet<>();
    for (Link link : links) {
      taken.add(link.name());
      taken.addAll(link.altnames());
    }
    return taken;
  }

  /** The first address of a link that is in a network, or in any; null if there is none. */
  @Nullable Prefix address(int index, @Nullable Subnet subnet) {
    for (Address address : addresses) {
      boolean within = subnet == null || subnet.contains(address.local().address());
      if (address.index() == index && address.scope() == 0 && within) {
        return address.local();
      }
    }
    return null;
  }

  /** Its networks: those of its addresses and routes. */
  List<Prefix> networks() {
    List<Prefix> networks = new ArrayList<>();
    addresses.forEach(address -> networks.add(address.local()));
    for (Route route : routes) {
      if (!route.destination().isAll()) {
        networks.add(route.destination());
      }
    }
    return networks;
  }

  /** Its addresses. */
  void addAddresses(Set<Ip> into) {
    addresses.forEach(address -> into.add(address.local().address()));
  }

  /** Where its default route of a family leads, or null if it has none. */
  private @Nullable Hop defaultHop(boolean v6) {
    for (Route route : routes) {
      if (route.destination().isAll()
          && route.destination().address().v6() == v6
          && !route.hops().isEmpty()) {
        return route.hops().getFirst();
      }
    }
    return null;
  }

  /** Makes sure that the default route, if there is one, leads to a gateway. */
  void checkGateway(Ip gateway) throws NetlinkException {
    Hop hop = defaultHop(gateway.v6());
    if (hop == null || gateway.equals(hop.gateway())) {
      return;
    }
    Ip other = hop.gateway();
    String where = other == null ? "elsewhere" : "to " + other.text();
    throw NetlinkException.failed(
        "the default route of '" + word + "' leads " + where + " already");
  }

  /**
   * Prepares to put a link of it to work.
   *
   * @param end the link
   * @param address that it gets, or null if it has one
   * @param gateway that all leads to, see {@link #checkGateway}; or null
   * @param work what is to be done, to which this is added
   */
  void configure(
      Bridge.End end,
      @Nullable Prefix address,
      @Nullable Ip gateway,
      List<Exchange> work,
      Undo undo)
      throws NetlinkException {
    Netns place = netns();
    String device = end.name();
    Link there = link(device);
    int index = end.index() == 0 ? place.link(device).index() : end.index();
    List<Request> requests = new ArrayList<>();
    switchOn("lo", link(LOOPBACK), requests, undo);
    switchOn(device, there, requests, undo);
    if (address != null) {
      requests.add(AddressRequests.add(address, index, nodad(address)));
      if (there != null) {
        undo.add(() -> place.change(AddressRequests.delete(address, index)));
      }
    }
    if (gateway != null && defaultHop(gateway.v6()) == null) {
      NewRoute route = NewRoute.out(gateway, index);
      requests.add(RouteRequests.add(route));
      if (there != null) {
        undo.add(() -> place.change(RouteRequests.delete(route)));
      }
    }
    if (!requests.isEmpty()) {
      work.add(place.changing(requests));
    }
  }

  /** What is made anew is taken away as a whole, so only what was there is switched off again. */
  private void switchOn(String name, @Nullable Link there, List<Request> requests, Undo undo) {
    if (there != null && there.isUp()) {
      return;
    }
    requests.add(LinkRequests.up(name));
    if (there != null) {
      undo.add(() -> netns().change(LinkRequests.down(name)));
    }
  }

  private static int nodad(Prefix address) {
    return address.address().v6() ? AddressRequests.NODAD : 0;
  }
}
