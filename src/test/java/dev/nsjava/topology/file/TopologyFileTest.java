package dev.nsjava.topology.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Topology.Check;
import dev.nsjava.topology.Topology.End;
import dev.nsjava.topology.Topology.Link;
import dev.nsjava.topology.Topology.Namespace;
import dev.nsjava.topology.Topology.Shape;
import dev.nsjava.topology.TopologyException;
import dev.nsjava.topology.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files mean. */
class TopologyFileTest {

  private static Topology read(String text) throws TopologyException {
    return TopologyFile.read("dir/lab.yaml", text);
  }

  /** All links: {@code a:eth0[10.0.0.1/24] b:eth0[]}, ports with their bridges. */
  private static List<String> links(Topology topology) {
    List<String> links = new ArrayList<>();
    for (Link link : topology.links()) {
      StringBuilder text = new StringBuilder();
      for (End end : link.ends()) {
        text.append(text.isEmpty() ? "" : " ").append(end.namespace()).append(':');
        text.append(end.name());
        text.append(end.bridge().isEmpty() ? addresses(end.addresses()) : "@" + end.bridge());
        text.append(end.vlan() == 0 ? "" : "." + end.vlan());
      }
      links.add(text.toString());
    }
    return links;
  }

  private static String addresses(List<Prefix> addresses) {
    return addresses.stream().map(Words::text).toList().toString();
  }

  private static List<String> routes(Topology topology, String name) {
    Namespace namespace = Objects.requireNonNull(topology.namespaces().get(name));
    return namespace.routes().stream().map(TopologyFileTest::text).toList();
  }

  private static String text(Topology.Route route) {
    return Words.text(route.destination())
        + (route.via() == null ? "" : " via " + route.via().text())
        + (route.device().isEmpty() ? "" : " dev " + route.device())
        + (route.metric() == 0 ? "" : " metric " + route.metric())
        + (route.blackhole() ? " blackhole" : "");
  }

  @Test
  void the_name_is_that_of_the_file_unless_it_has_one() throws Exception {
    assertThat(read("pin: false").name()).isEqualTo("lab");
    assertThat(read("name: other").name()).isEqualTo("other");
    assertThat(read("pin: false").pin()).isFalse();
    assertThat(read("name: x").pin()).isTrue();
  }

  @Test
  void a_pair() throws Exception {
    Topology topology =
        read(
            """
            links: [[host:veth0 10.0.0.1/24, ns1:eth0 10.0.0.2/24]]
            namespaces: {ns1: {routes: {default: 10.0.0.1}}}
            """);

    assertThat(topology.namespaces()).containsOnlyKeys("ns1");
    assertThat(links(topology)).containsExactly("host:veth0[10.0.0.1/24] ns1:eth0[10.0.0.2/24]");
    assertThat(routes(topology, "ns1")).containsExactly("0.0.0.0/0 via 10.0.0.1 dev eth0");
  }

  @Test
  void namespaces_join_a_bridge_in_the_order_of_the_file() throws Exception {
    Topology topology =
        read(
            """
            bridges: {br0: {in: host, subnet: 10.10.0.0/24, gateway: true, nat: true}}
            namespaces: {b: {join: br0}, "a[1-2]": {join: br0}}
            """);

    assertThat(links(topology))
        .containsExactly(
            "b:eth0[10.10.0.1/24] host:b-eth0@br0",
            "a1:eth0[10.10.0.2/24] host:a1-eth0@br0",
            "a2:eth0[10.10.0.3/24] host:a2-eth0@br0");
    assertThat(addresses(topology.bridges().getFirst().addresses())).isEqualTo("[10.10.0.254/24]");
    assertThat(topology.bridges().getFirst().nat()).isTrue();
    assertThat(routes(topology, "a2")).containsExactly("0.0.0.0/0 via 10.10.0.254 dev eth0");
  }

  @Test
  void what_the_file_gives_away_is_given_to_nobody_else() throws Exception {
    Topology topology =
        read(
            """
            bridges: {br0: {subnet: 10.0.0.0/29, subnet6: "fd00::/64", gateway: 10.0.0.2}}
            namespaces: {a: {join: br0}, b: {join: br0 10.0.0.1/29}}
            links: [[c:eth7, br0], [d:eth0 none, br0], ["e:eth0 fd00::1/64", br0]]
            """);

    assertThat(links(topology))
        .containsExactly(
            "a:eth0[10.0.0.3/29, fd00::2/64] lab.fabric:a-eth0@br0",
            "b:eth0[10.0.0.1/29] lab.fabric:b-eth0@br0",
            "c:eth7[10.0.0.4/29, fd00::3/64] lab.fabric:c-eth7@br0",
            "d:eth0[] lab.fabric:d-eth0@br0",
            "e:eth0[fd00::1/64] lab.fabric:e-eth0@br0");
  }

  @Test
  void gateways_of_both_families_are_the_last_addresses() throws Exception {
    Topology topology =
        read(
            """
            bridges: {br0: {subnet: 10.0.0.0/24, subnet6: "fd00::/64", gateway: true}}
            namespaces: {a: {join: br0}, b: {join: br0, routes: {default: 10.0.0.1}}}
            """);

    assertThat(addresses(topology.bridges().getFirst().addresses()))
        .isEqualTo("[10.0.0.254/24, fd00::ffff:ffff:ffff:ffff/64]");
    assertThat(routes(topology, "a"))
        .containsExactly(
            "0.0.0.0/0 via 10.0.0.254 dev eth0", "::/0 via fd00::ffff:ffff:ffff:ffff dev eth0");
    assertThat(routes(topology, "b"))
        .containsExactly(
            "0.0.0.0/0 via 10.0.0.1 dev eth0", "::/0 via fd00::ffff:ffff:ffff:ffff dev eth0");
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.100.254/24,192.168.100.0/24",
    "192.168.100.1,192.168.100.0/24",
    "true,192.168.100.0/24"
  })
  void the_classic_bridge(String gateway, String subnet) throws Exception {
    Topology topology =
        read("bridges: {br0: {subnet: " + subnet + ", gateway: " + gateway + ", in: host}}");

    assertThat(addresses(topology.bridges().getFirst().subnets())).isEqualTo("[" + subnet + "]");
    assertThat(topology.bridges().getFirst().addresses()).hasSize(1);
  }

  @Test
  void ends_that_join_get_names_that_are_free() throws Exception {
    Topology topology =
        read(
            """
            bridges: {br0: , br1: }
            namespaces: {r: {join: [br0, br1]}}
            links: [[r:eth1, a:eth0]]
            """);

    assertThat(links(topology))
        .containsExactly(
            "r:eth0[] lab.fabric:r-eth0@br0",
            "r:eth2[] lab.fabric:r-eth2@br1",
            "r:eth1[] a:eth0[]");
  }

  @Test
  void long_names_of_ports_are_cut_and_kept() throws Exception {
    Topology topology =
        read(
            """
            bridges: {br0: }
            namespaces: {"frontend-server-[1-2]": {join: br0}}
            links: [[br0, "br0 as loop0"]]
            """);

    End first = topology.links().get(0).ends().getLast();
    End second = topology.links().get(1).ends().getLast();
    assertThat(first.name()).hasSize(15).startsWith("frontend-").isNotEqualTo(second.name());
    assertThat(first.longName()).isEqualTo("frontend-server-1-eth0");
    assertThat(topology.links().get(2).ends()).extracting(End::name).contains("loop0");
  }

  @Test
  void networks_of_the_pool_are_those_that_the_file_has_not() throws Exception {
    Topology topology =
        read(
            """
            bridges: {br0: {subnet: auto, gateway: true}}
            namespaces: {"n[1-2]": {join: br0}}
            links:
              - [x:eth0 10.186.0.1/24, y:eth0 10.186.0.2/24]
              - {ends: ["a[1-2]:eth0", "b[1-2]:eth0"], subnet: auto}
            """);

    assertThat(links(topology))
        .containsExactly(
            "n1:eth0[10.186.1.1/24] lab.fabric:n1-eth0@br0",
            "n2:eth0[10.186.1.2/24] lab.fabric:n2-eth0@br0",
            "x:eth0[10.186.0.1/24] y:eth0[10.186.0.2/24]",
            "a1:eth0[10.186.2.1/30] b1:eth0[10.186.2.2/30]",
            "a2:eth0[10.186.2.5/30] b2:eth0[10.186.2.6/30]");
  }

  @Test
  void vlans_are_networks_of_their_own() throws Exception {
    Topology topology =
        read(
            """
            bridges: {br0: {vlans: true, subnet: 10.0.0.0/24}}
            namespaces: {a: {join: "br0:vlan 10 10.10.0.1/24"}, c: {join: br0}}
            links:
              - [b:eth0 10.20.0.1/24, "br0:vlan 20"]
              - [r:eth0, br0]
              - {type: vlan, end: r:eth0.10 10.10.0.2/24, parent: eth0, id: 10}
              - {type: vlan, end: r:eth0.20 10.20.0.2/24, parent: eth0, id: 20}
            """);

    assertThat(links(topology))
        .contains(
            "a:eth0[10.10.0.1/24] lab.fabric:a-eth0@br0.10",
            "c:eth0[10.0.0.1/24] lab.fabric:c-eth0@br0",
            "r:eth0[10.0.0.2/24] lab.fabric:r-eth0@br0");
  }

  @Test
  void what_stands_on_a_link_of_the_file_is_in_its_network() throws Exception {
    Topology topology =
        read(
            """
            bridges: {br0: {in: host, subnet: 10.0.0.0/24}}
            links:
              - [host:h0 10.1.0.1/24, a:eth0 10.1.0.2/24]
              - {type: macvlan, parent: h0, end: b:eth0 10.1.0.3/24}
              - {type: ipvlan, parent: br0, end: b:eth1 10.0.0.7/24}
            """);

    assertThat(topology.links()).hasSize(3);
  }

  @Test
  void shapes_of_both_directions_and_of_each() throws Exception {
    Topology topology =
        read(
            """
            links:
              - {ends: [a:e0, b:e0], delay: 20ms, rate: 1gbit, down: {rate: 64kbit, loss: 0.5%}}
              - {ends: [a:e1, b:e1], up: {rate: 10mbit}}
            """);

    List<End> ends = topology.links().get(0).ends();
    assertThat(ends.get(0).shape()).isEqualTo(new Shape(20_000, 0, 0, 0, 0, 1_000_000_000, 2_500));
    assertThat(ends.get(1).shape()).isEqualTo(new Shape(20_000, 0, 5_000, 0, 0, 64_000, 1_000));
    assertThat(topology.links().get(1).ends().get(1).shape()).isNull();
  }

  @Test
  void the_mtu_of_a_bridge_is_that_of_its_links() throws Exception {
    Topology topology =
        read("bridges: {b: {mtu: 9000}}\nlinks: [[a:e, b], {ends: [c:e, b], mtu: 1500}]");

    assertThat(topology.links()).extracting(Link::mtu).containsExactly(9000L, 1500L);
  }

  @Test
  void routes_go_the_shortest_way_and_not_into_what_is_masqueraded() throws Exception {
    Topology topology =
        read(
            """
            namespaces: {r1: {forward: true, nat: eth1}, r2: {forward: true, lo: 10.255.0.2/32}}
            links:
              - [a:eth0 192.168.1.2/24, r1:eth0 192.168.1.1/24]
              - [r1:eth1 203.0.113.1/30, r2:eth0 203.0.113.2/30]
              - [r2:eth1 198.51.100.1/24, b:eth0 198.51.100.2/24]
            routing: auto
            """);

    assertThat(routes(topology, "a")).containsExactly("0.0.0.0/0 via 192.168.1.1 dev eth0");
    assertThat(routes(topology, "r1"))
        .containsExactly(
            "198.51.100.0/24 via 203.0.113.2 dev eth1", "10.255.0.2/32 via 203.0.113.2 dev eth1");
    assertThat(routes(topology, "r2")).isEmpty();
    assertThat(routes(topology, "b")).containsExactly("0.0.0.0/0 via 198.51.100.1 dev eth0");
  }

  @Test
  void of_two_ways_the_shorter_one_and_none_through_those_that_do_not_forward() throws Exception {
    Topology topology =
        read(
            """
            namespaces: {"r[1-4]": {forward: true}, leaf: }
            links:
              - ["r1:a 10.0.12.1/24 fd00:12::1/64", "r2:a 10.0.12.2/24 fd00:12::2/64"]
              - [r2:b 10.0.23.2/24, r3:b 10.0.23.3/24]
              - [r3:c 10.0.34.3/24, r4:c 10.0.34.4/24]
              - [r4:d 10.0.41.4/24, r1:d 10.0.41.1/24]
              - [leaf:e 10.0.91.9/24, r1:e 10.0.91.1/24]
              - [leaf:f 10.0.93.9/24, r3:f 10.0.93.3/24]
              - ["r2:g fd00:9::2/64", "far:g fd00:9::9/64"]
            routing: auto
            """);

    assertThat(routes(topology, "r1"))
        .containsExactly(
            "10.0.23.0/24 via 10.0.12.2 dev a",
            "10.0.34.0/24 via 10.0.41.4 dev d",
            "10.0.93.0/24 via 10.0.12.2 dev a",
            "fd00:9::/64 via fd00:12::2 dev a");
    assertThat(routes(topology, "leaf"))
        .containsExactly(
            "10.0.12.0/24 via 10.0.91.1 dev e",
            "10.0.41.0/24 via 10.0.91.1 dev e",
            "10.0.23.0/24 via 10.0.93.3 dev f",
            "10.0.34.0/24 via 10.0.93.3 dev f");
    assertThat(routes(topology, "far")).containsExactly("::/0 via fd00:9::2 dev g");
  }

  @Test
  void routes_of_the_file_stay() throws Exception {
    Topology topology =
        read(
            """
            namespaces:
              r: {forward: true}
              a: {routes: {10.2.0.0/24: blackhole, default: {via: 10.1.0.1, metric: 5}}}
            links:
              - [a:e 10.1.0.2/24, r:e 10.1.0.1/24]
              - [r:f 10.2.0.1/24, b:e 10.2.0.2/24]
              - [r:g 10.3.0.1/24, c:e 10.3.0.2/24]
            routing: auto
            """);

    assertThat(routes(topology, "a"))
        .containsExactly(
            "10.2.0.0/24 blackhole",
            "0.0.0.0/0 via 10.1.0.1 dev e metric 5",
            "10.3.0.0/24 via 10.1.0.1 dev e");
  }

  @Test
  void nat_by_the_default_route() throws Exception {
    Topology topology =
        read(
            """
            namespaces: {r: {nat: true, forward: true, routes: {default: 10.1.0.2}}}
            links: [[r:up 10.1.0.1/24, isp:e 10.1.0.2/24]]
            """);

    assertThat(topology.namespaces().get("r"))
        .extracting("masquerade")
        .asString()
        .isEqualTo("[up]");
  }

  @Test
  void hosts_are_all_of_the_file() throws Exception {
    Topology topology =
        read(
            """
            links: [[a:e 10.1.0.1/24, b:e 10.1.0.2/24]]
            namespaces: {c: {lo: 10.255.0.3/32, dns: {hosts: auto}}}
            """);

    assertThat(topology.namespaces().get("c"))
        .extracting("dns.hosts")
        .asString()
        .contains("[c]", "[a]", "[b]");
  }

  @Test
  void checks_mean_the_address_that_is_near() throws Exception {
    Topology topology =
        read(
            """
            links:
              - [a:e 10.1.0.1/24, b:e 10.1.0.2/24]
              - [c:e 10.2.0.1/24, b:f 10.2.0.2/24]
            checks:
              - ping [a,c] -> b within 60ms
              - not tcp a -> [fd00::1]:80
              - http c -> http://b:8080/x?y 404 within 1.5s
            """);

    assertThat(topology.checks())
        .extracting(TopologyFileTest::text)
        .containsExactly(
            "ping a -> b within 60ms: 10.1.0.2 port 0 status 0 within 60000",
            "ping c -> b within 60ms: 10.2.0.2 port 0 status 0 within 60000",
            "not tcp a -> [fd00::1]:80: fd00::1 port 80 status 0 within 0",
            "http c -> http://b:8080/x?y 404 within 1.5s: 10.2.0.2 port 8080 status 404 within"
                + " 1500000");
  }

  private static String text(Check check) {
    return String.join(
        " ",
        check.text() + ":",
        Objects.requireNonNull(check.address()).text(),
        "port " + check.port(),
        "status " + check.status(),
        "within " + check.within());
  }

  @Test
  void words_of_programs_are_bytes() throws Exception {
    Topology topology = read("namespaces: {a: {exec: [\"echo \u00e9\"]}}");

    assertThat(topology.namespaces().get("a"))
        .extracting("exec")
        .isEqualTo(List.of(List.of("echo", "\u00c3\u00a9")));
  }

  @Test
  void merged_keys_are_those_that_are_not_given() throws Exception {
    Topology topology =
        read(
            """
            namespaces:
              a: &base {forward: true, exec: x}
              b: {<<: *base, exec: y}
            """);

    assertThat(topology.namespaces().get("b")).extracting("forward").isEqualTo(true);
    assertThat(topology.namespaces().get("b")).extracting("exec").isEqualTo(List.of(List.of("y")));
  }

  @Test
  void reading_twice_gives_the_same() throws Exception {
    String text = "bridges: {b: {subnet: 10.0.0.0/16}}\nnamespaces: {\"n[1-500]\": {join: b}}";

    assertThat(read(text)).isEqualTo(read(text));
  }
}
