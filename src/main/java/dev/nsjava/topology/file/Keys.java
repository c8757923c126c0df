package dev.nsjava.topology.file;

import java.util.List;

/** The keys of a topology file. Its JSON Schema has the same, and a test compares them. */
final class Keys {

  static final List<String> FILE =
      List.of("name", "pin", "namespaces", "bridges", "links", "routing", "checks");

  static final List<String> NAMESPACE =
      List.of(
          "join",
          "lo",
          "routes",
          "forward",
          "nat",
          "publish",
          "firewall",
          "nftables",
          "dns",
          "sysctl",
          "exec",
          "run");

  static final List<String> ROUTE = List.of("via", "dev", "metric");

  static final List<String> FIREWALL = List.of("input", "forward", "allow");

  static final List<String> DNS = List.of("servers", "search", "hosts");

  static final List<String> RUN = List.of("cmd", "ready", "restart", "after", "user", "env");

  static final List<String> BRIDGE =
      List.of("subnet", "subnet6", "gateway", "nat", "in", "mtu", "stp", "vlans");

  static final List<String> SHAPE =
      List.of("delay", "jitter", "loss", "duplicate", "reorder", "rate", "limit");

  static final List<String> LINK =
      List.of(
          "type",
          "ends",
          "end",
          "subnet",
          "subnet6",
          "mtu",
          "mac",
          "offload",
          "parent",
          "mode",
          "id",
          "remote",
          "delay",
          "jitter",
          "loss",
          "duplicate",
          "reorder",
          "rate",
          "limit",
          "up",
          "down");

  private Keys() {}
}
