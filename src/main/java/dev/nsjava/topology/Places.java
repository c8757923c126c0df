package dev.nsjava.topology;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is where in a topology. */
public final class Places {

  private Places() {}

  /**
   * The namespaces that are made: those of the file, then those that bridges and links are in, such
   * as the fabric. The host is not among them.
   */
  public static Set<String> made(Topology topology) {
    Set<String> names = new LinkedHashSet<>(topology.namespaces().keySet());
    topology.bridges().forEach(bridge -> names.add(bridge.in()));
    for (Topology.Link link : topology.links()) {
      link.ends().forEach(end -> names.add(end.namespace()));
    }
    names.remove(Topology.HOST);
    return names;
  }

  /** Where a link is made: where it ends, or on the host, as what stands on something there is. */
  public static boolean isMadeOutside(Topology.Link link) {
    return switch (link.kind()) {
      case VETH -> true;
      case MACVLAN, IPVLAN, VXLAN, PHYS -> !link.a().namespace().equals(Topology.HOST);
      case VLAN, WIREGUARD, TUN, TAP, DUMMY -> false;
    };
  }

  /**
   * The links that have one end, each behind what it stands on.
   *
   * @param outside those made on the host for other namespaces, or else those of {@code namespace}
   */
  public static List<Topology.Link> single(Topology topology, String namespace, boolean outside) {
    List<Topology.Link> links = new ArrayList<>();
    for (Topology.Link link : topology.links()) {
      if (link.b() == null
          && isMadeOutside(link) == outside
          && (outside || link.a().namespace().equals(namespace))) {
        links.add(link);
      }
    }
    List<Topology.Link> ordered = new ArrayList<>();
    links.forEach(link -> add(link, links, ordered, links.size()));
    return ordered;
  }

  /** Adds what a link stands on, then the link; {@code depth} ends the circles that a file has. */
  private static void add(
      Topology.Link link, List<Topology.Link> all, List<Topology.Link> ordered, int depth) {
    for (Topology.Link other : all) {
      if (depth > 0 && !isMadeOutside(link) && other.a().name().equals(link.parent())) {
        add(other, all, ordered, depth - 1);
      }
    }
    if (!ordered.contains(link)) {
      ordered.add(link);
    }
  }
}
