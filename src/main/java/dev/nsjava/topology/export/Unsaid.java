package dev.nsjava.topology.export;

import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** What a topology asks for that is neither a link nor an address nor a route. */
final class Unsaid {

  private Unsaid() {}

  /** All there is of it, a line each: {@code r1: nat}. */
  static List<String> of(Topology topology) {
    List<String> lines = new ArrayList<>();
    for (Topology.Namespace namespace : topology.namespaces().values()) {
      String name = namespace.name() + ": ";
      add(lines, name + "nat", !namespace.masquerade().isEmpty());
      add(lines, name + "publish", !namespace.publish().isEmpty());
      add(lines, name + "firewall", namespace.firewall() != null);
      add(lines, name + "nftables", !namespace.nftables().isEmpty());
      add(lines, name + "dns", namespace.dns() != null);
      add(lines, name + "run", !namespace.run().isEmpty());
    }
    for (Topology.Bridge bridge : topology.bridges()) {
      add(lines, bridge.name() + ": nat", bridge.nat());
    }
    add(lines, "checks", !topology.checks().isEmpty());
    return lines;
  }

  private static void add(List<String> lines, String line, boolean is) {
    if (is) {
      lines.add(line);
    }
  }
}
