package dev.nsjava.topology.live;

import dev.nsjava.net.Link;
import dev.nsjava.net.Live;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.PeerIds;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Topology.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where links lead that are there: to their other end, or to what they stand on. An index alone
 * does not tell, since each namespace counts its links from 1.
 */
final class Cabling {

  private final Scene scene;
  private final PeerIds ids = new PeerIds();

  private Cabling(Scene scene) {
    this.scene = scene;
  }

  /** That of the links of a topology; what has to be asked for it is asked at once. */
  static Cabling of(NetSession session, Topology topology, Scene scene) throws NetlinkException {
    Cabling cabling = new Cabling(scene);
    List<PeerIds.Pair> pairs = new ArrayList<>();
    for (Topology.Link link : topology.links()) {
      String other = link.b() == null ? home(link) : link.b().namespace();
      Live from = scene.live(link.a().namespace());
      Live to = scene.live(other);
      if (from != null && to != null && from != to && from.link(link.a().name()) != null) {
        pairs.add(new PeerIds.Pair(from, to));
      }
    }
    cabling.ids.ask(session, pairs);
    return cabling;
  }

  /** Where a link of one end has what it stands on. */
  static String home(Topology.Link link) {
    return link.kind() == Kind.VLAN ? link.a().namespace() : Topology.HOST;
  }

  /** Whether both ends of a veth are there, and are ends of one. */
  boolean isPair(Topology.End a, Topology.End b) throws NetlinkException {
    Link there = link(a);
    Link other = link(b);
    return there != null
        && other != null
        && there.lower() == other.index()
        && other.lower() == there.index()
        && isIn(a, there, b.namespace());
  }

  /** Whether a link of one end stands on its parent; what stands on none does. */
  boolean isOnParent(Topology.Link link) throws NetlinkException {
    if (link.parent().isEmpty() || link.kind() == Kind.PHYS) {
      return true;
    }
    Link parent = parent(link);
    Link there = link(link.a());
    return parent != null
        && there != null
        && there.lower() == parent.index()
        && isIn(link.a(), there, home(link));
  }

  /** What a link of one end stands on, or null. */
  @Nullable Link parent(Topology.Link link) {
    Live home = scene.live(home(link));
    return home == null ? null : home.called(link.parent());
  }

  private boolean isIn(Topology.End end, Link link, String other) throws NetlinkException {
    Live live = scene.live(end.namespace());
    Live elsewhere = scene.live(other);
    return live != null && elsewhere != null && ids.isIn(live, link, elsewhere);
  }

  private @Nullable Link link(Topology.End end) {
    Live live = scene.live(end.namespace());
    return live == null ? null : live.link(end.name());
  }
}
