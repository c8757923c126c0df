package dev.nsjava.net;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connects network namespaces: to a bridge, or two with each other. All is looked at and planned
 * first, from a few dumps, then made. What is there stays as it is, so that to do it again changes
 * nothing.
 */
public final class Connector {

  private static final int LONGEST_STAR = 24;
  private static final int PAIR = 30;

  private final NetSession session;
  private final ConnectRequest request;
  private final List<Site> sites = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Connector(NetSession session, ConnectRequest request) throws NetlinkException {
    this.session = session;
    this.request = request;
    Set<String> names = new HashSet<>(NetnsNames.all());
    for (String word : request.words()) {
      Site site = Site.of(session, word, names);
      for (Site other : sites) {
        if (site.isSame(other)) {
          throw NetlinkException.failed(
              "'" + other.word + "' and '" + word + "' are the same network namespace");
        }
      }
      sites.add(site);
    }
  }

  /**
   * Connects them. Whatever fails, nothing is left of it.
   *
   * @param place where the bridge is
   */
  public static Connection.All connect(NetSession session, Netns place, ConnectRequest request)
      throws NetlinkException {
    request.check();
    Connector connector = new Connector(session, request);
    List<Connection> connections =
        request.bridge() == null
            ? connector.pair()
            : connector.star(Site.of(session, place), request.bridge());
    return new Connection.All(connections, connector.notes);
  }

  /**
   * What becomes of a bridge and the namespaces around it.
   *
   * @param ports those that lead to it by now, for each site one or null
   * @param own the bridge's address, if it is to have one
   * @param via where the sites' default routes lead, or null
   */
  private record Star(
      Bridge bridge,
      List<@Nullable Link> ports,
      AddressPlan plan,
      @Nullable Prefix own,
      @Nullable Ip via) {}

  private List<Connection> star(Site hub, String name) throws NetlinkException {
    Bridge bridge = Bridge.of(hub, name);
    int place = 0;
    while (place < sites.size() && !sites.get(place).isSame(hub)) {
      place++;
    }
    int placeOfHub = place;
    Site around = place < sites.size() ? sites.remove(place) : null; // the bridge is its link
    List<@Nullable Link> ports = bridge.portsOf(sites, request.subnet());
    AddressPlan plan = new AddressPlan(starSubnet(bridge, ports));
    bridge.addAddresses(plan.used());
    sites.forEach(site -> site.addAddresses(plan.used()));
    boolean leads = request.gateway() || request.nat();
    Prefix there = bridge.address(plan.subnet());
    Prefix own = !leads && around == null ? null : there == null ? plan.last() : there;
    Star star = new Star(bridge, ports, plan, own, leads && own != null ? own.address() : null);
    check(star, own != null && there == null ? 1 : 0);
    return session.change(
        undo -> {
          List<Exchange> work = new ArrayList<>();
          List<Connection> connections = make(star, work, undo);
          if (around != null && own != null) {
            around.configure(new Bridge.End(name, bridge.index()), null, null, work, undo);
            connections.add(placeOfHub, new Connection(around.word, name, own, null));
          }
          Exchange.checkAll(session.calls(), work);
          Site.name(session, sites, undo);
          letOut(hub, plan.subnet(), undo);
          return connections;
        });
  }

  /**
   * Makes sure that nothing there is in the way, and that there are addresses for all.
   *
   * @param wanted how many the bridge takes, 0 or 1
   */
  private void check(Star star, int wanted) throws NetlinkException {
    Subnet subnet = star.plan.subnet();
    int all = wanted;
    for (int i = 0; i < sites.size(); i++) {
      all += addressOf(i, star) == null ? 1 : 0;
      if (star.via != null) {
        sites.get(i).checkGateway(star.via);
      }
      Link port = star.ports.get(i);
      sites.get(i).checkOthers(port == null ? 0 : port.lower(), subnet);
    }
    if (star.own != null) {
      star.bridge.hub().checkOthers(star.bridge.index(), subnet);
    }
    star.plan.check(all);
    if (star.own != null) {
      star.plan.used().add(star.own.address());
    }
  }

  /** Makes all but names; {@code work} is still to be done then. */
  private List<Connection> make(Star star, List<Exchange> work, Undo undo) throws NetlinkException {
    star.bridge.make(star.own, undo);
    Site.make(session, sites);
    List<Bridge.End> ends = ends(star.bridge, star.ports, undo);
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      Site site = sites.get(i);
      Bridge.End end = ends.get(i);
      Prefix there = addressOf(i, star);
      Prefix address = there == null ? star.plan.next() : there;
      site.configure(end, there == null ? address : null, star.via, work, undo);
      connections.add(new Connection(site.word, end.name(), address, star.via));
    }
    return connections;
  }

  /** The links in the sites that lead to the bridge; where there is none it is made. */
  private List<Bridge.End> ends(Bridge bridge, List<@Nullable Link> ports, Undo undo)
      throws NetlinkException {
    List<Site> joining = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      if (ports.get(i) == null) {
        joining.add(sites.get(i));
      }
    }
    Iterator<Bridge.End> joined = bridge.join(joining, undo).iterator();
    List<Bridge.End> ends = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      Link port = ports.get(i);
      ends.add(port == null ? joined.next() : inner(sites.get(i), port));
      if (port != null) {
        bridge.rejoin(port, undo);
      }
    }
    return ends;
  }

  private static Bridge.End inner(Site site, Link port) {
    Link link = site.link(port.lower());
    if (link == null) {
      throw new IllegalStateException("no link " + port.lower() + " in " + site.word);
    }
    return new Bridge.End(link.name(), link.index());
  }

  /** What a site has for an address by now, or null. */
  private @Nullable Prefix addressOf(int number, Star star) {
    Link port = star.ports.get(number);
    return port == null ? null : sites.get(number).address(port.lower(), star.plan.subnet());
  }

  /** What was asked for, or what is there, or one that is free. */
  private Subnet starSubnet(Bridge bridge, List<@Nullable Link> ports) throws NetlinkException {
    if (request.subnet() != null) {
      return new Subnet(request.subnet());
    }
    Prefix there = bridge.someAddress();
    for (int i = 0; there == null && i < sites.size(); i++) {
      Link port = ports.get(i);
      there = port == null ? null : sites.get(i).address(port.lower(), null);
    }
    if (there != null) {
      return new Subnet(new Prefix(there.network(), there.length()));
    }
    int length = LONGEST_STAR;
    while ((1 << (AddressPlan.POOL.address().bits() - length)) < sites.size() + 3) {
      length--;
    }
    return AddressPlan.free(length, networks(bridge.hub()));
  }

  /** Those of all that are involved, and of the host. */
  private List<Prefix> networks(Site... others) throws NetlinkException {
    List<Site> all = new ArrayList<>(sites);
    all.addAll(List.of(others));
    boolean host = false;
    for (Site site : all) {
      host |= site.isHost();
    }
    if (!host) {
      all.add(Site.of(session, session.host()));
    }
    List<Prefix> networks = new ArrayList<>();
    all.forEach(site -> networks.addAll(site.networks()));
    return networks;
  }

  /**
   * One of two that are connected with each other.
   *
   * @param link that leads to the other by now, or null
   * @param has the link's address by now, or null
   * @param address that it has then
   */
  private record Half(Site site, @Nullable Link link, @Nullable Prefix has, Prefix address) {

    void configure(String name, @Nullable Ip gateway, List<Exchange> work, Undo undo)
        throws NetlinkException {
      site.configure(new Bridge.End(name, 0), has == null ? address : null, gateway, work, undo);
    }
  }

  private List<Connection> pair() throws NetlinkException {
    Site a = sites.get(0);
    Site b = sites.get(1);
    Link inA = a.linkTo(b);
    Link inB = inA == null ? null : b.link(inA.lower());
    AddressPlan plan = new AddressPlan(pairSubnet(inA, inB));
    a.addAddresses(plan.used());
    b.addAddresses(plan.used());
    Prefix ofA = inA == null ? null : a.address(inA.index(), plan.subnet());
    Prefix ofB = inB == null ? null : b.address(inB.index(), plan.subnet());
    a.checkOthers(inA == null ? 0 : inA.index(), plan.subnet());
    b.checkOthers(inB == null ? 0 : inB.index(), plan.subnet());
    plan.check((ofA == null ? 1 : 0) + (ofB == null ? 1 : 0));
    boolean leads = request.gateway() || request.nat();
    Half first = new Half(a, inA, ofA, ofA == null ? plan.next() : ofA);
    Prefix gateway = ofB != null ? ofB : leads ? plan.last() : plan.next();
    Half second = new Half(b, inB, ofB, gateway);
    Ip via = leads ? gateway.address() : null;
    if (via != null) {
      a.checkGateway(via);
    }
    return session.change(
        undo -> {
          List<Connection> connections = make(first, second, via, undo);
          letOut(b, plan.subnet(), undo);
          return connections;
        });
  }

  private List<Connection> make(Half first, Half second, @Nullable Ip via, Undo undo)
      throws NetlinkException {
    Site a = first.site;
    Site b = second.site;
    Site.make(session, sites);
    String atA = first.link == null ? nameIn(a, b) : first.link.name();
    String atB = second.link == null ? nameIn(b, a) : second.link.name();
    if (first.link == null) {
      NewLink one = NewLink.of(atA, a.netns());
      NewLink other = NewLink.of(atB, b.netns());
      undo.link(session.host(), LinkRequests.veth(one, other), a.netns(), atA);
    }
    List<Exchange> work = new ArrayList<>();
    second.configure(atB, null, work, undo);
    first.configure(atA, via, work, undo);
    Exchange.checkAll(session.calls(), work);
    Site.name(session, sites, undo);
    return List.of(
        new Connection(a.word, atA, first.address, via),
        new Connection(b.word, atB, second.address, null));
  }

  private Subnet pairSubnet(@Nullable Link inA, @Nullable Link inB) throws NetlinkException {
    if (request.subnet() != null) {
      return new Subnet(request.subnet());
    }
    Prefix there = inA == null ? null : sites.get(0).address(inA.index(), null);
    if (there == null && inB != null) {
      there = sites.get(1).address(inB.index(), null);
    }
    return there == null
        ? AddressPlan.free(PAIR, networks())
        : new Subnet(new Prefix(there.network(), there.length()));
  }

  /** In the host names say where they lead. */
  private String nameIn(Site site, Site other) {
    return site.isHost()
        ? PortName.outside(other.word, site.linkNames())
        : PortName.inside(site.linkNames());
  }

  private void letOut(Site site, Subnet subnet, Undo undo) throws NetlinkException {
    if (request.nat()) {
      notes.addAll(new Nat(subnet.prefix(), "").add(session, site.netns(), undo));
    }
  }
}
