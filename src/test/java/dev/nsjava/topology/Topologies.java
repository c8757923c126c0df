package dev.nsjava.topology;

import dev.nsjava.net.Ip;
import dev.nsjava.net.Mac;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Topology.Bridge;
import dev.nsjava.topology.Topology.End;
import dev.nsjava.topology.Topology.Kind;
import dev.nsjava.topology.Topology.Link;
import dev.nsjava.topology.Topology.Namespace;
import dev.nsjava.topology.Topology.Route;
import dev.nsjava.topology.Topology.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Topologies as a file would have them. */
public final class Topologies {

  private Topologies() {}

  /** One with everything that ip, tc and sysctl can make. */
  public static Topology wide() {
    Map<String, Namespace> namespaces = new LinkedHashMap<>();
    add(
        namespaces,
        new Namespace(
            "r1",
            List.of(prefix("10.255.0.1/32")),
            List.of(
                route("10.2.0.0/24", "10.1.0.2", "eth1", 50),
                new Route(prefix("10.66.0.0/16"), null, "", 0, true),
                route("::/0", "fd00:1::2", "", 0)),
            true,
            List.of(),
            List.of(),
            null,
            "",
            null,
            Map.of("net.ipv4.conf.eth1.rp_filter", "0"),
            List.of(List.of("ip", "link", "set", "dev", "lo", "alias", "it's  first")),
            List.of()));
    add(namespaces, plain("h1", route("0.0.0.0/0", "10.0.0.254", "", 0)));
    add(namespaces, plain("h2", route("0.0.0.0/0", null, "eth0", 0)));
    List<Bridge> bridges =
        List.of(
            new Bridge(
                "br0",
                "lab.fabric",
                List.of(prefix("10.0.0.254/24")),
                List.of(prefix("10.0.0.0/24")),
                false,
                1400,
                true,
                false),
            new Bridge(
                "hostbr",
                "host",
                List.of(prefix("10.3.0.1/24")),
                List.of(),
                false,
                0,
                false,
                false));
    List<Link> links =
        List.of(
            veth(
                end("h1", "eth0", "10.0.0.1/24"),
                new End("lab.fabric", "h1-eth0", "", List.of(), null, "br0", 0, null),
                1400),
            veth(
                end("r1", "eth0", "10.0.0.2/24"),
                new End("lab.fabric", "r1-eth0", "", List.of(), null, "br0", 0, null),
                0),
            veth(
                new End(
                    "r1",
                    "eth1",
                    "a-name-that-is-too-long",
                    List.of(prefix("10.1.0.1/30"), prefix("fd00:1::1/64")),
                    mac("02:00:00:00:00:01"),
                    "",
                    0,
                    new Shape(0, 0, 0, 0, 0, 10_000_000, 1000)),
                end("h2", "eth0", "10.1.0.2/30", "fd00:1::2/64"),
                9000),
            veth(
                new End("host", "h2-eth1", "", List.of(), null, "hostbr", 0, null),
                end("h2", "eth1", "10.3.0.2/24"),
                0),
            veth(end("host", "vr1", "10.4.0.1/30"), end("r1", "eth2", "10.4.0.2/30"), 0),
            single(Kind.MACVLAN, end("h1", "mac0", "10.4.1.2/30"), "vr1", "bridge", -1, null),
            single(Kind.VXLAN, end("h1", "vx0", "10.5.0.1/24"), "", "", 77, "10.4.0.2"),
            single(Kind.TAP, end("h2", "tap0", "10.6.0.1/24"), "", "", -1, null));
    return new Topology("lab", true, namespaces, bridges, links, List.of());
  }

  public static Namespace plain(String name, Route... routes) {
    return new Namespace(
        name,
        List.of(),
        List.of(routes),
        false,
        List.of(),
        List.of(),
        null,
        "",
        null,
        Map.of(),
        List.of(),
        List.of());
  }

  private static void add(Map<String, Namespace> namespaces, Namespace namespace) {
    namespaces.put(namespace.name(), namespace);
  }

  static Route route(String destination, @Nullable String via, String device, long metric) {
    return new Route(prefix(destination), via == null ? null : ip(via), device, metric, false);
  }

  public static End end(String namespace, String name, String... addresses) {
    List<Prefix> prefixes = new ArrayList<>();
    for (String address : addresses) {
      prefixes.add(prefix(address));
    }
    return new End(namespace, name, "", prefixes, null, "", 0, null);
  }

  public static Link veth(End a, End b, long mtu) {
    return new Link(Kind.VETH, a, b, "", "", -1, null, mtu, true);
  }

  public static Link single(
      Kind kind, End a, String parent, String mode, int id, @Nullable String remote) {
    return new Link(kind, a, null, parent, mode, id, remote == null ? null : ip(remote), 0, true);
  }

  static Prefix prefix(String text) {
    try {
      return Prefix.parse(text);
    } catch (NetlinkException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Ip ip(String text) {
    return prefix(text).address();
  }

  static Mac mac(String text) {
    try {
      return Mac.parse(text);
    } catch (NetlinkException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
