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

  private List<Connection> star(Site hub, String name) throws NetlinkException {
    Bridge bridge = Bridge.of(hub, name);
    int own = 0;
    while (own < sites.size() && !sites.get(own).isSame(hub)) {
      own++;
    }
    Site around = own < sites.size() ? sites.remove(own) : null; // the bridge is its link
    int place = own;
    List<@Nullable Link> ports = bridge.portsOf(sites, request.subnet());
    AddressPlan plan = new AddressPlan(starSubnet(bridge, ports));
    bridge.addAddresses(plan.used());
    sites.forEach(site -> site.addAddresses(plan.used()));
    Prefix gateway = null;
    int wanted = 0;
    boolean leads = request.gateway() || request.nat();
    if (leads || around != null) {
      gateway = bridge.address(plan.subnet());
      if (gateway == null) {
        gateway = plan.last();
        wanted++;
      }
    }
    for (int i = 0; i < sites.size(); i++) {
      wanted += addressOf(i, ports, plan.subnet()) == null ? 1 : 0;
      if (leads && gateway != null) {
        sites.get(i).leadsTo(gateway.address());
      }
      Link port = ports.get(i);
      sites.get(i).checkOthers(port == null ? 0 : port.lower(), plan.subnet());
    }
    if (gateway != null) {
      hub.checkOthers(bridge.index(), plan.subnet());
    }
    plan.check(wanted);
    if (gateway != null) {
      plan.used().add(gateway.address());
    }
    Prefix ofBridge = gateway;
    Ip via = leads && gateway != null ? gateway.address() : null;
    return session.change(
        undo -> {
          bridge.make(ofBridge, undo);
          Site.make(session, sites);
          List<Bridge.End> ends = ends(bridge, ports, undo);
          List<Connection> connections = new ArrayList<>();
          List<Exchange> work = new ArrayList<>();
          for (int i = 0; i < sites.size(); i++) {
            Site site = sites.get(i);
            Bridge.End end = ends.get(i);
            Prefix there = addressOf(i, ports, plan.subnet());
            Prefix address = there == null ? plan.next() : there;
            site.configure(end, there == null ? address : null, via, work, undo);
            connections.add(new Connection(site.word, end.name(), address, via));
          }
          if (around != null && ofBridge != null) {
            around.configure(new Bridge.End(name, bridge.index()), null, null, work, undo);
            connections.add(place, new Connection(around.word, name, ofBridge, null));
          }
          Exchange.checkAll(session.calls(), work);
          Site.name(session, sites, undo);
          letOut(hub, plan.subnet(), undo);
          return connections;
        });
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

  private @Nullable Prefix addressOf(int number, List<@Nullable Link> ports, Subnet subnet) {
    Link port = ports.get(number);
    return port == null ? null : sites.get(number).address(port.lower(), subnet);
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
    boolean way = request.gateway() || request.nat();
    Prefix first = ofA == null ? plan.next() : ofA;
    Prefix second = ofB != null ? ofB : way ? plan.last() : plan.next();
    Ip via = way ? second.address() : null;
    if (via != null) {
      a.leadsTo(via);
    }
    return session.change(
        undo -> {
          Site.make(session, sites);
          String atA = inA == null ? nameIn(a, b) : inA.name();
          String atB = inB == null ? nameIn(b, a) : inB.name();
          if (inA == null) {
            NewLink one = NewLink.of(atA, a.netns());
            NewLink other = NewLink.of(atB, b.netns());
            undo.link(session.host(), LinkRequests.veth(one, other), a.netns(), atA);
          }
          List<Exchange> work = new ArrayList<>();
          b.configure(new Bridge.End(atB, 0), ofB == null ? second : null, null, work, undo);
          a.configure(new Bridge.End(atA, 0), ofA == null ? first : null, via, work, undo);
          Exchange.checkAll(session.calls(), work);
          Site.name(session, sites, undo);
          letOut(b, plan.subnet(), undo);
          return List.of(
              new Connection(a.word, atA, first, via), new Connection(b.word, atB, second, null));
        });
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
