package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code net connect}, with packets that arrive. */
@KernelTest
class NetConnectIT {

  /** {@code dump} prints what is in a namespace, as it stays the same. */
  private static final String SCENE =
      """
      connect() { %s net connect "$@"; }
      nsjava() { %s net "$@"; }
      inside() { ip netns exec "$@"; }
      all() { ip netns exec "$1" "$0" each; }
      dump() {
        for n in $(ls /run/netns | sort); do echo "[$n]"; one "-n $n"; done
        echo '[host]'; one
        cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding
      }
      one() {
        ip $1 -br link | awk '{print $1, $3}'
        ip $1 -o -4 addr | awk '{print $2, $4}'
        ip $1 -o -6 addr show scope global | awk '{print $2, $4}'
        ip $1 route | sed 's/ linkdown//'
        ip $1 -6 route | grep -v fe80
      }
      ip link set lo up
      """
          .formatted(Fixtures.NSJAVA, Fixtures.NSJAVA);

  /** Runs a script in a network and with names of its own. */
  static Result run(String scene, String script) {
    return Caller.ROOT.run(
        Tool.SHELL,
        "mount -t tmpfs run /run\ncat >/mnt/script <<'END'\n"
            + scene
            + script
            + "\nEND\nexec unshare -n sh /mnt/script");
  }

  private static void prints(String script, String... lines) {
    Result result = run(SCENE, script);
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).containsExactly(lines);
  }

  @Test
  void a_star_with_a_gateway_reaches_all_from_each() {
    prints(
        """
        connect a b c --bridge br0 --subnet 192.168.100.0/24 --gateway
        for n in a b c; do
          inside $n packet ping 192.168.100.1 192.168.100.2 192.168.100.3 192.168.100.254 127.0.0.1
        done | sort | uniq -c | awk '{print $1, $2, $3}'
        ip -n b route show default
        """,
        "a  eth0  192.168.100.1/24  via 192.168.100.254",
        "b  eth0  192.168.100.2/24  via 192.168.100.254",
        "c  eth0  192.168.100.3/24  via 192.168.100.254",
        "3 pong 127.0.0.1",
        "3 pong 192.168.100.1",
        "3 pong 192.168.100.2",
        "3 pong 192.168.100.254",
        "3 pong 192.168.100.3",
        "default via 192.168.100.254 dev eth0 proto static ");
  }

  @Test
  void a_star_of_ipv6() {
    prints(
        """
        connect a b --bridge br0 --subnet fd00:7::/64 --gateway
        inside a packet ping fd00:7::2 fd00:7::ffff:ffff:ffff:ffff
        connect a b --bridge br0 --subnet fd00:7::/64 --gateway
        """,
        "a  eth0  fd00:7::1/64  via fd00:7::ffff:ffff:ffff:ffff",
        "b  eth0  fd00:7::2/64  via fd00:7::ffff:ffff:ffff:ffff",
        "pong fd00:7::2",
        "pong fd00:7::ffff:ffff:ffff:ffff",
        "a  eth0  fd00:7::1/64  via fd00:7::ffff:ffff:ffff:ffff",
        "b  eth0  fd00:7::2/64  via fd00:7::ffff:ffff:ffff:ffff");
  }

  @Test
  void two_with_each_other_and_with_the_host() {
    prints(
        """
        connect a b
        inside a packet ping 10.186.0.2
        connect a host --subnet 192.168.100.0/24
        inside a packet ping 192.168.100.2
        packet ping 192.168.100.1
        connect c host --gateway
        inside c packet ping 192.168.100.2
        ip -br link | awk '{print $1}' | sort
        """,
        "a  eth0  10.186.0.1/30",
        "b  eth0  10.186.0.2/30",
        "pong 10.186.0.2",
        "a  eth1  192.168.100.1/24",
        "host  veth-a  192.168.100.2/24",
        "pong 192.168.100.2",
        "pong 192.168.100.1",
        "c  eth0  10.186.0.1/30  via 10.186.0.2",
        "host  veth-c  10.186.0.2/30",
        "pong 192.168.100.2",
        "lo",
        "veth-a@if3",
        "veth-c@if2");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "a b c --bridge br0 --subnet 192.168.100.0/24 --gateway",
        "a b --bridge br0",
        "a b --bridge br0 --gateway --nat",
        "a b",
        "a host --gateway",
        "a host --nat",
        "a b --bridge br0 --netns router --gateway --nat",
        "a b --bridge br0 --subnet fd00::/64 --nat"
      })
  void a_second_time_nothing_changes(String words) {
    prints(
        """
        ip netns add router
        connect %s >/mnt/out 2>/mnt/notes; dump >/mnt/before
        connect %s 2>/dev/null | cmp - /mnt/out; dump | cmp - /mnt/before && echo same
        """
            .formatted(words, words),
        "same");
  }

  @Test
  void one_more_gets_what_is_free() {
    prints(
        """
        connect a b c --bridge br0 --subnet 10.1.0.0/29 --gateway >/dev/null
        dump | grep -v '^.host' >/mnt/before
        ip -n b addr flush dev eth0
        connect d --bridge br0
        connect b d e --bridge br0 --gateway
        """,
        "d  eth0  10.1.0.2/29",
        "b  eth0  10.1.0.4/29  via 10.1.0.6",
        "d  eth0  10.1.0.2/29  via 10.1.0.6",
        "e  eth0  10.1.0.5/29  via 10.1.0.6");
  }

  @Test
  void what_ip_has_made_is_kept_and_completed() {
    prints(
        """
        ip netns add a; ip netns add b
        ip link add br0 type bridge
        ip link add p type veth peer name uplink netns a; ip link set p master br0 up
        ip -n a addr add 10.2.0.77/24 dev uplink; ip -n a link set uplink up
        connect a b c --bridge br0 --gateway
        ip netns ls | sort | sed 's/ .*//'
        inside c packet ping 10.2.0.77 10.2.0.1
        ip netns del a && ip link del br0 && echo gone
        """,
        "a  uplink  10.2.0.77/24  via 10.2.0.254",
        "b  eth0  10.2.0.1/24  via 10.2.0.254",
        "c  eth0  10.2.0.2/24  via 10.2.0.254",
        "a",
        "b",
        "c",
        "pong 10.2.0.77",
        "pong 10.2.0.1",
        "gone");
  }

  @Test
  void networks_that_somebody_has_are_passed_over() {
    prints(
        """
        ip link add v type veth peer name w; ip link set v up; ip link set w up
        ip addr add 10.186.0.1/24 dev v; ip route add 10.186.1.128/25 dev v
        connect a b --bridge br0
        """,
        "a  eth0  10.186.2.1/24",
        "b  eth0  10.186.2.2/24");
  }

  @Test
  void names_are_short_and_never_taken() {
    prints(
        """
        ip link add veth-a type bridge
        connect a namespace-of-mine namespace-of-yours --bridge br0 | wc -l
        ip -br link show master br0 | sed 's/@.*//; s/-[0-9a-f]*$/-N/'
        ip -br link show master br0 | sort -u | wc -l
        """,
        "3",
        "veth-a-N",
        "veth-names-N",
        "veth-names-N",
        "3");
  }

  @Test
  void the_namespace_of_the_bridge_needs_no_veth() {
    prints(
        """
        for i in 1 2; do connect a host --bridge br0; done
        connect a /proc/self/ns/net b --bridge br0
        inside b packet ping 10.186.0.1 10.186.0.254
        packet ping 10.186.0.1
        ip -br link | awk '{print $1}' | sort
        """,
        "a  eth0  10.186.0.1/24",
        "host  br0  10.186.0.254/24",
        "a  eth0  10.186.0.1/24",
        "host  br0  10.186.0.254/24",
        "a  eth0  10.186.0.1/24",
        "/proc/self/ns/net  br0  10.186.0.254/24",
        "b  eth0  10.186.0.2/24",
        "pong 10.186.0.1",
        "pong 10.186.0.254",
        "pong 10.186.0.1",
        "br0",
        "lo",
        "veth-a@if2",
        "veth-b@if2");
  }

  /** Nothing is made twice: what is there is put right, and packets arrive. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "ip link set br0 down",
        "ip link set veth-a down",
        "ip link set veth-a nomaster",
        "ip link del br0",
        "ip -n a link set eth0 down",
        "ip -n a addr flush dev eth0",
        "ip addr flush dev br0",
        "ip -n a link set lo down",
        "ip netns del a; gone veth-a",
        "ip netns del a; gone veth-a; ip netns add a",
      })
  void what_was_changed_since_is_put_right(String change) {
    prints(
        """
        make() { connect a b --bridge br0 --subnet 10.9.9.0/24 --gateway; }
        all() { dump | sed 's/@.*//; s/ ..:..:..:..:..:..$//' | sort; }
        gone() { while ip link show $1 >/mnt/shown 2>&1; do :; done; } # the kernel takes it a moment later
        make; all >/mnt/before
        %s
        make; all | cmp - /mnt/before && echo same
        inside a packet ping 10.9.9.1 10.9.9.2 10.9.9.254
        """
            .formatted(change),
        "a  eth0  10.9.9.1/24  via 10.9.9.254",
        "b  eth0  10.9.9.2/24  via 10.9.9.254",
        "a  eth0  10.9.9.1/24  via 10.9.9.254",
        "b  eth0  10.9.9.2/24  via 10.9.9.254",
        "same",
        "pong 10.9.9.1",
        "pong 10.9.9.2",
        "pong 10.9.9.254");
  }

  /** Its link is at the bridge for a moment longer than it has an id. */
  @Test
  void one_that_ends_just_then_is_no_matter() {
    prints(
        """
        make() { connect a b --bridge br0 --subnet 10.9.9.0/24 --gateway; }
        make >/mnt/first
        for n in $(seq 20); do ip netns del a; make | cmp - /mnt/first; done
        echo end
        """,
        "end");
  }

  /** Each line fails, after what it says; nothing may be left of it. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "x y q/3 --bridge br1 | cannot open q/3: No such file or directory",
        "x y .. --bridge br1 | invalid network namespace name '..'",
        "x y z --bridge br1 --subnet 10.9.9.0/30 |"
            + " subnet 10.9.9.0/30 is too small: it has room for 2 addresses more, not for 3",
        "x y --bridge br1 --subnet 10.9.9.0/30 --gateway |"
            + " subnet 10.9.9.0/30 is too small: it has room for 2 addresses more, not for 3",
        "x y --bridge port | link 'port' is no bridge",
        "x y z | without --bridge two are connected, not 3",
        "x x | 'x' is named twice",
        "there x --gateway | the default route of 'there' leads to 10.3.0.9 already",
        "x y --subnet 10.0.0.1/24 | 10.0.0.1/24 is no network, 10.0.0.0/24 is",
        "there y /run/netns/there --bridge br1 |"
            + " 'there' and '/run/netns/there' are the same network namespace",
        "host /proc/self/ns/net | 'host' and '/proc/self/ns/net' are the same network namespace",
        "there x --subnet 10.3.0.0/16 |"
            + " link 'eth0' in network namespace 'there' has an address of 10.3.0.0/16 already:"
            + " 10.3.0.1/24",
        "x y --subnet 224.1.0.0/24 | 224.1.0.0/24 has addresses that no namespace can have",
        "x y --subnet 127.1.0.0/24 | 127.1.0.0/24 has addresses that no namespace can have",
        "x y --subnet fe80::/64 | fe80::/64 has addresses that no namespace can have",
        "x y --subnet 10.9.9.0/32 |"
            + " subnet 10.9.9.0/32 is too small: it has room for 1 address more, not for 2",
        "x y --subnet 10.9.9.0 | the length of the network is missing: '10.9.9.0/24'?",
        "x y --netns there | --netns says where the bridge is, and needs --bridge",
        "x nofile y --bridge br1 | /run/netns/nofile is no network namespace",
      })
  void what_fails_leaves_nothing(String line) {
    String[] parts = line.split(" \\| ?", -1);
    Result result =
        run(
            SCENE,
            """
            ip netns add there; ip -n there link set lo up
            ip link add port type veth peer name eth0 netns there; ip link set port up
            ip -n there addr add 10.3.0.1/24 dev eth0; ip -n there link set eth0 up
            ip -n there route add default via 10.3.0.9
            dump >/mnt/before; touch /run/netns/nofile
            connect %s; echo $?
            rm /run/netns/nofile; dump | cmp - /mnt/before && echo same
            """
                .formatted(parts[0]));
    assertThat(result.err()).isEqualTo("nsjava: " + parts[1] + "\n");
    assertThat(result.lines()).containsExactly("1", "same");
  }

  /** After the bridge, four namespaces and their links: the last cannot get its name. */
  @Test
  void what_the_kernel_refuses_half_way_is_taken_back() {
    Result result =
        run(
            SCENE,
            """
            connect there host >/dev/null
            dump >/mnt/before
            mount -t tmpfs -o size=4k,nr_inodes=4,mode=755 small /run/netns
            connect x y z v --bridge br1 --gateway --nat 2>/mnt/err; echo $?
            cut -d: -f1,2 /mnt/err
            umount /run/netns
            dump | cmp - /mnt/before && echo same
            """);
    assertThat(result.lines())
        .containsExactly("1", "nsjava: cannot name network namespace 'v'", "same");
  }

  /** As nohup(1) has it. */
  @Test
  void a_signal_that_is_ignored_stays_so() {
    prints(
        """
        names=; i=0; while [ $i -lt 300 ]; do names="$names n$i"; i=$((i+1)); done
        trap '' HUP; %s net connect $names --bridge br1 >/mnt/out 2>&1 & making=$!
        until [ -e /run/netns/n5 ] || ! [ -e /proc/$making ]; do :; done
        kill -HUP $making; wait $making; echo $?
        ls /run/netns | wc -l
        """
            .formatted(Fixtures.NSJAVA),
        "0",
        "300");
  }

  /** The bridge is made first, and the names are given last. */
  @Test
  void a_signal_half_way_takes_back_all() {
    prints(
        """
        connect there host >/dev/null; dump >/mnt/before
        names=; i=0; while [ $i -lt 300 ]; do names="$names n$i"; i=$((i+1)); done
        %s net connect $names --bridge br1 --gateway >/mnt/out 2>&1 & making=$!
        until [ -e /proc/sys/net/ipv4/conf/br1 ] || ! [ -e /proc/$making ]; do :; done
        kill -TERM $making; { wait $making; } 2>/dev/null; echo $?
        dump | cmp - /mnt/before && echo same
        """
            .formatted(Fixtures.NSJAVA),
        "143",
        "same");
  }
}
