package dev.nsjava.topology.live;

import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Topology.Bridge;
import dev.nsjava.topology.Topology.End;
import dev.nsjava.topology.Topology.Link;
import dev.nsjava.topology.Topology.Namespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A topology that is up, with what only the file knows that it was made from: rules, processes,
 * DNS, sysctls, checks, and what was asked for of links where the kernel does not tell what was
 * asked for.
 */
final class Remembered {

  private final Map<String, Link> links = new HashMap<>();
  private final Map<String, Bridge> bridges = new HashMap<>();
  private final Topology file;

  private Remembered(Topology file) {
    this.file = file;
    file.bridges().forEach(bridge -> bridges.put(bridge.in() + ":" + bridge.name(), bridge));
    file.links().forEach(link -> link.ends().forEach(end -> links.put(text(end), link)));
  }

  /** The topology, with what the file knows of the same namespaces, bridges and links. */
  static Topology with(Topology live, Topology file) {
    Remembered remembered = new Remembered(file);
    Map<String, Namespace> namespaces = new LinkedHashMap<>();
    live.namespaces().forEach((name, one) -> namespaces.put(name, remembered.namespace(one)));
    return new Topology(
        live.name(),
        live.pin(),
        namespaces,
        live.bridges().stream().map(remembered::bridge).toList(),
        live.links().stream().map(remembered::link).toList(),
        file.checks());
  }

  private static String text(End end) {
    return end.namespace() + ":" + end.name();
  }

  private Namespace namespace(Namespace live) {
    Namespace known = file.namespaces().get(live.name());
    return known == null
        ? live
        : new Namespace(
            live.name(),
            live.loopback(),
            live.routes(),
            live.forward(),
            known.masquerade(),
            known.publish(),
            known.firewall(),
            known.nftables(),
            known.dns(),
            known.sysctl(),
            known.exec(),
            known.run());
  }

  private Bridge bridge(Bridge live) {
    Bridge known = bridges.get(live.in() + ":" + live.name());
    boolean same = known != null && known.addresses().equals(live.addresses());
    return known == null
        ? live
        : new Bridge(
            live.name(),
            live.in(),
            live.addresses(),
            same ? known.subnets() : live.subnets(),
            same && known.nat(),
            live.mtu(),
            live.stp(),
            live.vlans());
  }

  private Link link(Link live) {
    Link known = links.get(text(live.a()));
    if (known == null || known.kind() != live.kind()) {
      return live;
    }
    List<End> ends = new ArrayList<>();
    for (End end : live.ends()) {
      ends.add(end(end, known));
    }
    return new Link(
        live.kind(),
        ends.getFirst(),
        live.b() == null ? null : ends.getLast(),
        live.parent(),
        live.mode(),
        live.id(),
        live.remote(),
        live.mtu(),
        known.offload());
  }

  /** With the hardware address that was asked for. */
  private static End end(End live, Link known) {
    End same = null;
    for (End end : known.ends()) {
      same = text(end).equals(text(live)) ? end : same;
    }
    return same == null || same.mac() == null
        ? live
        : new End(
            live.namespace(),
            live.name(),
            live.longName(),
            live.addresses(),
            same.mac(),
            live.bridge(),
            live.vlan(),
            live.shape());
  }
}
