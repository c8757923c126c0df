package dev.nsjava.topology.live;

import dev.nsjava.net.LinkSettings;
import dev.nsjava.net.Mac;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link as it is to be: a bridge, or one end of a link of the file.
 *
 * @param kind what the kernel calls it
 * @param settings see {@link LinkSettings}
 * @param other the other end of a pair, or null
 * @param mtu in bytes, or 0 for whatever it has
 * @param bridge whose port it is, or nothing
 */
record WantedLink(
    String namespace,
    String name,
    String kind,
    String settings,
    Topology.@Nullable End other,
    long mtu,
    @Nullable Mac mac,
    String bridge,
    List<Prefix> addresses) {

  private static final long ETHERNET = 1500;

  /** All of a topology, bridges first. */
  static List<WantedLink> all(Topology topology) {
    List<WantedLink> all = new ArrayList<>();
    topology.bridges().forEach(bridge -> all.add(of(bridge)));
    for (Topology.Link link : topology.links()) {
      all.add(of(link, link.a(), link.b()));
      if (link.b() != null) {
        all.add(of(link, link.b(), link.a()));
      }
    }
    return all;
  }

  static WantedLink of(Topology.Bridge bridge) {
    return new WantedLink(
        bridge.in(),
        bridge.name(),
        "bridge",
        LinkSettings.bridge(bridge.stp(), bridge.vlans()),
        null,
        bridge.mtu(),
        null,
        "",
        bridge.addresses());
  }

  static WantedLink of(Topology.Link link, Topology.End end, Topology.@Nullable End other) {
    boolean tun = link.kind() == Topology.Kind.TAP;
    boolean veth = link.kind() == Topology.Kind.VETH;
    return new WantedLink(
        end.namespace(),
        end.name(),
        link.kind() == Topology.Kind.PHYS ? "" : tun ? "tun" : link.kind().word(),
        settings(link),
        other,
        link.mtu() == 0 && veth ? ETHERNET : link.mtu(),
        end.mac(),
        end.bridge(),
        end.addresses());
  }

  private static String settings(Topology.Link link) {
    return switch (link.kind()) {
      case VLAN -> LinkSettings.id(link.id());
      case VXLAN ->
          link.remote() == null
              ? LinkSettings.id(link.id())
              : LinkSettings.remote(LinkSettings.id(link.id()), link.remote());
      case MACVLAN -> LinkSettings.mode(link.mode().isEmpty() ? "vepa" : link.mode());
      case IPVLAN -> LinkSettings.mode(link.mode().isEmpty() ? "l3" : link.mode());
      case TUN, TAP -> LinkSettings.tun(link.kind() == Topology.Kind.TUN);
      default -> "";
    };
  }

  /** {@code web1:eth0}. */
  String text() {
    return namespace + ":" + name;
  }
}
