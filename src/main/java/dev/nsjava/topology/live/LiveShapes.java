package dev.nsjava.topology.live;

import dev.nsjava.net.Link;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.PortVlan;
import dev.nsjava.net.Qdisc;
import dev.nsjava.net.Ticks;
import dev.nsjava.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What links of a namespace do to packets, and the VLANs of ports, as a file has them. */
final class LiveShapes {

  /** Bytes that a frame has besides, as {@link Qdiscs} counts them. */
  private static final long FRAME = 18;

  private final String namespace;
  private final Map<Integer, Qdisc> qdiscs;
  private final List<String> notes;
  private final Map<Integer, List<PortVlan>> vlans = new HashMap<>();

  /**
   * Those of one.
   *
   * @param bridges whether it has bridges that look at VLANs
   */
  LiveShapes(Netns netns, Ticks ticks, boolean bridges, List<String> notes)
      throws NetlinkException {
    namespace = netns.word();
    qdiscs = Qdisc.all(netns, ticks);
    this.notes = notes;
    if (bridges) {
      vlans.putAll(PortVlan.all(netns));
    }
  }

  /** That of a link, or null. */
  Topology.@Nullable Shape of(Link link) {
    Qdisc qdisc = qdiscs.get(link.index());
    Topology.Shape shape = null;
    if (qdisc instanceof Qdisc.Tbf tbf) {
      long packets = Math.max(1, tbf.limit() / (link.mtu() + FRAME));
      int limit = (int) Math.min(packets, Integer.MAX_VALUE);
      shape = new Topology.Shape(0, 0, 0, 0, 0, tbf.rate(), limit);
    } else if (qdisc instanceof Qdisc.Netem netem) {
      shape =
          new Topology.Shape(
              netem.delay(),
              netem.jitter(),
              netem.loss(),
              netem.duplicate(),
              netem.reorder(),
              netem.rate(),
              (int) Math.min(netem.limit(), Integer.MAX_VALUE));
    }
    Qdisc again = Qdiscs.of(shape, link.mtu());
    if (qdisc != null && (again == null || !again.isLike(qdisc))) {
      String what = shape == null ? "not here: " : "nearly here: ";
      notes.add(what + "qdisc " + qdisc.kind() + " of " + namespace + ":" + link.name());
    }
    return shape;
  }

  /** The VLAN of a port, or 0. */
  int vlan(Link link) {
    List<PortVlan> own = vlans.getOrDefault(link.index(), List.of());
    if (own.isEmpty()) {
      return 0;
    }
    PortVlan vlan = own.getFirst();
    if (own.size() > 1 || !vlan.own() || !vlan.untagged()) {
      notes.add("not here: the VLANs of " + namespace + ":" + link.name());
      return 0;
    }
    return vlan.equals(PortVlan.FIRST) ? 0 : vlan.id();
  }
}
