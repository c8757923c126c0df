package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code net nat} and {@code net publish}, with connections that are made. */
@KernelTest
@Tag("not-sanitized") // NetConnectIT and NetRunIT make the same calls
class NetNatIT {

  /**
   * {@code web} and {@code app} at a bridge of the host; {@code world}, which knows the host alone,
   * by its address 203.0.113.1. A server in {@code world} and in {@code web} tells who calls it.
   */
  private static final String SCENE =
      """
      net() { %s net "$@" 2>/mnt/notes; s=$?; grep -v bridge-nf-call /mnt/notes >&2; return $s; }
      inside() { ip netns exec "$@"; }
      serve() {
        inside $1 packet serve $2 /mnt/up-$1 & servers="$servers $!"
        until [ -e /mnt/up-$1 ]; do :; done
      }
      trap 'test -z "$servers" || kill $servers' EXIT
      for f in /proc/sys/net/bridge/bridge-nf-call-ip*; do test ! -e $f || echo 0 >$f; done
      ip link set lo up
      net connect web app --bridge br0 --subnet 10.0.0.0/24 --gateway >/mnt/out
      ip netns add world
      ip link add out type veth peer name eth0 netns world
      ip addr add 203.0.113.1/24 dev out; ip -6 addr add 2001:db8::1/64 dev out nodad
      ip link set out up
      ip -n world addr add 203.0.113.9/24 dev eth0
      ip -n world -6 addr add 2001:db8::9/64 dev eth0 nodad
      ip -n world link set eth0 up; ip -n world link set lo up
      """
          .formatted(Fixtures.NSJAVA);

  private static void prints(String script, String... lines) {
    Result result = NetConnectIT.run(SCENE, script);
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).containsExactly(lines);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_is_let_out_comes_as_the_host() {
    prints(
        """
        serve world 80
        net nat add 10.0.0.0/24 2>&1
        inside web packet get 203.0.113.9 80
        inside app packet get 203.0.113.9 80
        inside web packet ping 10.0.0.2
        net nat add 10.0.0.0/24
        net nat ls
        net nat del 10.0.0.0/24
        inside web sh -c 'ip route get 203.0.113.9 >/mnt/route'
        net nat ls
        """,
        "nsjava: net.ipv4.ip_forward is on now",
        "::ffff:203.0.113.1",
        "::ffff:203.0.113.1",
        "pong 10.0.0.2",
        "10.0.0.0/24");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void ipv6_is_let_out_too() {
    prints(
        """
        serve world 80
        net connect six --bridge br6 --subnet fd00:7::/64 --nat 2>&1
        inside six packet get 2001:db8::9 80
        net nat ls --json
        """,
        "six  eth0  fd00:7::1/64  via fd00:7::ffff:ffff:ffff:ffff",
        "nsjava: net.ipv6.conf.all.forwarding is on now",
        "2001:db8::1",
        "[",
        "   {",
        "      \"subnet\": \"fd00:7::/64\"",
        "   }",
        "]");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void only_by_one_interface() {
    prints(
        """
        serve world 80
        net nat add 10.0.0.0/24 --out other 2>/mnt/out
        net nat ls
        ip -n world route add 10.0.0.0/24 via 203.0.113.1
        inside web packet get 203.0.113.9 80
        net nat add 10.0.0.0/24 --out out
        net nat ls
        inside web packet get 203.0.113.9 80
        """,
        "10.0.0.0/24  out other",
        "::ffff:10.0.0.1",
        "10.0.0.0/24  out out",
        "::ffff:203.0.113.1");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_published_port_is_reached_from_the_world_the_host_and_its_neighbours() {
    prints(
        """
        serve web 80
        net publish 8080:web:80 2>&1
        inside world packet get 203.0.113.1 8080
        packet get 203.0.113.1 8080
        packet get 10.0.0.254 8080
        inside app packet get 10.0.0.254 8080
        inside web packet get 203.0.113.1 8080
        net publish 8080:web:80
        net publish ls
        net publish del 8080
        inside world packet get 203.0.113.1 8080 2>&1
        net publish ls
        """,
        "nsjava: net.ipv4.ip_forward is on now",
        "::ffff:203.0.113.9",
        "::ffff:203.0.113.1",
        "::ffff:10.0.0.254",
        "::ffff:10.0.0.254",
        "::ffff:10.0.0.254",
        "8080/tcp  web:80  10.0.0.1",
        "packet: 203.0.113.1 port 8080: Connection refused");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void only_at_one_address() {
    prints(
        """
        serve web 80
        net publish 8080:web:80 --address 10.0.0.254 2>/mnt/out
        inside app packet get 10.0.0.254 8080
        inside world packet get 203.0.113.1 8080 2>&1
        net publish add 8080:app:80 --address 203.0.113.1
        net publish ls
        net publish del 8080 --address 203.0.113.1
        net publish ls
        """,
        "::ffff:10.0.0.254",
        "packet: 203.0.113.1 port 8080: Connection refused",
        "10.0.0.254 8080/tcp  web:80  10.0.0.1",
        "203.0.113.1 8080/tcp  app:80  10.0.0.2",
        "10.0.0.254 8080/tcp  web:80  10.0.0.1");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "publish 8080:app:80 | port 8080/tcp leads to web:80 already",
        "publish 8080:web:81 --address 10.0.0.254 | port 10.0.0.254 8080/tcp leads to web:80 already",
        "publish 0:web:80 | a port is 1 to 65535, not '0'",
        "publish 1:web:65536 | a port is 1 to 65535, not '65536'",
        "publish 80:web | '80:web' is not HOSTPORT:NS:PORT[/udp]",
        "publish 80:web:80/icmp | the protocol is tcp or udp, not 'icmp'",
        "publish 80:nope:80 | no network namespace 'nope'",
        "publish 80:empty:80 | network namespace 'empty' has no address",
        "publish del 80 | port 80/tcp is not published",
        "publish del 8080/udp | port 8080/udp is not published",
        "publish 80:web:80 --address 127.0.0.1 | the kernel lets nothing out that is for 127.0.0.1",
        "publish 80:web:80 --address ::1 | the kernel lets nothing out that is for ::1",
        "publish 80:web:80 --address 9.9.9.9 |"
            + " --address 9.9.9.9 is no address of network namespace 'host'",
        "nat add 10.0.0.0/24 --out '' | invalid link name '': it says nothing",
        "nat add 10.0.0.1/24 | 10.0.0.1/24 is no network, 10.0.0.0/24 is",
        "nat add 10.0.0 | not an IP address: '10.0.0'",
        "nat add 10.0.0.0 | the length of the network is missing: '10.0.0.0/24'?",
        "nat del 10.9.0.0/24 | no nat of 10.9.0.0/24",
      })
  void what_is_wrong_changes_nothing(String words, String message) {
    Result result =
        NetConnectIT.run(
            SCENE,
            """
            net publish 8080:web:80 2>/mnt/out; ip netns add empty
            net publish ls >/mnt/before
            net %s; echo $?
            net publish ls | cmp - /mnt/before && net nat ls
            """
                .formatted(words));
    assertThat(result.err()).isEqualTo("nsjava: " + message + "\n");
    assertThat(result.lines()).containsExactly("1");
  }

  /** Where the kernel has none, nobody is warned. */
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void rules_within_bridges_are_told_when_rules_change() {
    Result result =
        NetConnectIT.run(
            SCENE,
            """
            switch=/proc/sys/net/bridge/bridge-nf-call-iptables
            test -e $switch && echo 1 >$switch || touch /mnt/none
            for words in 'nat add 10.0.0.0/24' 'publish 8080:web:80'; do
              for n in 1 2; do net $words; grep -c 'sysctl -w net.bridge.*=0$' /mnt/notes; done
            done
            test ! -e /mnt/none || echo none
            """);
    List<String> lines = result.lines();
    List<String> told = List.of("1", "0", "1", "0");
    assertThat(lines).isIn(told, List.of("0", "0", "0", "0", "none"));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void rules_that_somebody_has_deleted_come_back() {
    prints(
        """
        serve web 80
        net publish 8080:web:80 2>/mnt/out
        for chain in output postrouting prerouting; do
          packet unrule $chain
          net publish 8080:web:80
          packet get 203.0.113.1 8080
          inside app packet get 10.0.0.254 8080
        done
        net publish ls
        """,
        "::ffff:203.0.113.1",
        "::ffff:10.0.0.254",
        "::ffff:203.0.113.1",
        "::ffff:10.0.0.254",
        "::ffff:203.0.113.1",
        "::ffff:10.0.0.254",
        "8080/tcp  web:80  10.0.0.1");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void who_moves_is_published_anew() {
    prints(
        """
        serve web 80
        net publish 8080:web:80 2>/mnt/out
        ip -n web addr del 10.0.0.1/24 dev eth0; ip -n web addr add 10.0.0.7/24 dev eth0
        ip -n web route add default via 10.0.0.254
        net publish 8080:web:80
        net publish ls
        inside world packet get 203.0.113.1 8080
        """,
        "8080/tcp  web:80  10.0.0.7",
        "::ffff:203.0.113.9");
  }
}
