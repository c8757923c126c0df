package dev.nsjava.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.net.Ip;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Topology.Dns;
import dev.nsjava.topology.Topology.End;
import dev.nsjava.topology.Topology.Kind;
import dev.nsjava.topology.Topology.Link;
import dev.nsjava.topology.Topology.Namespace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostsTest {

  private static Namespace namespace(String name, String loopback, @Nullable Dns dns)
      throws IOException {
    List<Prefix> addresses = loopback.isEmpty() ? List.of() : List.of(Prefix.parse(loopback));
    return new Namespace(
        name, addresses, List.of(), false, List.of(), List.of(), null, "", dns, Map.of(), List.of(),
        List.of());
  }

  private static Link pair(String a, String aAddress, String b, String bAddress)
      throws IOException {
    return new Link(Kind.VETH, end(a, aAddress), end(b, bAddress), "", "", -1, null, 0, true);
  }

  private static End end(String namespace, String address) throws IOException {
    return new End(namespace, "eth0", "", List.of(Prefix.parse(address)), null, "", 0, null);
  }

  private static Topology topology() throws IOException {
    Dns dns = new Dns(List.of(), List.of(), Map.of(Ip.parse("192.0.2.7"), List.of("x", "www")));
    Map<String, Namespace> namespaces = new LinkedHashMap<>();
    namespaces.put("a", namespace("a", "", dns));
    namespaces.put("r", namespace("r", "192.0.2.1/32", null));
    namespaces.put("b", namespace("b", "", null));
    namespaces.put("v1.2", namespace("v1.2", "192.0.2.3/32", null));
    namespaces.put("s", namespace("s", "192.0.2.2/32", null));
    List<Link> links =
        List.of(
            pair("a", "10.0.1.2/24", "r", "10.0.1.1/24"),
            pair("r", "10.0.2.1/24", "b", "10.0.2.2/24"));
    return new Topology("t", true, namespaces, List.of(), links, List.of());
  }

  private static String found(String from, String host) throws IOException {
    return new Hosts(topology(), from).find(host).text();
  }

  @Test
  void addresses_are_themselves() throws IOException {
    assertThat(found("a", "203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(found("a", "fd00::1")).isEqualTo("fd00::1");
    assertThat(found("a", "localhost")).isEqualTo("127.0.0.1");
  }

  @Test
  void names_are_those_of_namespaces_by_the_address_that_is_near() throws IOException {
    assertThat(found("a", "r")).isEqualTo("10.0.1.1");
    assertThat(found("b", "r")).isEqualTo("10.0.2.1");
    assertThat(found("a", "b")).isEqualTo("10.0.2.2");
    assertThat(found("a", "s")).isEqualTo("192.0.2.2");
    assertThat(found("a", "v1.2")).isEqualTo("192.0.2.3");
  }

  @Test
  void what_the_file_says_of_hosts_comes_first() throws IOException {
    assertThat(found("a", "www")).isEqualTo("192.0.2.7");
  }

  @Test
  void a_name_that_nobody_has() {
    for (String host : List.of("www", "nope", "10.0.0", "10.0.0.256")) {
      assertThatExceptionOfType(NetlinkException.class).isThrownBy(() -> found("b", host));
    }
  }
}
