package dev.nsjava.topology.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.net.Publication;
import dev.nsjava.net.Ruleset;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.file.TopologyFile;
import org.junit.jupiter.api.Test;

/** Which rules a file asks for. What they do, RulesIT sees. */
class RulesTest {

  private static Rules rules(String namespace, String text) throws Exception {
    return Rules.of(TopologyFile.read("lab.yaml", text), namespace);
  }

  private static Ruleset table() {
    return new Ruleset("nsjava_lab");
  }

  private static Prefix prefix(String text) throws NetlinkException {
    return Prefix.parse(text);
  }

  private static void same(Ruleset ruleset, Ruleset wanted) {
    assertThat(ruleset.digest()).isNotEmpty().isEqualTo(wanted.digest());
  }

  @Test
  void where_nothing_is_asked_for_there_is_none() throws Exception {
    Rules rules = rules("a", "links: [[a:eth0 10.0.0.1/24, b:eth0 10.0.0.2/24]]");
    assertThat(rules.ruleset().isEmpty()).isTrue();
    assertThat(rules.ruleset().digest()).isEmpty();
    assertThat(rules.ruleset().requests()).hasSize(2); // what is there goes
    assertThat(rules.forwards(false) || rules.forwards(true)).isFalse();
  }

  @Test
  void networks_of_bridges_are_masqueraded_where_these_are() throws Exception {
    String file =
        """
        bridges:
          br0: {in: host, subnet: 10.0.0.0/24, subnet6: "fd00:1::/64", gateway: true, nat: true}
          br1: {in: host, subnet: 10.1.0.0/24}
        namespaces: {"a[1-2]": {join: br0}}
        """;
    Rules host = rules(Topology.HOST, file);
    same(
        host.ruleset(),
        table().masquerade(prefix("10.0.0.0/24")).masquerade(prefix("fd00:1::/64")));
    assertThat(host.forwards(false) && host.forwards(true)).isTrue();
    assertThat(rules("a1", file).ruleset().isEmpty()).isTrue();
  }

  @Test
  void a_port_leads_to_the_address_that_is_next_to_the_host() throws Exception {
    String file =
        """
        bridges: {br0: {in: host, subnet: 10.0.0.0/24, gateway: true}}
        namespaces: {web: {publish: ["8080:80/tcp", "53:5353/udp"]}}
        links:
          - [web:eth0 192.168.0.1/24, other:eth0 192.168.0.2/24]
          - [web:eth1 10.0.0.7/24, br0]
        """;
    Rules host = rules(Topology.HOST, file);
    same(
        host.ruleset(),
        table()
            .publish(new Publication(null, 8080, "tcp", "web", 80), prefix("10.0.0.7/24"))
            .publish(new Publication(null, 53, "udp", "web", 5353), prefix("10.0.0.7/24")));
    assertThat(host.forwards(false)).isTrue();
    assertThat(host.forwards(true)).isFalse();
  }

  @Test
  void a_firewall_has_a_list_for_each_policy_that_drops() throws Exception {
    String file =
        """
        namespaces:
          r:
            nat: eth0
            firewall: {input: drop, forward: %s, allow: [icmp, tcp/22, udp/53 from 10.0.0.0/8]}
        links: [[r:eth0 10.0.0.1/24, b:eth0 10.0.0.2/24]]
        """;
    same(
        rules("r", file.formatted("accept")).ruleset(),
        allowed(table().masquerade("eth0").dropInput(), false));
    same(
        rules("r", file.formatted("drop")).ruleset(),
        allowed(allowed(table().masquerade("eth0").dropInput(), false).dropForward(), true));
  }

  private static Ruleset allowed(Ruleset ruleset, boolean forward) throws NetlinkException {
    return ruleset
        .allow(forward, "icmp", 0, null)
        .allow(forward, "tcp", 22, null)
        .allow(forward, "udp", 53, prefix("10.0.0.0/8"));
  }

  @Test
  void each_other_rule_is_another_digest() throws Exception {
    assertThat(table().masquerade("eth0").digest())
        .hasSize(16)
        .isNotEqualTo(table().masquerade("eth1").digest())
        .isNotEqualTo(new Ruleset("nsjava_lib").masquerade("eth0").digest())
        .isNotEqualTo(table().masquerade("eth0").dropInput().digest());
  }

  @Test
  void a_port_that_leads_nowhere_is_told() {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(
            () ->
                rules(
                    Topology.HOST,
                    """
                    namespaces: {a: {publish: ["80:80"]}}
                    links: [{type: dummy, end: a:eth0}]
                    """))
        .withMessage("port 80 leads to namespace 'a', which has no address");
  }
}
