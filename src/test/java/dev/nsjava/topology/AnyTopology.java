package dev.nsjava.topology;

import dev.nsjava.net.Ip;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Topology.Bridge;
import dev.nsjava.topology.Topology.Check;
import dev.nsjava.topology.Topology.End;
import dev.nsjava.topology.Topology.Kind;
import dev.nsjava.topology.Topology.Link;
import dev.nsjava.topology.Topology.Namespace;
import dev.nsjava.topology.Topology.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A topology by chance, one that a file may have, with names that are hard to write down. */
public final class AnyTopology {

  private static final List<String> NAMES =
      List.of("h", "yes", "null", "1", "0x1f", "1e3", "_a", "a.b", "on", "Web-1", "true");

  /** Bytes, one char each; each is made a name of its own by a number behind it. */
  private static final List<String> LINKS =
      List.of(
          "eth",
          "a'",
          "\"q",
          "#",
          "-",
          "$x",
          "{",
          "}",
          ",",
          "&a",
          "*a",
          "!",
          "|",
          ">",
          "@",
          "`",
          "\\",
          "\u00c3\u00a9",
          "?",
          "~",
          "=",
          "<<",
          "--",
          "\u007f",
          "as");

  private static final List<String> WORDS =
      List.of(
          "echo",
          "a b",
          "",
          "it's",
          "\"",
          "#",
          ": ",
          "- ",
          "a\nb",
          "\t",
          "$HOME",
          "{{",
          "\\n",
          "yes",
          "1",
          "\u00c3\u00a9",
          "[1-3]",
          "%",
          "null",
          "key: value",
          " x ",
          "\u0007");

  private final Random random;
  private final Map<String, Namespace> namespaces = new LinkedHashMap<>();
  private final List<Bridge> bridges = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private int number;

  private AnyTopology(long seed) {
    random = new Random(seed);
  }

  /** The same for the same seed. */
  public static Topology of(long seed) {
    return new AnyTopology(seed).topology();
  }

  private Topology topology() {
    List<String> names = new ArrayList<>(NAMES.subList(0, 1 + random.nextInt(NAMES.size())));
    for (int i = random.nextInt(4); i > 0; i--) {
      bridge(names.get(random.nextInt(names.size())));
    }
    for (String name : names) {
      List<String> devices = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        devices.add(links(name, names));
      }
      namespaces.put(name, namespace(name, devices));
    }
    List<Check> checks = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      checks.add(
          new Check(
              "not ping " + names.getFirst() + " -> 10.9.9.9 within 60ms",
              "ping",
              true,
              names.getFirst(),
              "10.9.9.9",
              Topologies.ip("10.9.9.9"),
              0,
              0,
              60_000));
    }
    return new Topology("lab", random.nextBoolean(), namespaces, bridges, links, checks);
  }

  private boolean seldom() {
    return random.nextInt(4) == 0;
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private void bridge(String namespace) {
    int id = 1 + bridges.size();
    List<Prefix> subnets = new ArrayList<>();
    List<Prefix> addresses = new ArrayList<>();
    if (!seldom()) {
      subnets.add(Topologies.prefix("10." + id + ".0.0/24"));
      addresses.add(Topologies.prefix("10." + id + ".0.254/24"));
    }
    if (seldom()) {
      int place = random.nextInt(subnets.size() + 1);
      subnets.add(place, Topologies.prefix("fd00:" + id + "::/64"));
      addresses.add(place, Topologies.prefix("fd00:" + id + "::1/64"));
    }
    if (seldom()) {
      subnets.sort((a, b) -> Boolean.compare(a.address().v6(), b.address().v6()));
      addresses.clear();
    }
    String in = one(List.of("host", "lab.fabric", namespace));
    bridges.add(
        new Bridge(
            "br" + id,
            in,
            addresses,
            subnets,
            in.equals("host") && !addresses.isEmpty() && random.nextBoolean(),
            seldom() ? 1400 : 0,
            seldom(),
            random.nextBoolean()));
  }

  private String link() {
    return one(LINKS) + ++number;
  }

  /** A link of a namespace; its name. */
  private String links(String name, List<String> names) {
    End end = Topologies.end(name, link(), "10.100." + ++number + ".1/30");
    Kind kind = one(List.of(Kind.values()));
    if (kind == Kind.VETH && !bridges.isEmpty() && random.nextBoolean()) {
      return port(name, one(bridges));
    }
    if (kind == Kind.VETH) {
      String other = random.nextBoolean() ? "host" : one(names);
      End b = Topologies.end(other, link(), "10.100." + number + ".2/30");
      links.add(
          new Link(
              kind,
              shaped(end),
              shaped(b),
              "",
              "",
              -1,
              null,
              seldom() ? 9000 : 0,
              random.nextBoolean()));
      return end.name();
    }
    boolean vlan = kind == Kind.VLAN;
    boolean below = kind == Kind.MACVLAN || kind == Kind.IPVLAN || kind == Kind.PHYS;
    String mode =
        kind == Kind.MACVLAN
            ? one(List.of("", "bridge"))
            : kind == Kind.IPVLAN ? one(List.of("", "l3s")) : "";
    Ip remote = kind == Kind.VXLAN && seldom() ? Topologies.ip("192.0.2.1") : null;
    int id = vlan ? 1 + random.nextInt(4094) : kind == Kind.VXLAN ? random.nextInt(1 << 24) : -1;
    if (vlan) {
      End parent = Topologies.end(name, link());
      links.add(Topologies.single(Kind.DUMMY, parent, "", "", -1, null));
      links.add(
          new Link(kind, shaped(end), null, parent.name(), "", id, null, 0, random.nextBoolean()));
      return end.name();
    }
    links.add(new Link(kind, shaped(end), null, below ? link() : "", mode, id, remote, 0, true));
    return end.name();
  }

  private String port(String name, Bridge bridge) {
    String link = link();
    String whole = name + "-" + link;
    List<Prefix> addresses = new ArrayList<>();
    for (Prefix subnet : random.nextBoolean() ? bridge.subnets() : List.<Prefix>of()) {
      Ip first = subnet.address();
      addresses.add(
          new Prefix(
              new Ip(first.v6(), first.high(), first.low() + 1 + ++number), subnet.length()));
    }
    int vlan = bridge.vlans() && seldom() ? 1 + random.nextInt(4094) : 0;
    if (vlan > 1) {
      addresses.clear();
    }
    End end = new End(name, link, "", addresses, null, "", 0, shape());
    String given = whole.length() <= 15 && !seldom() ? whole : "p" + number;
    End port = new End(bridge.in(), given, "", List.of(), null, bridge.name(), vlan, shape());
    boolean turned = random.nextBoolean();
    links.add(
        new Link(
            Kind.VETH,
            turned ? port : end,
            turned ? end : port,
            "",
            "",
            -1,
            null,
            bridge.mtu(),
            true));
    return link;
  }

  private End shaped(End end) {
    return new End(
        end.namespace(),
        end.name(),
        "",
        end.addresses(),
        seldom() ? Topologies.mac("02:00:00:00:00:%02x".formatted(++number % 256)) : null,
        "",
        0,
        shape());
  }

  private @Nullable Shape shape() {
    if (!seldom()) {
      return null;
    }
    long delay = 1L + random.nextInt(3_000_000);
    return new Shape(
        delay,
        random.nextInt((int) delay),
        random.nextInt(1_000_001),
        seldom() ? 1 : 0,
        seldom() ? 10_000 : 0,
        seldom() ? 1L + random.nextInt(2_000_000_000) : 0,
        1 + random.nextInt(100_000));
  }

  private Namespace namespace(String name, List<String> devices) {
    int id = ++number;
    List<Topology.Route> routes = new ArrayList<>();
    if (seldom()) {
      routes.add(new Topology.Route(Topologies.prefix("10.66." + id + ".0/24"), null, "", 0, true));
    }
    if (seldom() && !devices.isEmpty()) {
      routes.add(Topologies.route("0.0.0.0/0", null, devices.getFirst(), 4_294_967_295L));
      routes.add(Topologies.route("0.0.0.0/0", "fe80::1", devices.getFirst(), 7));
      routes.add(Topologies.route("::/0", "fe80::1", devices.getLast(), 0));
    }
    return new Namespace(
        name,
        seldom() ? List.of(Topologies.prefix("10.255." + id + ".1/32")) : List.of(),
        routes,
        random.nextBoolean(),
        seldom() ? devices : List.of(),
        seldom() ? List.of(new Topology.Publish(8000 + id, 80, random.nextBoolean())) : List.of(),
        seldom()
            ? new Topology.Firewall(
                random.nextBoolean(),
                random.nextBoolean(),
                List.of(
                    new Topology.Allow("icmp", 0, null),
                    new Topology.Allow("udp", 53, Topologies.prefix("10.0.0.0/8"))))
            : null,
        seldom()
            ? one(
                List.of(
                    "table inet a {\n  chain b {}\n\n}\n", " x\n", "a: b", "\u00e2\u0082\u00ac"))
            : "",
        seldom() ? dns() : null,
        seldom()
            ? Map.of("net.ipv4.ip_default_ttl", one(List.of("64", "yes", " a", "1 2")))
            : Map.of(),
        seldom() ? List.of(List.of("run", one(WORDS), one(WORDS)), List.of("x")) : List.of(),
        seldom() ? List.of(run()) : List.of());
  }

  private Topology.Dns dns() {
    return new Topology.Dns(
        List.of(Topologies.ip("1.1.1.1"), Topologies.ip("fd00::53")),
        List.of("yes", "lab.example"),
        seldom() ? Map.of() : Map.of(Topologies.ip("10.0.0.1"), List.of("a", "null")));
  }

  private Topology.Run run() {
    return new Topology.Run(
        "httpd",
        List.of("python3", one(WORDS), one(WORDS)),
        seldom() ? "tcp:80" : "",
        one(List.of("no", "on-failure", "always")),
        List.of(),
        seldom() ? "nobody" : "",
        seldom() ? Map.of("A", one(WORDS)) : Map.of());
  }
}
