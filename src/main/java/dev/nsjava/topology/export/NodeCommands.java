package dev.nsjava.topology.export;

import dev.nsjava.net.Ip;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Places;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands of iproute2 that make a namespace what a topology says, run in it by anything that
 * takes words: the first is the program. Pairs, and what stands on links of the host, are there
 * before.
 */
final class NodeCommands {

  /** The port of UDP that vxlan has here, that which IANA has given it. */
  static final String VXLAN_PORT = "4789";

  private final Topology topology;
  private final String namespace;
  private final List<List<String>> commands = new ArrayList<>();

  private NodeCommands(Topology topology, String namespace) {
    this.topology = topology;
    this.namespace = namespace;
  }

  /** Those of one namespace, in an order that works. */
  static List<List<String>> of(Topology topology, String namespace) {
    NodeCommands node = new NodeCommands(topology, namespace);
    Topology.@Nullable Namespace known = topology.namespaces().get(namespace);
    if (!namespace.equals(Topology.HOST)) {
      node.add("ip", "link", "set", "dev", "lo", "up");
    }
    node.links();
    if (known != null) {
      node.sysctls(known);
      node.addresses("lo", known.loopback());
    }
    node.bridgeAddresses();
    node.ends();
    if (known != null) {
      known.routes().forEach(route -> node.commands.add(route(route)));
      node.commands.addAll(known.exec());
    }
    return node.commands;
  }

  private void add(String... words) {
    commands.add(List.of(words));
  }

  private void links() {
    for (Topology.Bridge bridge : topology.bridges()) {
      if (bridge.in().equals(namespace)) {
        List<String> words = words("ip", "link", "add", "dev", bridge.name());
        option(words, "mtu", bridge.mtu());
        words.addAll(List.of("type", "bridge"));
        option(words, "stp_state", bridge.stp() ? "1" : "");
        option(words, "vlan_filtering", bridge.vlans() ? "1" : ""); // not in every kernel
        commands.add(words);
      }
    }
    for (Topology.Link link : Places.single(topology, namespace, false)) {
      if (link.kind() != Topology.Kind.PHYS) {
        commands.add(made(link, ""));
      }
    }
  }

  /**
   * The command that makes a link with one end, or moves one.
   *
   * @param netns the name of the namespace that it is for, or nothing for that of the command
   */
  static List<String> made(Topology.Link link, String netns) {
    String name = link.a().name();
    String kind = link.kind().word();
    switch (link.kind()) {
      case TUN, TAP -> {
        return words("ip", "tuntap", "add", "dev", name, "mode", kind);
      }
      case PHYS -> {
        List<String> words = words("ip", "link", "set", "dev", link.parent());
        option(words, "netns", netns);
        return words;
      }
      default -> {
        boolean vxlan = link.kind() == Topology.Kind.VXLAN;
        List<String> words = words("ip", "link", "add", "dev", name);
        option(words, "link", vxlan ? "" : link.parent());
        option(words, "netns", netns);
        words.addAll(List.of("type", kind));
        option(words, "mode", link.mode());
        option(words, "id", link.id() < 0 ? "" : Integer.toString(link.id()));
        if (vxlan) {
          option(words, "remote", link.remote() == null ? "" : link.remote().text());
          option(words, "dev", link.parent());
          option(words, "dstport", VXLAN_PORT);
        }
        return words;
      }
    }
  }

  private void sysctls(Topology.Namespace known) {
    if (known.forward()) {
      add("sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
      add("sysctl", "-q", "-w", "net.ipv6.conf.all.forwarding=1");
    }
    known.sysctl().forEach((key, value) -> add("sysctl", "-q", "-w", key + "=" + value));
  }

  private void addresses(String link, List<Prefix> addresses) {
    for (Prefix address : addresses) {
      add("ip", "addr", "add", address.text(), "dev", link);
    }
  }

  private void bridgeAddresses() {
    for (Topology.Bridge bridge : topology.bridges()) {
      if (bridge.in().equals(namespace)) {
        addresses(bridge.name(), bridge.addresses());
        add("ip", "link", "set", "dev", bridge.name(), "up");
      }
    }
  }

  private void ends() {
    for (Topology.Link link : topology.links()) {
      for (Topology.End end : link.ends()) {
        if (end.namespace().equals(namespace)) {
          end(link, end);
        }
      }
    }
  }

  private void end(Topology.Link link, Topology.End end) {
    String name = end.name();
    if (link.kind() == Topology.Kind.PHYS && !name.equals(link.parent())) {
      add("ip", "link", "set", "dev", link.parent(), "name", name);
    }
    List<String> words = words("ip", "link", "set", "dev", name);
    option(words, "mtu", link.mtu());
    option(words, "address", end.mac() == null ? "" : end.mac().text());
    option(words, "master", end.bridge());
    words.add("up");
    commands.add(words);
    if (!end.longName().isEmpty()) {
      add("ip", "link", "property", "add", "dev", name, "altname", end.longName());
    }
    if (end.vlan() > 0) {
      String id = Integer.toString(end.vlan());
      add("bridge", "vlan", "del", "dev", name, "vid", "1");
      add("bridge", "vlan", "add", "dev", name, "vid", id, "pvid", "untagged");
    }
    if (!link.offload()) {
      add("ethtool", "-K", name, "tx", "off", "rx", "off");
    }
    addresses(name, end.addresses());
    List<String> shape =
        end.shape() == null ? List.of() : ShapeCommands.of(name, end.shape(), link.mtu());
    if (!shape.isEmpty()) {
      commands.add(shape);
    }
  }

  private static List<String> route(Topology.Route route) {
    List<String> words = words("ip", "route", "add");
    if (route.blackhole()) {
      words.add("blackhole");
    }
    Prefix destination = route.destination();
    words.add(destination.isAll() ? destination.address().text() + "/0" : destination.text());
    Ip via = route.via();
    if (via != null) {
      words.add("via");
      if (via.v6() != destination.address().v6()) {
        words.add(via.v6() ? "inet6" : "inet");
      }
      words.add(via.text());
    }
    option(words, "dev", route.device());
    option(words, "proto", "static"); // as 'net up' makes them
    option(words, "metric", route.metric());
    return words;
  }

  static List<String> words(String... words) {
    return new ArrayList<>(List.of(words));
  }

  static void option(List<String> words, String name, String value) {
    if (!value.isEmpty()) {
      words.add(name);
      words.add(value);
    }
  }

  static void option(List<String> words, String name, long value) {
    option(words, name, value == 0 ? "" : Long.toString(value));
  }
}
