package dev.nsjava.topology.file;

import dev.nsjava.net.Ip;
import dev.nsjava.net.Mac;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Networks;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Words;
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

/** Finds what two cannot have: an address, a port of the host, one network in two places. */
final class Conflicts {

  private static final int LEAST_MTU_V6 = 1_280;

  private final Draft draft;
  private final Mistakes mistakes;
  private final Map<Ip, Owner> owners = new HashMap<>();
  private final Map<Mac, Tip> macs = new HashMap<>();
  private final Set<Net> seen = new HashSet<>();
  private final List<Net> nets = new ArrayList<>();

  private record Owner(String text, YamlNode at) {}

  /** A network in a segment, with who has it first. */
  private record Net(Prefix prefix, int segment, Owner owner) implements Comparable<Net> {

    @Override
    public boolean equals(Object other) {
      return other instanceof Net net && net.segment == segment && net.prefix.equals(prefix);
    }

    @Override
    public int hashCode() {
      return prefix.hashCode() * 31 + segment;
    }

    @Override
    public int compareTo(Net other) {
      Ip a = prefix.address();
      Ip b = other.prefix.address();
      int order = Boolean.compare(a.v6(), b.v6());
      order = order == 0 ? Long.compareUnsigned(a.high(), b.high()) : order;
      order = order == 0 ? Long.compareUnsigned(a.low(), b.low()) : order;
      order = order == 0 ? Integer.compare(prefix.length(), other.prefix.length()) : order;
      return order == 0 ? Integer.compare(segment, other.segment) : order;
    }
  }

  Conflicts(Draft draft) {
    this.draft = draft;
    mistakes = draft.mistakes;
  }

  /** Finds them all. */
  void find() {
    for (Hub hub : draft.hubs.values()) {
      Owner owner = new Owner("bridge " + hub.name, hub.at);
      for (Prefix subnet : hub.subnets) {
        add(subnet, hub.segment, owner);
      }
      for (Prefix gateway : hub.gateways) {
        take(gateway, owner);
      }
    }
    for (Wire wire : draft.wires) {
      take(wire, wire.a);
      if (wire.b != null) {
        take(wire, wire.b);
      }
    }
    for (Space space : draft.spaces.values()) {
      Owner owner = new Owner(space.name + ":lo", space.body.at());
      for (Prefix address : space.loopback) {
        take(address, owner);
      }
    }
    overlaps();
    ports();
  }

  private void take(Wire wire, Tip tip) {
    for (Prefix address : tip.addresses) {
      Owner owner = new Owner(tip.text(), tip.at);
      take(address, owner);
      add(Networks.of(address), tip.segment, owner);
      if (address.address().v6() && wire.mtu > 0 && wire.mtu < LEAST_MTU_V6) {
        mistakes.add(tip.at, "IPv6 needs an MTU of " + LEAST_MTU_V6);
      }
    }
    if (tip.mac != null) {
      Tip other = macs.putIfAbsent(tip.mac, tip);
      if (other != null) {
        mistakes.add(tip.at, tip.text() + " has the MAC address of " + other.text());
      }
    }
  }

  private void take(Prefix address, Owner owner) {
    Ip ip = address.address();
    if (Networks.isLocal(ip)) {
      return;
    }
    String wrong = Networks.wrong(address);
    if (!wrong.isEmpty()) {
      mistakes.add(owner.at, Words.text(address) + " " + wrong);
    }
    Owner other = owners.putIfAbsent(ip, owner);
    if (other != null) {
      mistakes.add(
          owner.at,
          ip.text() + " is the address of " + other.text + ", too, see line " + other.at.line());
    }
  }

  private void add(Prefix network, int segment, Owner owner) {
    Net net = new Net(network, segment, owner);
    boolean single = network.length() == network.address().bits();
    if (!single && !Networks.isLocal(network.address()) && seen.add(net)) {
      nets.add(net);
    }
  }

  /** Networks in order: one that overlaps others comes before them, or is the same. */
  private void overlaps() {
    nets.sort(null);
    Net wide = null;
    Net before = null;
    for (Net net : nets) {
      if (before != null && before.prefix.equals(net.prefix)) {
        overlap(before, net);
      } else if (wide != null && Networks.contains(wide.prefix, net.prefix.address())) {
        overlap(wide, net);
      } else {
        wide = net;
      }
      before = net;
    }
  }

  private void overlap(Net wide, Net net) {
    boolean later =
        net.owner.at.line() > wide.owner.at.line()
            || (net.owner.at.line() == wide.owner.at.line()
                && net.owner.at.column() >= wide.owner.at.column());
    Net last = later ? net : wide;
    Net first = later ? wide : net;
    boolean same = first.prefix.equals(last.prefix);
    mistakes.add(
        last.owner.at,
        Words.text(last.prefix)
            + (same ? " is the network of " : " overlaps " + Words.text(first.prefix) + " of ")
            + first.owner.text
            + (same ? ", too, and they are not linked, see line " : ", see line ")
            + first.owner.at.line());
  }

  private void ports() {
    Map<String, Space> taken = new HashMap<>();
    for (Space space : draft.spaces.values()) {
      for (Topology.Publish publish : space.publish) {
        String port = publish.hostPort() + (publish.udp() ? "/udp" : "/tcp");
        Space other = taken.putIfAbsent(port, space);
        if (other != null) {
          mistakes.add(
              space.body.publish().getFirst(),
              "port " + port + " of the host leads to " + other.name + " already");
        }
      }
    }
  }
}
