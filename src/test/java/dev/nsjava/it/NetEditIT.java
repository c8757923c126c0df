package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code net up} of a file that is another by now: one run makes what the file says. */
@KernelTest
@Tag("not-sanitized") // those of NetUpIT make the same calls
class NetEditIT {

  /** {@code edit OLD NEW}: what is up differs from a fresh one of NEW in nothing. */
  private static final String SCENE =
      """
      net() { %s net "$@"; }
      all() {
        for n in $(ls /run/netns 2>/dev/null | sort); do echo "[$n]"; one "-n $n"; done
        echo '[host]'; one
        find /etc/netns -mindepth 1
      }
      one() {
        ip $1 -br link | awk '{print $1}' | sed 's/@.*//'
        ip $1 -o addr show scope global | awk '{print $2, $4, $8 == "secondary"}'
        ip $1 route; ip $1 -6 route show default
        ip $1 -d link show type tun | grep -o 'type t[a-z]*'
      }
      edit() {
        printf "$2" >/mnt/lab.yaml
        net up /mnt/lab.yaml >/mnt/out || cat /mnt/out
        all >/mnt/fresh
        net down lab >/mnt/out
        printf "$1" >/mnt/lab.yaml
        net up /mnt/lab.yaml >/mnt/out || cat /mnt/out
        printf "$2" >/mnt/lab.yaml
        net plan /mnt/lab.yaml
        net up /mnt/lab.yaml
        all | diff /mnt/fresh -
        net up /mnt/lab.yaml
      }
      mkdir -p /etc/netns
      mount -t tmpfs -o mode=755 etc /etc/netns
      """
          .formatted(Fixtures.NSJAVA);

  private static final String NOTHING = "'lab' is up already: nothing to change";

  private static void edits(String before, String after, String... lines) {
    Result result =
        NetConnectIT.run(SCENE, "edit '" + before + "' '" + after + "'\nnet down lab >/mnt/out");
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).startsWith(lines).endsWith(NOTHING).hasSize(lines.length + 2);
  }

  /** All of them have the index 2 in their namespaces. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_cable_that_leads_elsewhere_is_another() {
    edits(
        "links: [[a:eth0, b:eth0], [c:eth0, d:eth0]]",
        "links: [[a:eth0, d:eth0], [c:eth0, b:eth0]]",
        "+ link a:eth0 -- d:eth0",
        "+ link c:eth0 -- b:eth0");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_link_on_another_parent_is_another() {
    edits(
        "links: [[host:h0, a:x], [host:h1, a:y], {type: macvlan, parent: h0, end: b:m}]",
        "links: [[host:h0, a:x], [host:h1, a:y], {type: macvlan, parent: h1, end: b:m}]",
        "+ link b:m (macvlan)");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_link_goes_with_its_parent() {
    edits(
        "links: [{type: macvlan, parent: h0, end: b:m}, [host:h0, a:x]]",
        "links: [{type: macvlan, parent: h0, end: b:m}, [host:h0, a:y]]",
        "+ link host:h0 -- a:y",
        "+ link b:m (macvlan)",
        "- link a:x");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_tap_is_no_tun() {
    edits("links: [{type: tun, end: a:t}]", "links: [{type: tap, end: a:t}]", "+ link a:t (tap)");
  }

  /** The kernel takes others of the network, and routes, with an address. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_goes_with_an_address_comes_back() {
    edits(
        "links: [[a:x 10.0.0.1/24 10.0.0.5/24, b:x 10.0.0.2/24]]\\n"
            + "namespaces: {a: {routes: {default: 10.0.0.2}}}",
        "links: [[a:x 10.0.0.5/24, b:x 10.0.0.2/24]]\\n"
            + "namespaces: {a: {routes: {default: 10.0.0.2}}}",
        "- address 10.0.0.1/24 at a:x");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void routes_stay_when_the_only_address_is_another() {
    String routes = "namespaces: {a: {routes: {default: 10.0.0.2, 10.9.0.0/16: {dev: x}}}}";
    edits(
        "links: [[a:x 10.0.0.1/24, b:x 10.0.0.2/24]]\\n" + routes,
        "links: [[a:x 10.0.0.7/24, b:x 10.0.0.2/24]]\\n" + routes,
        "- address 10.0.0.1/24 at a:x",
        "+ address 10.0.0.7/24 at a:x");
  }

  /** A small MTU takes them by itself. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void addresses_of_ipv6_go_with_the_mtu() {
    edits(
        "links: [[a:x fd00::1/64, b:x fd00::2/64]]",
        "links: [{ends: [a:x, b:x], mtu: 1000}]",
        "~ link a:x mtu 1500 -> 1000",
        "- address fd00::1/64 at a:x",
        "~ link b:x mtu 1500 -> 1000",
        "- address fd00::2/64 at b:x");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void files_of_dns_go_with_their_namespace() {
    edits(
        "namespaces: {\"a[1-2]\": {dns: {servers: 1.1.1.1}}}",
        "namespaces: {a1: {dns: {servers: 1.1.1.1}}}",
        "- namespace a2",
        "- dns a2");
  }

  /**
   * Killed before each third of its calls in turn, an up that takes rules and processes away: both
   * what was and what is to be are known to the next down, and to the next up.
   */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "net down lab,1", "net down lab,2", "net down lab,3",
    "net up /mnt/new/lab.yaml,1", "net up /mnt/new/lab.yaml,2", "net up /mnt/new/lab.yaml,3"
  })
  void what_an_edit_was_to_take_away_goes_when_it_is_killed(String next, int first) {
    Result result =
        NetConnectIT.run(
            SCENE,
            """
            mkdir /mnt/old /mnt/new
            job="sleep 8642%3$d$(echo '%2$s' | wc -c)"
            bridge='bridges: {br0: {in: host, subnet: 10.0.0.0/24, gateway: true'
            echo "$bridge, nat: true}}" >/mnt/old/lab.yaml
            echo 'namespaces: {a: {join: br0, forward: true, run: {s: '"$job"'}}}' >>/mnt/old/lab.yaml
            echo "$bridge}}" >/mnt/new/lab.yaml
            echo 'namespaces: {a: {join: br0}}' >>/mnt/new/lab.yaml
            rest() { nft list tables | grep -c nsjava_lab; ps ax -o args | grep -cx "$job"; }
            n=%3$d
            net up /mnt/old/lab.yaml >/mnt/out 2>&1
            rest
            while killed $n %1$s net up /mnt/new/lab.yaml >/mnt/out; do
              %2$s >/mnt/out 2>&1 || echo "fails after $n"
              rest | grep -q 1 && echo "left after $n"
              [ -e /run/netns/a ] && ip netns exec a grep 1 /proc/sys/net/ipv4/ip_forward
              find /run/nsjava -name '*.unfinished'
              net up /mnt/old/lab.yaml >/mnt/out 2>&1
              n=$((n + 3))
            done 2>/mnt/told
            [ $n -gt 15 ] && echo enough
            net down lab >/mnt/out
            find /run/nsjava -mindepth 1
            """
                .formatted(Fixtures.NSJAVA, next, first));
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).containsExactly("1", "1", "enough");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void parents_that_are_missing_are_told_before_anything_is_made() {
    Result result =
        NetConnectIT.run(
            SCENE,
            """
            printf 'links: [{type: macvlan, parent: x, end: a:m}, {type: phys, parent: y, end: a:p}]' >/mnt/lab.yaml
            net plan /mnt/lab.yaml
            net up /mnt/lab.yaml
            ls -A /run
            """);
    String told = "nsjava: no link 'x' that a:m could be of; no link 'y' that a:p could be of\n";
    assertThat(result.err()).isEqualTo(told + told);
    assertThat(result.out()).doesNotContain("netns");
  }
}
