package dev.nsjava.topology.file;

import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Networks;
import dev.nsjava.topology.Topology.Route;
import dev.nsjava.topology.file.Draft.Space;
import dev.nsjava.topology.file.Draft.Tip;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the routes of {@code routing: auto}: from each namespace the shortest way to each network,
 * through namespaces that forward; of two as short the one whose links come first in the file. What
 * is behind a link that masquerades cannot be reached over that link, so no route leads there.
 *
 * <p>A namespace that does not forward and has one way out gets a default route instead.
 */
final class AutoRoutes {

  private static final int MOST = 100_000;

  private final Draft draft;

  /** Who hears each other, by the network that they have there. */
  private final Map<Net, List<Member>> nets = new LinkedHashMap<>();

  /** Routes that are found, by namespace. */
  private final Map<Space, List<Route>> found = new HashMap<>();

  private int count;

  /** A network in a segment. */
  private record Net(int segment, Prefix network) {}

  /** Who has an address there. */
  private record Member(Space space, Tip tip) {}

  private AutoRoutes(Draft draft) {
    this.draft = draft;
  }

  /**
   * Adds the routes, unless there are too many.
   *
   * @param at where they are asked for
   */
  static void add(Draft draft, YamlNode at) {
    new AutoRoutes(draft).run(at);
  }

  private void run(YamlNode at) {
    for (Space space : draft.spaces.values()) {
      for (Tip tip : space.devices.values()) {
        for (Prefix address : tip.addresses) {
          if (!Networks.isLocal(address.address())) {
            Net net = new Net(tip.segment, Networks.of(address));
            nets.computeIfAbsent(net, key -> new ArrayList<>()).add(new Member(space, tip));
          }
        }
      }
    }
    for (Map.Entry<Net, List<Member>> net : nets.entrySet()) {
      Set<Space> beginning = new HashSet<>();
      ArrayDeque<Space> next = new ArrayDeque<>();
      for (Member member : net.getValue()) {
        if (beginning.add(member.space)) {
          next.add(member.space);
        }
      }
      spread(net.getKey().network, beginning, next, null);
    }
    for (Space space : draft.spaces.values()) {
      for (Prefix address : space.loopback) {
        if (!Networks.isLocal(address.address())) {
          Set<Space> beginning = new HashSet<>(List.of(space));
          spread(Networks.of(address), beginning, new ArrayDeque<>(beginning), space);
        }
      }
    }
    if (count > MOST) {
      draft.mistakes.add(at, "it would take more than " + MOST + " routes");
      return;
    }
    for (Space space : draft.spaces.values()) {
      take(space, found.getOrDefault(space, List.of()));
    }
  }

  /**
   * Goes back from a network, nearest first.
   *
   * @param seen those that need no route to it any more
   * @param next those of them whose neighbours come next
   * @param own the namespace that has it on {@code lo}, and takes packets for it from everywhere
   */
  private void spread(
      Prefix network, Set<Space> seen, ArrayDeque<Space> next, @Nullable Space own) {
    Set<Net> crossed = new HashSet<>();
    while (!next.isEmpty() && count <= MOST) {
      Space space = next.remove();
      if (!space.body.forward() && space != own) {
        continue;
      }
      for (Tip tip : space.devices.values()) {
        boolean hidden = space != own && space.masquerade.contains(tip.name);
        for (Prefix via : hidden ? List.<Prefix>of() : tip.addresses) {
          Net net = new Net(tip.segment, Networks.of(via));
          if (via.address().v6() == network.address().v6() && crossed.add(net)) {
            tell(network, via, nets.getOrDefault(net, List.of()), seen, next);
          }
        }
      }
    }
  }

  /** Gives all in a network, but those who know a way, a route to another. */
  private void tell(
      Prefix network, Prefix via, List<Member> members, Set<Space> seen, ArrayDeque<Space> next) {
    for (Member member : members) {
      if (seen.add(member.space)) {
        Route route = new Route(network, via.address(), member.tip.name, 0, false);
        found.computeIfAbsent(member.space, key -> new ArrayList<>()).add(route);
        next.add(member.space);
        count++;
      }
    }
  }

  /** Adds what was found for a namespace, but where the file has a route of its own. */
  private static void take(Space space, List<Route> routes) {
    Set<Prefix> own = new HashSet<>();
    for (Route route : space.routes) {
      own.add(route.destination());
    }
    for (boolean v6 : new boolean[] {false, true}) {
      Route only = space.body.forward() || own.contains(Prefix.all(v6)) ? null : only(routes, v6);
      if (only != null) {
        space.routes.add(new Route(Prefix.all(v6), only.via(), only.device(), 0, false));
        continue;
      }
      for (Route route : routes) {
        if (route.destination().address().v6() == v6 && own.add(route.destination())) {
          space.routes.add(route);
        }
      }
    }
  }

  /** One of the routes of a family if all have the same next hop, or null. */
  private static @Nullable Route only(List<Route> routes, boolean v6) {
    Route only = null;
    for (Route route : routes) {
      if (route.destination().address().v6() != v6) {
        continue;
      }
      if (only != null && !Objects.equals(only.via(), route.via())) {
        return null;
      }
      only = route;
    }
    return only;
  }
}
