package dev.nsjava.topology.file;

import dev.nsjava.topology.Topology;
import dev.nsjava.topology.file.Draft.Body;
import dev.nsjava.topology.file.Draft.Hub;
import dev.nsjava.topology.file.Draft.Space;
import dev.nsjava.topology.file.Draft.Tip;
import dev.nsjava.topology.file.Draft.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts links into namespaces, and gives names to those that have none. */
final class Wiring {

  /** {@code BR_MAX_PORTS}, less the bridge's own. */
  private static final int MOST_PORTS = 1023;

  private final Draft draft;
  private final Mistakes mistakes;

  /** The names in namespaces that the file does not name: the caller's, the fabric. */
  private final Map<String, Map<String, Tip>> elsewhere = new HashMap<>();

  Wiring(Draft draft) {
    this.draft = draft;
    mistakes = draft.mistakes;
  }

  /** Does all of it. */
  void run() {
    for (Wire wire : draft.wires) {
      declare(wire.a);
      if (wire.b != null) {
        declare(wire.b);
      }
    }
    for (Hub hub : draft.hubs.values()) {
      place(hub);
    }
    for (Wire wire : draft.wires) {
      named(wire.a);
      if (wire.b != null) {
        named(wire.b);
      }
    }
    name();
    parents();
  }

  /** Who stands in a link is there. */
  private void declare(Tip tip) {
    if (tip.hub == null && !tip.namespace.equals(Topology.HOST)) {
      if (!draft.spaces.containsKey(tip.namespace)) {
        draft.spaces.put(tip.namespace, new Space(tip.namespace, Body.none(tip.at), 0));
      }
    }
  }

  private void place(Hub hub) {
    if (!hub.in.equals(draft.fabric())
        && !hub.in.equals(Topology.HOST)
        && !draft.spaces.containsKey(hub.in)) {
      List<String> known = new ArrayList<>(draft.spaces.keySet());
      known.add(Topology.HOST);
      mistakes.add(
          hub.at,
          "bridge "
              + Mistakes.quoted(hub.name)
              + " is in "
              + Mistakes.quoted(hub.in)
              + ", and nobody has a namespace of that name"
              + mistakes.meant(hub.in, known));
    }
    Tip self = new Tip(hub.at, hub.in, hub.name, null);
    self.addresses = hub.gateways;
    hub.self = self;
    put(self);
  }

  /** The links of a namespace by name. */
  private Map<String, Tip> devices(String namespace) {
    Space space = draft.spaces.get(namespace);
    if (space != null && !space.isHost()) {
      return space.devices;
    }
    Map<String, Tip> devices = elsewhere.get(namespace);
    if (devices == null) {
      devices = new HashMap<>();
      elsewhere.put(namespace, devices);
    }
    return devices;
  }

  private void named(Tip tip) {
    if (!tip.name.isEmpty()) {
      put(tip);
    }
  }

  private void put(Tip tip) {
    Tip other = devices(tip.namespace).putIfAbsent(tip.name, tip);
    if (tip.name.equals("lo")) {
      mistakes.add(tip.at, "each namespace has lo already");
    } else if (other != null) {
      mistakes.add(
          tip.at,
          Mistakes.quoted(tip.namespace + ":" + tip.name)
              + " is here twice, see line "
              + other.at.line());
    }
  }

  /** Names ends behind the bridges that namespaces join, then the ports of bridges. */
  private void name() {
    for (Wire wire : draft.wires) {
      if (wire.a.joins) {
        Map<String, Tip> devices = devices(wire.a.namespace);
        int number = 0;
        while (devices.containsKey("eth" + number)) {
          number++;
        }
        wire.a.name = "eth" + number;
        devices.put(wire.a.name, wire.a);
      }
    }
    Map<String, Set<String>> taken = new HashMap<>();
    for (Wire wire : draft.wires) {
      Tip b = wire.b;
      if (b != null) {
        port(wire.a, b, taken);
        port(b, wire.a, taken);
      }
    }
  }

  private void port(Tip tip, Tip other, Map<String, Set<String>> taken) {
    if (tip.hub == null) {
      return;
    }
    Set<String> names = taken.get(tip.namespace);
    if (names == null) {
      names = new HashSet<>(devices(tip.namespace).keySet());
      taken.put(tip.namespace, names);
    }
    if (tip.name.isEmpty()) {
      PortNames.give(tip, other, names);
    }
    if (++tip.hub.ports == MOST_PORTS + 1) {
      mistakes.add(
          tip.at,
          "bridge "
              + Mistakes.quoted(tip.hub.name)
              + " would have more than "
              + MOST_PORTS
              + " ports, the most that the kernel knows");
    }
  }

  /** Links that stand on others need them to be there. */
  private void parents() {
    for (Wire wire : draft.wires) {
      boolean inside = wire.kind == Topology.Kind.VLAN;
      if (!inside || wire.parent.isEmpty() || wire.a.namespace.equals(Topology.HOST)) {
        continue;
      }
      Map<String, Tip> devices = devices(wire.a.namespace);
      if (!devices.containsKey(wire.parent)) {
        mistakes.add(
            wire.at,
            "there is no "
                + Mistakes.quoted(wire.a.namespace + ":" + wire.parent)
                + mistakes.meant(wire.parent, devices.keySet()));
      }
    }
  }
}
