package dev.nsjava.topology.file;

import dev.nsjava.net.Ip;
import dev.nsjava.net.Prefix;
import dev.nsjava.net.Subnet;
import dev.nsjava.topology.Networks;
import dev.nsjava.topology.Words;
import dev.nsjava.topology.file.Draft.Hub;
import dev.nsjava.topology.file.Draft.Tip;
import dev.nsjava.topology.file.Draft.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives addresses to ends that the file gives none: at a bridge the next that is free of each of
 * its subnets, on a pair with a subnet the first two. What the file gives away itself is never
 * given to another. All follows from the order of the file.
 */
final class Addressing {

  /** Where networks are taken from that nobody has chosen, as {@code net connect} does. */
  private static final Prefix POOL = new Prefix(new Ip(false, 0, 0x0aba_0000L), 16);

  private static final int STAR = 24;
  private static final int PAIR = 30;

  private final Draft draft;
  private final Mistakes mistakes;
  private final Set<Ip> taken = new HashSet<>();
  private final Map<Prefix, Integer> next = new HashMap<>();
  private long pool = POOL.address().low();

  Addressing(Draft draft) {
    this.draft = draft;
    mistakes = draft.mistakes;
  }

  /** Gives them all. */
  void run() {
    List<Prefix> networks = new ArrayList<>();
    for (Wire wire : draft.wires) {
      given(wire, networks);
    }
    for (Hub hub : draft.hubs.values()) {
      networks.addAll(hub.subnets);
    }
    for (Hub hub : draft.hubs.values()) {
      automatic(hub, networks);
      for (Prefix gateway : hub.gateways) {
        taken.add(gateway.address());
      }
    }
    for (Wire wire : draft.wires) {
      if (wire.automatic) {
        wire.subnets.addFirst(network(wire.at, PAIR, networks).prefix());
      }
      give(wire);
    }
  }

  private void given(Wire wire, List<Prefix> networks) {
    networks.addAll(wire.subnets);
    for (Tip tip : wire.b == null ? List.of(wire.a) : List.of(wire.a, wire.b)) {
      for (Prefix address : tip.addresses) {
        taken.add(address.address());
        networks.add(Networks.of(address));
      }
    }
  }

  private void automatic(Hub hub, List<Prefix> networks) {
    if (!hub.automatic) {
      return;
    }
    int length = STAR;
    while ((1 << (POOL.address().bits() - length)) < hub.ports + 3) {
      length--;
    }
    Subnet subnet = network(hub.at, length, networks);
    hub.subnets.addFirst(subnet.prefix());
    if (hub.leads) {
      hub.gateways.addFirst(subnet.last());
    }
  }

  /** The next of the pool that the file has not. */
  private Subnet network(YamlNode at, int length, List<Prefix> networks) {
    long size = 1L << (POOL.address().bits() - length);
    long end = POOL.address().low() + (1L << (POOL.address().bits() - POOL.length()));
    pool = (pool + size - 1) / size * size;
    for (; pool + size <= end; pool += size) {
      Subnet subnet = new Subnet(new Prefix(new Ip(false, 0, pool), length));
      boolean free = true;
      for (Prefix network : networks) {
        free &= !subnet.overlaps(network);
      }
      if (free) {
        pool += size;
        return subnet;
      }
    }
    mistakes.add(at, "no network of " + Words.text(POOL) + " is left: give it a subnet");
    return new Subnet(new Prefix(POOL.address(), length));
  }

  private void give(Wire wire) {
    Tip b = wire.b;
    if (b == null) {
      return;
    }
    List<Prefix> subnets = wire.subnets;
    if (wire.a.hub != null || b.hub != null) {
      Tip port = b.hub == null ? wire.a : b;
      subnets = port.hub == null || port.vlan > 1 ? List.of() : port.hub.subnets;
    }
    give(wire.a, subnets);
    give(b, subnets);
  }

  private void give(Tip tip, List<Prefix> subnets) {
    if (tip.hub != null || tip.bare) {
      return;
    }
    if (!tip.addresses.isEmpty()) {
      within(tip, subnets);
      return;
    }
    for (Prefix prefix : subnets) {
      Subnet subnet = new Subnet(prefix);
      int number = next.getOrDefault(prefix, 1);
      while (number <= subnet.size() && taken.contains(subnet.nth(number).address())) {
        number++;
      }
      next.put(prefix, number + 1);
      if (number > subnet.size()) {
        mistakes.add(tip.at, "no address of " + Words.text(prefix) + " is left for it");
        continue;
      }
      tip.addresses.add(subnet.nth(number));
    }
  }

  /** An address that is given must be one of the subnet, where there is one of its family. */
  private void within(Tip tip, List<Prefix> subnets) {
    for (Prefix address : tip.addresses) {
      boolean other = false;
      boolean in = false;
      for (Prefix subnet : subnets) {
        other |= subnet.address().v6() == address.address().v6();
        in |= Networks.contains(subnet, address.address()) && subnet.length() == address.length();
      }
      if (other && !in && !Networks.isLocal(address.address())) {
        mistakes.add(tip.at, Words.text(address) + " is not of the subnet, " + texts(subnets));
      }
    }
  }

  private static String texts(List<Prefix> prefixes) {
    StringBuilder text = new StringBuilder();
    for (Prefix prefix : prefixes) {
      text.append(text.isEmpty() ? "" : " or ").append(Words.text(prefix));
    }
    return text.toString();
  }
}
