package dev.nsjava.topology.draw;

import dev.nsjava.net.Ip;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Topology.Bridge;
import dev.nsjava.topology.Topology.End;
import dev.nsjava.topology.Topology.Kind;
import dev.nsjava.topology.Topology.Link;
import dev.nsjava.topology.Topology.Namespace;
import dev.nsjava.topology.Topology.Publish;
import dev.nsjava.topology.Topology.Run;
import dev.nsjava.topology.Topology.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Topologies of many forms, to be drawn. */
final class DrawnNetworks {

  private final Map<String, Namespace> namespaces = new LinkedHashMap<>();
  private final List<Bridge> bridges = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final Map<String, Integer> interfaces = new LinkedHashMap<>();
  private int subnets;

  /** A bridge of the host with so many namespaces. */
  static Topology star(int count) {
    DrawnNetworks star = new DrawnNetworks().bridge("br0", Topology.HOST, "10.0.0.1/16", true);
    for (int i = 1; i <= count; i++) {
      String address = "10.0." + i / 250 + "." + (i % 250 + 1) + "/16";
      star.join("h" + i, "eth0", "br0", Topology.HOST, List.of(prefix(address)), null);
    }
    return star.topology("star");
  }

  /** A router with so many namespaces, without a bridge. */
  static Topology hub(int count) {
    DrawnNetworks hub = new DrawnNetworks();
    for (int i = 1; i <= count; i++) {
      hub.pair("r1", "h" + i, null);
    }
    return hub.topology("hub");
  }

  static Topology chain(int count) {
    DrawnNetworks chain = new DrawnNetworks();
    for (int i = 1; i < count; i++) {
      chain.pair("n" + i, "n" + (i + 1), null);
    }
    return chain.topology("chain");
  }

  static Topology ring(int count) {
    DrawnNetworks ring = new DrawnNetworks();
    for (int i = 1; i <= count; i++) {
      ring.pair("n" + i, "n" + (i % count + 1), null);
    }
    return ring.topology("ring");
  }

  static Topology grid(int wide, int high) {
    DrawnNetworks grid = new DrawnNetworks();
    for (int y = 1; y <= high; y++) {
      for (int x = 1; x <= wide; x++) {
        if (x < wide) {
          grid.pair("n" + y + "_" + x, "n" + y + "_" + (x + 1), null);
        }
        if (y < high) {
          grid.pair("n" + y + "_" + x, "n" + (y + 1) + "_" + x, null);
        }
      }
    }
    return grid.topology("grid");
  }

  /** So many namespaces at two bridges, each at both. */
  static Topology dual(int count) {
    DrawnNetworks dual = new DrawnNetworks();
    dual.bridge("lan0", "dual.fabric", "10.1.0.1/16", false);
    dual.bridge("lan1", "dual.fabric", "10.2.0.1/16", false);
    for (int i = 1; i <= count; i++) {
      List<Prefix> first = List.of(prefix("10.1.0." + (i + 1) + "/16"));
      List<Prefix> second = List.of(prefix("10.2.0." + (i + 1) + "/16"));
      dual.join("h" + i, "eth0", "lan0", "dual.fabric", first, null);
      dual.join("h" + i, "eth1", "lan1", "dual.fabric", second, null);
    }
    return dual.topology("dual");
  }

  /** Two routers, a line of 20 ms between them, and NAT at the first. */
  static Topology wan() {
    DrawnNetworks wan = new DrawnNetworks();
    wan.namespace("r1", true, List.of("eth1"), List.of(), List.of());
    wan.namespace("r2", true, List.of(), List.of(), List.of());
    wan.link("a", "eth0", "192.168.1.2/24", "r1", "eth0", "192.168.1.1/24", null);
    Shape shape = new Shape(20_000, 0, 0, 0, 0, 100_000_000, 1000);
    wan.link("r1", "eth1", "203.0.113.1/30", "r2", "eth0", "203.0.113.2/30", shape);
    wan.link("r2", "eth1", "198.51.100.1/24", "b", "eth0", "198.51.100.2/24", null);
    return wan.topology("wan");
  }

  /** A bridge of the host with three namespaces, and NAT. */
  static Topology office() {
    DrawnNetworks office = new DrawnNetworks().bridge("br0", Topology.HOST, "10.10.0.1/24", true);
    for (int i = 1; i <= 3; i++) {
      String address = "10.10.0." + (i + 1) + "/24";
      office.join("ns" + i, "eth0", "br0", Topology.HOST, List.of(prefix(address)), null);
    }
    return office.topology("office");
  }

  /**
   * Twelve boxes: three tiers, two of them with addresses of IPv6, and a port that is published.
   */
  static Topology shop() {
    DrawnNetworks shop = new DrawnNetworks();
    Run httpd = new Run("httpd", List.of("httpd"), "tcp:80", "always", List.of(), "", Map.of());
    shop.namespace("lb", true, List.of(), List.of(new Publish(8080, 80, false)), List.of(httpd));
    shop.bridge("front", Topology.HOST, "10.1.0.1/24", true);
    shop.bridge("middle", "shop.fabric", "10.2.0.1/24", false);
    shop.bridge("back", "shop.fabric", "10.3.0.1/24", false);
    shop.join("lb", "eth0", "front", Topology.HOST, List.of(prefix("10.1.0.2/24")), null);
    shop.join("lb", "eth1", "middle", "shop.fabric", List.of(prefix("10.2.0.2/24")), null);
    for (int i = 1; i <= 3; i++) {
      List<Prefix> both =
          List.of(prefix("10.2.0." + (10 + i) + "/24"), prefix("fd00:0:0:2::" + (10 + i) + "/64"));
      shop.join("web" + i, "eth0", "middle", "shop.fabric", both, null);
      List<Prefix> one = List.of(prefix("10.3.0." + (10 + i) + "/24"));
      shop.join("web" + i, "eth1", "back", "shop.fabric", one, null);
    }
    Shape shape = new Shape(2_000, 500, 5_000, 0, 0, 1_000_000_000, 1000);
    shop.join("db1", "eth0", "back", "shop.fabric", List.of(prefix("10.3.0.21/24")), null);
    shop.join("db2", "eth0", "back", "shop.fabric", List.of(prefix("10.3.0.22/24")), shape);
    shop.join("cache", "eth0", "back", "shop.fabric", List.of(prefix("10.3.0.23/24")), null);
    return shop.topology("shop");
  }

  private Topology topology(String name) {
    return new Topology(name, true, namespaces, bridges, links, List.of());
  }

  private void namespace(String name) {
    if (!namespaces.containsKey(name)) {
      namespace(name, false, List.of(), List.of(), List.of());
    }
  }

  private void namespace(
      String name, boolean forward, List<String> nat, List<Publish> publish, List<Run> run) {
    namespaces.put(
        name,
        new Namespace(
            name, List.of(), List.of(), forward, nat, publish, null, "", null, Map.of(), List.of(),
            run));
  }

  private DrawnNetworks bridge(String name, String in, String address, boolean nat) {
    Prefix gateway = prefix(address);
    Prefix subnet = new Prefix(gateway.network(), gateway.length());
    bridges.add(new Bridge(name, in, List.of(gateway), List.of(subnet), nat, 0, false, false));
    return this;
  }

  private void join(
      String name,
      String device,
      String bridge,
      String in,
      List<Prefix> own,
      @Nullable Shape shape) {
    namespace(name);
    End end = new End(name, device, "", own, null, "", 0, shape);
    End port = new End(in, name + "-" + device, "", List.of(), null, bridge, 0, shape);
    links.add(new Link(Kind.VETH, end, port, "", "", -1, null, 0, true));
  }

  private void pair(String a, String b, @Nullable Shape shape) {
    int subnet = 4 * subnets++;
    String network = "10.1." + subnet / 256 + ".";
    String first = network + (subnet % 256 + 1) + "/30";
    String second = network + (subnet % 256 + 2) + "/30";
    link(a, next(a), first, b, next(b), second, shape);
  }

  private String next(String name) {
    return "eth" + (interfaces.merge(name, 1, Integer::sum) - 1);
  }

  private void link(
      String a,
      String device,
      String address,
      String b,
      String otherDevice,
      String otherAddress,
      @Nullable Shape shape) {
    namespace(a);
    namespace(b);
    End one = new End(a, device, "", List.of(prefix(address)), null, "", 0, shape);
    End other = new End(b, otherDevice, "", List.of(prefix(otherAddress)), null, "", 0, shape);
    links.add(new Link(Kind.VETH, one, other, "", "", -1, null, 0, true));
  }

  static Prefix prefix(String text) {
    try {
      return Prefix.parse(text);
    } catch (NetlinkException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** An address that is not ours. */
  static Ip ip(String text) {
    return prefix(text).address();
  }
}
