package dev.nsjava.topology.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nsjava.topology.AnyTopology;
import dev.nsjava.topology.ExportException;
import dev.nsjava.topology.JsonSchema;
import dev.nsjava.topology.Places;
import dev.nsjava.topology.Topologies;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.TopologyException;
import dev.nsjava.topology.export.ContainerlabWriter;
import dev.nsjava.topology.export.WritersTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A topology that is written and read again is the same. */
class RoundTripTest {

  private static Topology again(Topology topology) throws Exception {
    String text = TopologyWriter.write(topology, List.of("a note\nof two lines")).text();
    return read(new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private static Topology read(String text) throws TopologyException {
    return TopologyFile.read("file.yaml", text);
  }

  @Property(tries = 2000)
  void any(@ForAll long seed) throws Exception {
    Topology topology = AnyTopology.of(seed);
    assertThat(again(topology)).isEqualTo(topology);
  }

  @Property(tries = 500)
  void any_as_containerlab_takes_it(@ForAll long seed) throws Exception {
    Topology topology = AnyTopology.of(seed);
    Assume.that(Places.made(topology).stream().noneMatch(name -> name.startsWith("_")));
    String text = ContainerlabWriter.write(topology).text();
    Mistakes mistakes = new Mistakes("clab.yml");
    YamlNode file =
        YamlReader.read(
            new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
            mistakes);
    YamlNode schema = YamlReader.read(WritersTest.golden("containerlab.schema.json"), mistakes);
    assertThat(new JsonSchema(schema).wrong(file)).as(text).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        links: [[host:veth0 10.0.0.1/24, ns1:eth0 10.0.0.2/24]]
        namespaces: {ns1: {routes: {default: 10.0.0.1}}}
        """,
        """
        bridges: {br0: {in: host, subnet: 10.10.0.0/24, gateway: true, nat: true}}
        namespaces: {"ns[1-3]": {join: br0}}
        checks: [ping ns1 -> ns3, ping ns2 -> 10.10.0.1]
        """,
        """
        namespaces: {r1: {forward: true, nat: eth1}, r2: {forward: true}}
        links:
          - [a:eth0 192.168.1.2/24, r1:eth0 192.168.1.1/24]
          - {ends: [r1:eth1 203.0.113.1/30, r2:eth0 203.0.113.2/30], delay: 20ms, rate: 100mbit}
          - [r2:eth1 198.51.100.1/24, b:eth0 198.51.100.2/24]
        routing: auto
        checks: [ping a -> 198.51.100.2 within 60ms, not ping b -> 192.168.1.2]
        """,
        """
        bridges:
          br0: {subnet: auto, subnet6: "fd00:9::/64", gateway: true, vlans: true, mtu: 1400}
          br1: {gateway: [fd00:8::1/64, 10.8.0.1/24], in: a}
          br2: {subnet: 10.7.0.0/24}
        namespaces:
          "a-very-long-name-[1-3]": {join: [br0, br2], dns: {hosts: auto}}
          a: {join: "br0:vlan 7 10.20.0.1/24"}
        links:
          - [br0, br2]
          - [h:eth0 none, "br1 as port"]
        """
      })
  void a_file(String text) throws Exception {
    Topology topology = read(text);
    assertThat(again(topology)).isEqualTo(topology);
  }

  @Test
  void the_wide_one_is_as_a_file_has_it() throws Exception {
    String text = TopologyWriter.write(Topologies.wide(), List.of()).text();
    assertThat(text).isEqualTo(WritersTest.golden("wide.yaml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[1-2]", "a]", "\377", "a\1"})
  void a_name_that_no_file_can_have(String name) {
    Topology.Link link =
        Topologies.single(Topology.Kind.TAP, Topologies.end("h", name), "", "", -1, null);
    Topology topology = new Topology("lab", true, Map.of(), List.of(), List.of(link), List.of());
    assertThatThrownBy(() -> TopologyWriter.write(topology, List.of()))
        .isInstanceOf(ExportException.class);
  }
}
