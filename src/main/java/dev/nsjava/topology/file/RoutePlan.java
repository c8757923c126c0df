package dev.nsjava.topology.file;

import dev.nsjava.net.Ip;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Networks;
import dev.nsjava.topology.Topology.Route;
import dev.nsjava.topology.Words;
import dev.nsjava.topology.file.Draft.Space;
import dev.nsjava.topology.file.Draft.Tip;
import dev.nsjava.topology.file.Draft.Way;
import dev.nsjava.topology.file.Draft.Wire;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the routes of namespaces: those of the file, and to the gateways of bridges they join. */
final class RoutePlan {

  private final Draft draft;
  private final Mistakes mistakes;

  RoutePlan(Draft draft) {
    this.draft = draft;
    mistakes = draft.mistakes;
  }

  /** Finds all but those of {@code routing: auto}, and the links that masquerade. */
  void run() {
    for (Space space : draft.spaces.values()) {
      Set<String> seen = new HashSet<>();
      for (Way way : space.body.routes()) {
        Route route = complete(space, way);
        space.routes.add(route);
        if (!seen.add(Words.text(route.destination()) + " " + route.metric())) {
          mistakes.add(
              way.at(),
              "there are two routes to " + Words.text(route.destination()) + " of the same metric");
        }
      }
    }
    for (Wire wire : draft.wires) {
      if (wire.a.joins && wire.b != null && wire.b.hub != null && wire.b.vlan <= 1) {
        gateways(wire.a, wire.b.hub);
      }
    }
    for (Space space : draft.spaces.values()) {
      masquerade(space);
    }
  }

  /** A route with its link, which the next hop tells. */
  private Route complete(Space space, Way way) {
    Route route = way.route();
    if (route.blackhole() || space.isHost()) {
      return route;
    }
    if (!route.device().isEmpty()) {
      if (!space.devices.containsKey(route.device()) && !route.device().equals("lo")) {
        noDevice(space, way.at(), route.device());
      }
    }
    Ip via = route.via();
    if (via == null) {
      return route;
    }
    Tip tip = towards(space.devices.values(), via, route.device());
    if (tip == null && !isOnLink(space, via)) {
      mistakes.add(
          way.at(),
          "no link of " + Mistakes.quoted(space.name) + " is on a network with " + via.text());
    }
    String device = tip == null || !route.device().isEmpty() ? route.device() : tip.name;
    return new Route(route.destination(), via, device, route.metric(), false);
  }

  private void noDevice(Space space, YamlNode at, String device) {
    mistakes.add(
        at,
        Mistakes.quoted(space.name)
            + " has no link "
            + Mistakes.quoted(device)
            + mistakes.meant(device, space.devices.keySet()));
  }

  /** The link on whose network an address is. */
  private static @Nullable Tip towards(Collection<Tip> tips, Ip via, String device) {
    for (Tip tip : tips) {
      for (Prefix address : tip.addresses) {
        boolean own = device.isEmpty() || device.equals(tip.name);
        if (own && Networks.contains(address, via)) {
          return tip;
        }
      }
    }
    return null;
  }

  /** Whether there is another way to a next hop: a link of its own, or a route without one. */
  private static boolean isOnLink(Space space, Ip via) {
    if (Networks.isLocal(via)) {
      return true;
    }
    for (Way way : space.body.routes()) {
      Route route = way.route();
      if (route.via() == null
          && !route.blackhole()
          && Networks.contains(route.destination(), via)) {
        return true;
      }
    }
    return false;
  }

  /** Default routes over a link to the gateways at its other end, unless there are others. */
  private void gateways(Tip tip, Draft.Hub hub) {
    Space space = draft.spaces.get(tip.namespace);
    if (space == null || space.isHost() || hub.in.equals(space.name)) {
      return;
    }
    for (Prefix gateway : hub.gateways) {
      Ip ip = gateway.address();
      boolean own = false;
      for (Prefix address : tip.addresses) {
        own |= Networks.contains(address, ip);
      }
      if (own && !hasDefault(space, ip.v6())) {
        space.routes.add(new Route(Prefix.all(ip.v6()), ip, tip.name, 0, false));
      }
    }
  }

  static boolean hasDefault(Space space, boolean v6) {
    for (Route route : space.routes) {
      if (route.destination().isAll() && route.destination().address().v6() == v6) {
        return true;
      }
    }
    return false;
  }

  private void masquerade(Space space) {
    for (YamlNode node : space.body.nat()) {
      String device = Mistakes.bytes(node.text());
      if (!space.devices.containsKey(device)) {
        noDevice(space, node, device);
      }
      space.masquerade.add(device);
    }
    if (!space.body.natByDefault()) {
      return;
    }
    for (Route route : space.routes) {
      boolean known = route.device().isEmpty() || space.masquerade.contains(route.device());
      if (route.destination().isAll() && !known) {
        space.masquerade.add(route.device());
      }
    }
    if (space.masquerade.isEmpty()) {
      mistakes.add(
          space.body.at(), "nat: true needs a default route: name the link, as in nat: eth1");
    }
  }
}
