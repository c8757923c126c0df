package dev.nsjava.topology.live;

import dev.nsjava.net.Ethtool;
import dev.nsjava.net.Link;
import dev.nsjava.net.LinkRequests;
import dev.nsjava.net.Live;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.PortVlan;
import dev.nsjava.net.Qdisc;
import dev.nsjava.net.QdiscRequests;
import dev.nsjava.net.Request;
import dev.nsjava.net.Ticks;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What few links have: a shape, a VLAN, a longer name, sums that are not left to hardware. */
final class LinkExtras {

  private static final String NETEM = "netem";

  private final NetSession session;
  private final Scene scene;
  private final Difference difference;
  private final Ticks ticks;
  private final Set<String> filtering = new HashSet<>();
  private final Map<String, Map<Integer, Qdisc>> qdiscs = new HashMap<>();
  private final Map<String, Map<Integer, List<PortVlan>>> vlans = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private LinkExtras(NetSession session, Scene scene, Difference difference)
      throws NetlinkException {
    this.session = session;
    this.scene = scene;
    this.difference = difference;
    this.ticks = Ticks.read(session);
  }

  /** Whether a topology asks for any. */
  private static boolean isNeeded(Topology topology) {
    for (Topology.Bridge bridge : topology.bridges()) {
      if (bridge.vlans()) {
        return true;
      }
    }
    for (Topology.Link link : topology.links()) {
      for (Topology.End end : link.ends()) {
        if (end.shape() != null
            || end.vlan() != 0
            || !end.longName().isEmpty()
            || !link.offload()) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * What is to be changed.
   *
   * @param before what was up, as far as it is known
   * @throws NetlinkException if the kernel lacks what a shape needs
   */
  static List<Step> steps(
      NetSession session,
      Scene scene,
      Difference difference,
      Topology topology,
      List<Topology> before)
      throws NetlinkException {
    boolean needed = isNeeded(topology);
    for (Topology old : before) {
      needed |= isNeeded(old);
    }
    if (!needed) {
      return List.of();
    }
    LinkExtras extras = new LinkExtras(session, scene, difference);
    for (Topology.Bridge bridge : topology.bridges()) {
      if (bridge.vlans()) {
        extras.filtering.add(bridge.in() + ":" + bridge.name());
      }
    }
    boolean netem = false;
    for (Topology.Link link : topology.links()) {
      for (Topology.End end : link.ends()) {
        extras.end(link, end);
        netem |= end.shape() != null && end.shape().needsNetem();
      }
    }
    if (netem && !Qdisc.isKnown(session.host(), NETEM)) {
      throw NetlinkException.failed(
          Qdisc.lack(NETEM)
              + ", which delay, loss, duplicate and reorder need: --without-shaping"
              + " leaves them out");
    }
    return extras.steps;
  }

  private @Nullable Link there(Topology.End end) {
    Live live = scene.live(end.namespace());
    boolean fresh = difference.isFresh(end.namespace(), end.name());
    return live == null || fresh ? null : live.link(end.name());
  }

  private void end(Topology.Link link, Topology.End end) throws NetlinkException {
    Link there = there(end);
    String name = end.namespace() + ":" + end.name();
    shape(link, end, there, name);
    if (!end.longName().isEmpty()
        && (there == null || !there.altnames().contains(end.longName()))) {
      add(
          "altname of " + name,
          end,
          index -> List.of(LinkRequests.altname(index, end.name(), end.longName())));
    }
    if (filtering.contains(end.namespace() + ":" + end.bridge())) {
      vlan(end, there, name);
    }
    if (!link.offload()) {
      offload(end, there, name);
    }
  }

  private void shape(Topology.Link link, Topology.End end, @Nullable Link there, String name)
      throws NetlinkException {
    Qdisc wanted = Qdiscs.of(end.shape(), link.mtu());
    Qdisc has = there == null ? null : qdiscs(end.namespace()).get(there.index());
    boolean same = (wanted == null || has == null) ? wanted == has : wanted.isLike(has);
    boolean others = has instanceof Qdisc.Other && wanted == null;
    if (same || others) {
      return;
    }
    add(
        "shape of " + name,
        end,
        index ->
            wanted == null
                ? List.of(QdiscRequests.delete(index, end.name()))
                : QdiscRequests.replace(wanted, index, end.name(), ticks));
  }

  private Map<Integer, Qdisc> qdiscs(String namespace) throws NetlinkException {
    Map<Integer, Qdisc> known = qdiscs.get(namespace);
    if (known == null) {
      known = Qdisc.all(Objects.requireNonNull(scene.live(namespace)).netns(), ticks);
      qdiscs.put(namespace, known);
    }
    return known;
  }

  private void vlan(Topology.End end, @Nullable Link there, String name) throws NetlinkException {
    List<PortVlan> has = there == null ? List.of(PortVlan.FIRST) : vlans(end.namespace(), there);
    int id = end.vlan() == 0 ? PortVlan.FIRST.id() : end.vlan();
    if (has.equals(List.of(new PortVlan(id, true, true)))) {
      return;
    }
    add("vlan of " + name + " = " + id, end, index -> PortVlan.access(index, end.name(), id, has));
  }

  private List<PortVlan> vlans(String namespace, Link port) throws NetlinkException {
    Map<Integer, List<PortVlan>> known = vlans.get(namespace);
    if (known == null) {
      known = PortVlan.all(Objects.requireNonNull(scene.live(namespace)).netns());
      vlans.put(namespace, known);
    }
    return known.getOrDefault(port.index(), List.of());
  }

  private void offload(Topology.End end, @Nullable Link there, String name)
      throws NetlinkException {
    Live live = scene.live(end.namespace());
    if (there != null && live != null) {
      try (Ethtool ethtool = Ethtool.open(session, live.netns())) {
        if (!ethtool.leavesSums(there.index(), end.name())) {
          return;
        }
      }
    }
    steps.add(
        new Step(
            "~ offload of " + name + " off",
            (builder, undo) -> {
              try (Ethtool ethtool = Ethtool.open(session, builder.place(end.namespace()))) {
                ethtool.leaveSums(builder.index(end.namespace(), end.name()), end.name(), false);
              }
            }));
  }

  /** What is to be sent to a link of an index. */
  @FunctionalInterface
  private interface Sent {

    List<Request> to(int index);
  }

  private void add(String line, Topology.End end, Sent sent) {
    steps.add(
        new Step(
            "~ " + line,
            (builder, undo) -> {
              int index = builder.index(end.namespace(), end.name());
              Request[] requests = sent.to(index).toArray(Request[]::new);
              builder.place(end.namespace()).change(requests);
            }));
  }
}
