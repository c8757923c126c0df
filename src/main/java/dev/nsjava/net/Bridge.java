package dev.nsjava.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bridge that network namespaces are connected to, which may be there or not. */
final class Bridge {

  private static final String KIND = "bridge";
  private static final String VETH = "veth";

  private final Site hub;
  private final String name;
  private final @Nullable Link there;
  private final Set<String> names;

  /** The ports whose other ends are elsewhere, by the ids that those namespaces have here. */
  private final Map<Integer, Link> ports = new HashMap<>();

  /** The same of veths that are nobody's ports, and have no addresses. */
  private final Map<Integer, Link> loose = new HashMap<>();

  /** The addresses at those other ends that were not looked at otherwise. */
  private final List<Prefix> others = new ArrayList<>();

  private int portCount;
  private int index;

  private Bridge(Site hub, String name, @Nullable Link there) {
    this.hub = hub;
    this.name = name;
    this.there = there;
    this.index = there == null ? 0 : there.index();
    this.names = hub.linkNames();
  }

  /**
   * That of a name.
   *
   * @throws NetlinkException if it is a link of another kind
   */
  static Bridge of(Site hub, String name) throws NetlinkException {
    Link there = hub.link(name);
    if (there != null && !there.kind().equals(KIND)) {
      throw NetlinkException.failed("link '" + name + "' is no bridge" + hub.netns().place());
    }
    Bridge bridge = new Bridge(hub, name, there);
    for (Link link : hub.links()) {
      boolean leadsOut = link.kind().equals(VETH) && link.lowerNsid() != Nsids.UNASSIGNED;
      boolean isPort = there != null && link.master() == there.index();
      bridge.portCount += isPort ? 1 : 0;
      if (leadsOut && isPort) {
        bridge.ports.putIfAbsent(link.lowerNsid(), link);
      } else if (leadsOut && link.master() == 0 && hub.address(link.index(), null) == null) {
        bridge.loose.putIfAbsent(link.lowerNsid(), link);
      }
    }
    return bridge;
  }

  Site hub() {
    return hub;
  }

  /**
   * The port of each of these namespaces, null for those that have none. One that was released, or
   * whose bridge is gone, is known by the address at its other end. What addresses other namespaces
   * have at theirs is looked up.
   *
   * @param network of such an address, or null for any
   * @throws NetlinkException if there would be too many
   */
  List<@Nullable Link> portsOf(List<Site> sites, @Nullable Prefix network) throws NetlinkException {
    Subnet subnet = network == null ? null : new Subnet(network);
    List<@Nullable Link> found = new ArrayList<>();
    Set<Integer> known = new HashSet<>();
    Netlink route = hub.netns().route();
    for (Site site : sites) {
      int nsid =
          site.isNew() || (ports.isEmpty() && loose.isEmpty())
              ? Nsids.UNASSIGNED
              : Nsids.of(route, site.netns().fd());
      Link port = ports.get(nsid);
      portCount += port == null ? 1 : 0;
      Link old = loose.get(nsid);
      if (port == null && old != null && site.address(old.lower(), subnet) != null) {
        port = old;
      }
      found.add(port == null || site.link(port.lower()) == null ? null : port);
      known.add(nsid);
    }
    if (portCount > ConnectRequest.MOST_PORTS) {
      throw ConnectRequest.tooMany(portCount);
    }
    for (Map.Entry<Integer, Link> port : ports.entrySet()) {
      if (!known.contains(port.getKey())) {
        for (Address address : hub.netns().addresses(port.getKey())) {
          if (address.index() == port.getValue().lower() && address.scope() == 0) {
            others.add(address.local());
          }
        }
      }
    }
    return found;
  }

  /** All addresses around it. */
  void addAddresses(Set<Ip> into) {
    hub.addAddresses(into);
    others.forEach(address -> into.add(address.address()));
  }

  /** Its own address in a network, or null. */
  @Nullable Prefix address(Subnet subnet) {
    return there == null ? null : hub.address(there.index(), subnet);
  }

  /** Its own address, or that of a namespace at it, or null. */
  @Nullable Prefix someAddress() {
    Prefix own = there == null ? null : hub.address(there.index(), null);
    return own != null || others.isEmpty() ? own : others.getFirst();
  }

  /**
   * Makes it, as far as it is not there.
   *
   * @param address that it is to have, or null
   */
  void make(@Nullable Prefix address, Undo undo) throws NetlinkException {
    Netns place = hub.netns();
    if (there == null) {
      NewLink link = new NewLink(name, null, true, 0, 0, Mac.some(), "", 0);
      Link made = undo.link(place, LinkRequests.bridge(link), place, name);
      index = made == null ? place.link(name).index() : made.index();
    } else if (!there.isUp()) {
      undo.add(() -> place.change(LinkRequests.down(name)));
      place.change(LinkRequests.up(name));
    }
    boolean has = address != null && address(new Subnet(networkOf(address))) != null;
    if (address != null && !has) {
      int flags = address.address().v6() ? AddressRequests.NODAD : 0;
      undo.add(() -> place.change(AddressRequests.delete(address, index)));
      place.change(AddressRequests.add(address, index, flags));
    }
  }

  private static Prefix networkOf(Prefix address) {
    return new Prefix(address.network(), address.length());
  }

  /** Its number, or 0 if it is to be made. */
  int index() {
    return index;
  }

  /** Makes sure that a port is one, and on. */
  void rejoin(Link port, Undo undo) throws NetlinkException {
    if (port.master() != index || !port.isUp()) {
      LinkChange change = new LinkChange(null, null, true, index, 0, null, null);
      Links.change(hub.netns(), port.name(), change, undo);
    }
  }

  /** The end of a pair that was made. */
  record End(String name, int index) {}

  /**
   * Makes namespaces ports of it. Returns the link in each, with index 0 where that is not known.
   */
  List<End> join(List<Site> sites, Undo undo) throws NetlinkException {
    List<String> ends = new ArrayList<>();
    List<Undo.Making> pairs = new ArrayList<>();
    for (Site site : sites) {
      String outer = PortName.outside(site.word, names);
      names.add(outer);
      String inner = PortName.inside(site.linkNames());
      NewLink port = NewLink.of(outer, null).on().under(index);
      Request pair = LinkRequests.veth(port, NewLink.of(inner, site.netns()));
      pairs.add(new Undo.Making(hub.netns(), pair, hub.netns(), outer));
      ends.add(inner);
    }
    List<End> joined = new ArrayList<>();
    for (@Nullable Link made : undo.links(pairs)) {
      joined.add(new End(ends.get(joined.size()), made == null ? 0 : made.lower()));
    }
    return joined;
  }
}
