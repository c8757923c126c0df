package dev.nsjava.topology.live;

import dev.nsjava.net.Address;
import dev.nsjava.net.Ip;
import dev.nsjava.net.Link;
import dev.nsjava.net.LinkSettings;
import dev.nsjava.net.Live;
import dev.nsjava.net.LivePeers;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.net.Ticks;
import dev.nsjava.topology.Mark;
import dev.nsjava.topology.Networks;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Topology.Bridge;
import dev.nsjava.topology.Topology.End;
import dev.nsjava.topology.Topology.Kind;
import dev.nsjava.topology.Words;
import dev.nsjava.topology.file.PortNames;
import dev.nsjava.topology.file.TopologyWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The links of namespaces, as a file has them: bridges, pairs, and those with one end. */
final class LiveLinks {

  private static final long USUAL_MTU = 1500;
  private static final int ETHERNET = 1;
  private static final long PERMANENT = 0x80;
  private static final String BRIDGE = "bridge";

  private final NetSession session;
  private final LivePeers peers;
  private final List<Live> all;
  private final @Nullable Mark mark;
  private final boolean drawn;
  private final List<String> notes;

  private final List<Bridge> bridges = new ArrayList<>();
  private final List<Topology.Link> links = new ArrayList<>();
  private final Set<String> bridgeNames = new HashSet<>();
  private final Set<Link> known = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Link> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> ofHost = new HashSet<>();

  /** Those with bridges that look at VLANs. */
  private final Set<Live> filtering = new HashSet<>();

  private final Map<Live, LiveShapes> shapes = new HashMap<>();

  /**
   * Those of some namespaces.
   *
   * @param mark of the links of the host that are meant; null: all
   * @param drawn also those that a file has no words for, but a picture
   */
  LiveLinks(
      NetSession session,
      LivePeers peers,
      List<Live> all,
      @Nullable Mark mark,
      boolean drawn,
      List<String> notes) {
    this.session = session;
    this.peers = peers;
    this.all = all;
    this.mark = mark;
    this.drawn = drawn;
    this.notes = notes;
  }

  List<Bridge> bridges() {
    return bridges;
  }

  List<Topology.Link> links() {
    return links;
  }

  /** The names of the host's links that are among them. */
  Set<String> ofHost() {
    return ofHost;
  }

  /** Reads all; the ends of a pair that are not the host's come first. */
  void read() throws NetlinkException {
    Ticks ticks = Ticks.read(session);
    for (Live live : all) {
      for (Link link : live.links()) {
        if (link.kind().equals(BRIDGE) && isMeant(live, link)) {
          bridge(live, link);
        }
      }
    }
    for (Live live : all) {
      boolean vlans = filtering.contains(live);
      shapes.put(live, new LiveShapes(live.netns(), ticks, vlans, notes));
    }
    for (Live live : all.reversed()) { // the host is the first
      List<Topology.Link> own = new ArrayList<>();
      for (Link link : live.links()) {
        if (isMeant(live, link) && !link.kind().equals(BRIDGE) && !done.contains(link)) {
          link(live, link, own);
        }
      }
      links.addAll(0, own);
    }
  }

  private boolean isHost(Live live) {
    return live.netns() == session.host();
  }

  /** Whether it is one of the network, and no hardware of the host. */
  private boolean isMeant(Live live, Link link) {
    if (link.name().equals("lo")) {
      return false;
    }
    return !isHost(live) || (!link.kind().isEmpty() && (mark == null || mark.isOn(link)));
  }

  private static String text(Live live, Link link) {
    return live.netns().word() + ":" + link.name();
  }

  private void bridge(Live live, Link link) {
    boolean named = Words.isName(link.name(), Integer.MAX_VALUE) && bridgeNames.add(link.name());
    if (!named && !drawn) {
      notes.add("not here: bridge " + text(live, link) + ": no name, or one of another bridge");
      return;
    }
    known.add(link);
    common(live, link);
    List<Prefix> addresses = addresses(live, link);
    Set<Prefix> subnets = new LinkedHashSet<>();
    addresses.forEach(address -> subnets.add(Networks.of(address)));
    boolean stp = link.settings().startsWith(LinkSettings.bridge(true, false));
    boolean vlans = link.settings().equals(LinkSettings.bridge(stp, true));
    bridges.add(
        new Bridge(
            link.name(),
            live.netns().word(),
            addresses,
            List.copyOf(subnets),
            false,
            mtu(link),
            stp,
            vlans));
    if (vlans) {
      filtering.add(live);
    }
  }

  private static long mtu(Link link) {
    return link.mtu() == USUAL_MTU ? 0 : link.mtu();
  }

  /** What is to be said of any. */
  private void common(Live live, Link link) {
    if (!link.isUp()) {
      notes.add(text(live, link) + " is off; here it is on");
    }
    if (isHost(live)) {
      ofHost.add(link.name());
    }
  }

  private List<Prefix> addresses(Live live, Link link) {
    List<Prefix> addresses = new ArrayList<>();
    for (Address address : live.addresses()) {
      Ip ip = address.local().address();
      if (address.index() != link.index() || (ip.v6() && Networks.isLocal(ip))) {
        continue; // those of each link the kernel makes by itself
      }
      if ((address.flags() & PERMANENT) == 0 || address.peer() != null) {
        String why = address.peer() == null ? ", which will not stay" : ", which has a peer";
        notes.add("not here: " + text(live, link) + ": address " + ip.text() + why);
      } else {
        addresses.add(address.local());
      }
    }
    return addresses;
  }

  private void link(Live live, Link link, List<Topology.Link> own) throws NetlinkException {
    Kind kind = kind(link);
    // A vxlan that stands on nothing is said to stand on itself, where it was made.
    boolean alone = link.lower() == 0 || (kind == Kind.VXLAN && link.lower() == link.index());
    LivePeers.Place lower = alone ? null : peers.lower(live, link);
    boolean stands = kind == Kind.MACVLAN || kind == Kind.IPVLAN || kind == Kind.VXLAN;
    boolean vlan = kind == Kind.VLAN;
    boolean veth = kind == Kind.VETH;
    String why = "";
    if (veth && (lower == null || !isSeen(lower))) {
      why = "its other end is not here";
    } else if ((stands && !alone && (lower == null || !isHost(lower.live())))
        || (vlan && (lower == null || lower.live() != live))) {
      why = "what it stands on is not here";
    } else if (!canHave(link)) {
      why = "no file can have its name";
    }
    if (kind == null) {
      String what = link.kind().isEmpty() ? "hardware" : link.kind();
      notes.add("not here: " + text(live, link) + " (" + what + ")");
    } else if (drawn || why.isEmpty()) {
      LivePeers.Place on = why.isEmpty() ? lower : null;
      own.add(veth && on != null ? pair(live, link, on) : single(live, link, kind, on));
    } else {
      notes.add("not here: " + text(live, link) + ": " + why);
    }
  }

  private boolean isSeen(LivePeers.Place place) {
    return all.contains(place.live()) && canHave(place.link());
  }

  private boolean canHave(Link link) {
    return drawn || TopologyWriter.canHave(link.name());
  }

  private static @Nullable Kind kind(Link link) {
    return switch (link.kind()) {
      case "veth" -> Kind.VETH;
      case "macvlan" -> Kind.MACVLAN;
      case "ipvlan" -> Kind.IPVLAN;
      case "vlan" -> Kind.VLAN;
      case "vxlan" -> Kind.VXLAN;
      case "dummy" -> Kind.DUMMY;
      case "tun" -> link.type() == ETHERNET ? Kind.TAP : Kind.TUN;
      default -> null;
    };
  }

  private Topology.Link pair(Live live, Link link, LivePeers.Place lower) {
    Link other = lower.link();
    done.add(other);
    End a = end(live, link);
    End b = end(lower.live(), other);
    if (link.mtu() != other.mtu()) {
      notes.add(text(live, link) + " and its other end have two MTUs; here they have one");
    }
    boolean turned = !a.bridge().isEmpty() && b.bridge().isEmpty(); // ports come last
    End first = turned ? named(b, other, a) : named(a, link, b);
    End last = turned ? named(a, link, b) : named(b, other, a);
    return new Topology.Link(Kind.VETH, first, last, "", "", -1, null, mtu(link), true);
  }

  private End end(Live live, Link link) {
    common(live, link);
    String bridge = "";
    for (Link master : live.links()) {
      if (link.master() != 0 && master.index() == link.master()) {
        boolean there = known.contains(master);
        bridge = there ? master.name() : "";
        if (!there) {
          notes.add(text(live, link) + " belongs to " + master.name() + "; here it does not");
        }
      }
    }
    List<Prefix> addresses = addresses(live, link);
    if (!bridge.isEmpty() && !addresses.isEmpty()) {
      notes.add("not here: the addresses of " + text(live, link) + ", which is a port");
      addresses = List.of();
    }
    LiveShapes own = Objects.requireNonNull(shapes.get(live));
    int vlan = bridge.isEmpty() ? 0 : own.vlan(link);
    return new End(
        live.netns().word(), link.name(), "", addresses, null, bridge, vlan, own.of(link));
  }

  /** With the name that it had before it was cut. */
  private End named(End end, Link link, End other) {
    for (String name : link.altnames()) {
      End named =
          new End(
              end.namespace(),
              end.name(),
              name,
              end.addresses(),
              end.mac(),
              end.bridge(),
              end.vlan(),
              end.shape());
      if (!end.bridge().isEmpty() && PortNames.isGiven(named, other)) {
        return named;
      }
      notes.add("not here: " + end.namespace() + ":" + end.name() + ": its other name " + name);
    }
    return end;
  }

  private Topology.Link single(Live live, Link link, Kind kind, LivePeers.@Nullable Place lower) {
    LiveSettings settings = LiveSettings.of(link.settings());
    String parent = lower == null ? "" : lower.link().name();
    return new Topology.Link(
        kind,
        end(live, link),
        null,
        kind == Kind.TUN || kind == Kind.TAP || kind == Kind.DUMMY ? "" : parent,
        settings.mode(),
        settings.id(),
        settings.remote(),
        mtu(link),
        true);
  }
}
