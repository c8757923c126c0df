package dev.nsjava.topology.file;

import dev.nsjava.topology.Topology;
import dev.nsjava.topology.file.Draft.Hub;
import dev.nsjava.topology.file.Draft.Space;
import dev.nsjava.topology.file.Draft.Tip;
import dev.nsjava.topology.file.Draft.Wire;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which links hear each other: the two ends of a pair, all ports of a bridge in the same VLAN,
 * those on the same link of the host. Each such segment has a number.
 */
final class Segments {

  private final Draft draft;
  private int[] parents = new int[64];
  private int count;

  /** Segments within others, and outside of the file, by what they are known by. */
  private final Map<String, Integer> others = new HashMap<>();

  private Segments(Draft draft) {
    this.draft = draft;
  }

  /** Numbers them all. */
  static void number(Draft draft) {
    new Segments(draft).number();
  }

  private void number() {
    for (Hub hub : draft.hubs.values()) {
      hub.segment = fresh();
    }
    for (Wire wire : draft.wires) {
      wire.a.segment = begin(wire, wire.a);
      if (wire.b != null) {
        wire.b.segment = begin(wire, wire.b);
        join(wire.a.segment, wire.b.segment);
      }
    }
    Map<String, Tip> host = host();
    for (Wire wire : draft.wires) {
      switch (wire.kind) {
        case VLAN -> vlan(wire);
        case MACVLAN, IPVLAN -> onHost(wire, host);
        default -> {}
      }
    }
    finish();
  }

  private int begin(Wire wire, Tip tip) {
    if (tip.hub != null) {
      return tip.vlan > 1 ? within(tip.hub.segment, tip.vlan) : tip.hub.segment;
    }
    return switch (wire.kind) {
      case MACVLAN, IPVLAN, PHYS -> other("on " + wire.parent);
      case VXLAN -> other("vxlan " + wire.id);
      default -> fresh();
    };
  }

  /** A link of a VLAN is in that of the segment of the link below it. */
  private void vlan(Wire wire) {
    Space space = draft.spaces.get(wire.a.namespace);
    Tip below = space == null ? null : space.devices.get(wire.parent);
    if (below != null) {
      join(wire.a.segment, within(segment(below), wire.id));
    }
  }

  /** That of the link itself; on one that is not of the file they hear each other. */
  private void onHost(Wire wire, Map<String, Tip> host) {
    Tip below = host.get(wire.parent);
    if (below != null) {
      join(wire.a.segment, segment(below));
    }
  }

  private int segment(Tip tip) {
    Hub hub = draft.hubs.get(tip.name);
    return hub != null && hub.self == tip ? hub.segment : tip.segment;
  }

  private Map<String, Tip> host() {
    Map<String, Tip> host = new HashMap<>();
    for (Hub hub : draft.hubs.values()) {
      put(host, hub.self);
    }
    for (Wire wire : draft.wires) {
      put(host, wire.a);
      put(host, wire.b);
    }
    return host;
  }

  private static void put(Map<String, Tip> host, @Nullable Tip tip) {
    if (tip != null && tip.namespace.equals(Topology.HOST)) {
      host.put(tip.name, tip);
    }
  }

  private int within(int segment, int vlan) {
    return other(root(segment) + " vlan " + vlan);
  }

  private int other(String key) {
    Integer number = others.get(key);
    if (number == null) {
      number = fresh();
      others.put(key, number);
    }
    return number;
  }

  private int fresh() {
    if (count == parents.length) {
      parents = Arrays.copyOf(parents, count * 2);
    }
    parents[count] = count;
    return count++;
  }

  private int root(int segment) {
    int root = segment;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }

  private void join(int one, int other) {
    parents[root(one)] = root(other);
  }

  private void finish() {
    for (Hub hub : draft.hubs.values()) {
      hub.segment = root(hub.segment);
      if (hub.self != null) {
        hub.self.segment = hub.segment;
      }
    }
    for (Wire wire : draft.wires) {
      wire.a.segment = root(wire.a.segment);
      if (wire.b != null) {
        wire.b.segment = root(wire.b.segment);
      }
    }
  }
}
