package dev.nsjava.topology;

import dev.nsjava.topology.Draft.Hub;
import dev.nsjava.topology.Draft.Space;
import dev.nsjava.topology.Draft.Tip;
import dev.nsjava.topology.Draft.Wire;
import java.util.List;

/** The links of namespaces. */
final class Tips {

  private Tips() {}

  /** Adds those of a namespace, bridges that are in it among them. */
  static void of(Draft draft, String namespace, List<Tip> tips) {
    Space space = draft.spaces.get(namespace);
    if (space != null && !space.isHost()) {
      tips.addAll(space.devices.values());
      return;
    }
    for (Hub hub : draft.hubs.values()) {
      if (hub.self != null && hub.in.equals(namespace)) {
        tips.add(hub.self);
      }
    }
    for (Wire wire : draft.wires) {
      if (wire.a.namespace.equals(namespace)) {
        tips.add(wire.a);
      }
      if (wire.b != null && wire.b.namespace.equals(namespace)) {
        tips.add(wire.b);
      }
    }
  }
}
