package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.topology.Export;
import dev.nsjava.topology.Topologies;
import dev.nsjava.topology.export.IpBatchWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code net export} writes, executed by the programs that it is written for. */
@KernelTest
@Tag("not-sanitized") // NetConnectIT and NetRunIT make the same calls
class NetExportIT {

  @TempDir private Path folder;

  @Test
  void a_script_for_ip_makes_all_that_the_topology_says() throws Exception {
    Export export = IpBatchWriter.write(Topologies.wide());

    assertThat(export.notes()).isEmpty();
    assertThat(
            made(
                export,
                """
                for n in h1 h2 r1 lab.fabric; do ip -n $n -o addr | look | sort | sed s/^/$n/; done
                ip -o addr | look | sort
                ip -n r1 route; ip -n r1 -6 route show default; ip -n h2 route show default
                ip -n h1 route show default
                ip -n lab.fabric -o -d link show br0 | grep -Eo ' mtu 1400|stp_state 1'
                ip -n lab.fabric -o link show master br0 | grep -o ': [^:@]*@' | sort
                ip -o link show master hostbr | grep -o ': [^:@]*@'
                ip -n r1 -o link show a-name-that-is-too-long | grep -Eo 'mtu [0-9]*|02:00[^ ]*'
                ip -n r1 -d link show lo | grep alias
                ip netns exec r1 tc qdisc show dev eth1 | grep -o 'tbf.*' | sed 's/ [0-9a-f]*:.*rate/ rate/'
                ip netns exec r1 sysctl net.ipv4.ip_forward net.ipv4.conf.eth1.rp_filter
                ip -n h1 -o -d link show vx0 | grep -Eo 'vxlan id 77 remote 10.4.0.2'
                ip -n h1 -o -d link show mac0 | grep -Eo 'macvlan mode bridge'
                ip -n h2 tuntap
                """))
        .containsExactly(
            "h1 eth0 inet 10.0.0.1/24",
            "h1 lo inet 127.0.0.1/8",
            "h1 lo inet6 ::1/128",
            "h1 mac0 inet 10.4.1.2/30",
            "h1 vx0 inet 10.5.0.1/24",
            "h2 eth0 inet 10.1.0.2/30",
            "h2 eth0 inet6 fd00:1::2/64",
            "h2 eth1 inet 10.3.0.2/24",
            "h2 lo inet 127.0.0.1/8",
            "h2 lo inet6 ::1/128",
            "h2 tap0 inet 10.6.0.1/24",
            "r1 eth0 inet 10.0.0.2/24",
            "r1 eth1 inet 10.1.0.1/30",
            "r1 eth1 inet6 fd00:1::1/64",
            "r1 eth2 inet 10.4.0.2/30",
            "r1 lo inet 10.255.0.1/32",
            "r1 lo inet 127.0.0.1/8",
            "r1 lo inet6 ::1/128",
            "lab.fabric br0 inet 10.0.0.254/24",
            "lab.fabric lo inet 127.0.0.1/8",
            "lab.fabric lo inet6 ::1/128",
            "hostbr inet 10.3.0.1/24",
            "vr1 inet 10.4.0.1/30",
            "10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.2",
            "10.1.0.0/30 dev eth1 proto kernel scope link src 10.1.0.1",
            "10.2.0.0/24 via 10.1.0.2 dev eth1 proto static metric 50",
            "10.4.0.0/30 dev eth2 proto kernel scope link src 10.4.0.2",
            "blackhole 10.66.0.0/16 proto static",
            "default via fd00:1::2 dev eth1 proto static metric 1024 pref medium",
            "default dev eth0 proto static scope link",
            "default via 10.0.0.254 dev eth0 proto static",
            "mtu 1400",
            "stp_state 1",
            ": h1-eth0@",
            ": r1-eth0@",
            ": h2-eth1@",
            "mtu 9000",
            "02:00:00:00:00:01",
            "alias it's  first",
            "tbf rate 10Mbit burst 18035b lat 7.2s",
            "net.ipv4.ip_forward = 1",
            "net.ipv4.conf.eth1.rp_filter = 0",
            "vxlan id 77 remote 10.4.0.2",
            "macvlan mode bridge",
            "tap0: tap persist");
  }

  private static final String LIVE =
      """
      ip link set lo up
      "$nsjava" net connect web app --bridge br0 --subnet 10.0.0.0/24 --gateway >/dev/null
      "$nsjava" net connect r1 r2 --subnet 10.9.0.0/30 >/dev/null
      ip -n r1 addr add 10.255.0.1/32 dev lo
      ip -n r1 route add blackhole 10.66.0.0/16
      ip -n r1 route add 10.67.0.0/16 via 10.9.0.2 metric 7
      ip -n r1 addr add fd00::1/64 dev eth0
      ip -n r1 -6 route add default via fd00::2
      ip -n r1 link set eth0 mtu 1400; ip -n r2 link set eth0 mtu 1400
      ip netns exec r1 sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
      ip link add vx0 netns web type vxlan id 5 remote 192.0.2.1 dstport 4789
      ip -n web link set vx0 up
      ip link add link br0 mac0 netns r2 type macvlan mode bridge; ip -n r2 link set mac0 up
      ip netns exec web ip tuntap add dev tap0 mode tap; ip -n web link set tap0 up
      ip netns add x
      ip link add 'q"' type veth peer name '&c' netns x
      ip -n x link set '&c' up; ip link set 'q"' up
      """;

  private static final String FILE =
      """
      name: live
      namespaces:
        app:
          routes:
            0.0.0.0/0: {via: 10.0.0.254, dev: eth0}
        r1:
          lo: [10.255.0.1/32]
          routes:
            10.66.0.0/16: blackhole
            10.67.0.0/16: {via: 10.9.0.2, dev: eth0, metric: 7}
            "::/0": {via: fd00::2, dev: eth0}
          forward: true
        r2: {}
        web:
          routes:
            0.0.0.0/0: {via: 10.0.0.254, dev: eth0}
        x: {}
      bridges:
        br0: {gateway: [10.0.0.254/24], in: host}
      links:
        - {ends: [app:eth0 10.0.0.2/24, br0 as veth-app]}
        - {ends: [r2:eth0 10.9.0.2/30, r1:eth0 10.9.0.1/30 fd00::1/64], mtu: 1400}
        - {type: macvlan, end: r2:mac0, parent: br0, mode: bridge}
        - {ends: [web:eth0 10.0.0.1/24, br0 as veth-web]}
        - {type: vxlan, end: web:vx0, id: 5, remote: 192.0.2.1}
        - {type: tap, end: web:tap0}
        - {ends: ["x:&c", "host:q\\""]}
      """;

  @Test
  void what_is_there_is_written_and_made_again_from_that_is_the_same() throws Exception {
    assertThat(run(LIVE + "\"$nsjava\" net export --live\n")).isEqualTo(FILE);
    Path file = folder.resolve("live.yaml");
    Files.writeString(file, FILE);
    Path batch = folder.resolve("batch");
    Files.writeString(batch, run("\"$nsjava\" net export " + file + " --format ip-batch\n"));

    assertThat(run("ip -batch " + batch + "\n\"$nsjava\" net export --live\n")).isEqualTo(FILE);
  }

  @Test
  void what_no_file_can_say_is_told() throws Exception {
    assertThat(
            run(
                """
                ip netns add "$(printf 'a\\nb')"; ip netns add x; ip netns attach y $$
                ip netns add z; ip netns attach zz $$
                ip link add "a'b#" type veth peer name '[1]' netns x
                ip link add q type veth peer name q netns x
                ip link add p0 type veth peer name p0 netns x
                ip -n x link set q mtu 1300; ip -n x link property add dev p0 altname other
                ip -n x link set p0 up; ip link set p0 up
                ip -n x addr add 10.0.0.1 peer 10.0.0.2 dev p0
                ip -n x route add unreachable 10.5.0.0/16
                ip -n x route add 10.6.0.0/16 dev p0 proto dhcp
                "$nsjava" net export --live 2>&1
                """))
        .isEqualTo(
            """
            nsjava: not here: network namespace 'a\\012b', whose name no file can have
            nsjava: not here: the name 'y', one of several of a namespace
            nsjava: not here: the name 'zz', one of several of a namespace
            nsjava: not here: x:[1]: no file can have its name
            nsjava: x:q is off; here it is on
            nsjava: host:q is off; here it is on
            nsjava: x:q and its other end have two MTUs; here they have one
            nsjava: not here: x:p0: address 10.0.0.1, which has a peer
            nsjava: not here: x:p0: its other name other
            nsjava: not here: host:a'b#: its other end is not here
            nsjava: not here: x: route unreachable 10.5.0.0/16
            nsjava: not here: x: route 10.6.0.0/16, which is learnt (dhcp)
            # not here: network namespace 'a?b', whose name no file can have
            # not here: the name 'y', one of several of a namespace
            # not here: the name 'zz', one of several of a namespace
            # not here: x:[1]: no file can have its name
            # x:q is off; here it is on
            # host:q is off; here it is on
            # x:q and its other end have two MTUs; here they have one
            # not here: x:p0: address 10.0.0.1, which has a peer
            # not here: x:p0: its other name other
            # not here: host:a'b#: its other end is not here
            # not here: x: route unreachable 10.5.0.0/16
            # not here: x: route 10.6.0.0/16, which is learnt (dhcp)
            name: live
            namespaces:
              x: {}
              z: {}
            links:
              - {ends: [x:q, host:q], mtu: 1300}
              - {ends: [x:p0, host:p0]}
            """);
  }

  @Test
  void what_a_file_may_not_ask_for_is_told() throws Exception {
    assertThat(
            run(
                """
                for i in 1 2; do
                  ip netns add n$i; ip link add v$i type veth peer name eth0 netns n$i
                  ip link set v$i up; ip -n n$i link set eth0 up
                  ip -n n$i addr add 10.0.0.1/24 dev eth0
                done
                "$nsjava" net export --live 2>&1 >/dev/null
                """))
        .isEqualTo(
            """
            nsjava: as it is, 'net up' refuses this file:
            nsjava: export:7:13: 10.0.0.1 is the address of n1:eth0, too, see line 6
            nsjava: export:7:13: 10.0.0.0/24 is the network of n1:eth0, too, and they are not linked, see line 6
            """);
  }

  @Test
  void routes_of_other_tables_are_told() throws Exception {
    assertThat(
            run(
                """
                ip netns add n1; ip -n n1 link set lo up
                ip -n n1 route add blackhole 10.66.0.0/16 table 100
                ip -n n1 rule add from 10.0.0.0/8 lookup 100
                "$nsjava" net export --live 2>&1 >/dev/null
                """))
        .isEqualTo(
            """
            nsjava: not here: n1: rules that say which table of routes is asked
            nsjava: not here: n1: routes of table 100
            """);
  }

  private static final String UP =
      """
      name: lab
      bridges:
        br0: {subnet: 10.10.0.0/16, gateway: 10.10.0.254, in: host, nat: true}
        sw: {subnet: 10.20.0.0/24, subnet6: "fd00:20::/64", gateway: true, mtu: 1400}
      namespaces:
        "h[1-2]": {join: br0}
        a-very-long-name: {join: sw, lo: 10.255.0.1/32, sysctl: {net.ipv4.ip_default_ttl: "63"}}
        r1: {forward: true, dns: {hosts: auto}, routes: {10.66.0.0/16: blackhole}}
      links:
        - {ends: [r1:eth0 10.1.0.1/30, h1:eth9 10.1.0.2/30], rate: 10mbit, limit: 77, mtu: 9000}
        - {ends: [r1:eth1, sw], mac: ["02:00:00:00:00:07", auto]}
        - [host:v0 10.3.0.1/30, r1:eth2 10.3.0.2/30]
        - {type: tap, end: h2:tap0}
        - {type: macvlan, end: h2:mac0, parent: v0}
      checks:
        - ping h1 -> h2
      """;

  @Test
  void from_what_is_exported_the_same_comes_up() throws Exception {
    Path file = folder.resolve("lab.yaml");
    Files.writeString(file, UP);
    Path first = folder.resolve("first.yaml");
    Path second = folder.resolve("second.yaml");

    assertThat(
            run(
                """
                net() { "$nsjava" net "$@" 2>/dev/null; }
                net up %1$s >/dev/null; net export lab >%2$s; net plan %2$s; net down lab >/dev/null
                net up %2$s >/dev/null; net export lab >%3$s; net plan %1$s; diff %2$s %3$s
                """
                    .formatted(file, first, second)))
        .isEqualTo("'lab' is up: nothing to change\n".repeat(2));
    assertThat(Files.readString(first))
        .contains(
            "  br0: {gateway: [10.10.0.254/16], nat: true, in: host}\n",
            "up: {rate: 10mbit, limit: 77}, down: {rate: 10mbit, limit: 77}}",
            "{ends: [r1:eth1 10.20.0.2/24 fd00:20::2/64, sw], mtu: 1400, mac: [",
            "checks:\n  - ping h1 -> h2\n");
  }

  @Test
  void a_port_whose_name_was_cut_is_exported_with_its_shape() throws Exception {
    Path file = folder.resolve("lab.yaml");
    Files.writeString(
        file,
        """
        name: lab
        bridges:
          sw: {subnet: 10.0.0.0/24}
        namespaces:
          a-very-long-name: {}
        links:
          - {ends: [a-very-long-name:eth0, sw], down: {rate: 10mbit, limit: 77}}
        """);

    assertThat(run("\"$nsjava\" net up " + file + " >/dev/null; \"$nsjava\" net export lab\n"))
        .contains(
            "{ends: [a-very-long-name:eth0 10.0.0.1/24, sw], down: {rate: 10mbit, limit: 77}}");
  }

  @Test
  void what_is_not_up_is_not_exported() throws Exception {
    assertThat(run("\"$nsjava\" net export lab 2>&1 || echo $?\n"))
        .isEqualTo("nsjava: no topology 'lab' is up\n1\n");
  }

  /** What a script writes in a system without networks. */
  private static String run(String script) throws IOException, InterruptedException {
    String whole =
        """
        set -e
        mount -t tmpfs run /run
        mkdir -p /run/etc/netns
        cp -a /etc/passwd /etc/group /etc/hosts /etc/nsswitch.conf /etc/ld.so.cache /run/etc
        mount --bind /run/etc /etc
        """
            + script;
    ProcessBuilder builder = new ProcessBuilder("unshare", "-mn", "sh", "-c", whole);
    builder.environment().put("nsjava", Fixtures.NSJAVA);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  /** What the script shows of the network that another has made. */
  private List<String> made(Export export, String script) throws IOException, InterruptedException {
    Path file = folder.resolve("batch");
    Files.writeString(file, export.text(), StandardCharsets.ISO_8859_1);
    String whole =
        """
        set -e
        mount -t tmpfs run /run
        look() { grep -v fe80 | sed -E 's/^[0-9]+: //; s/ (brd|scope) .*//; s/ +/ /g; s/^/ /'; }
        ip -batch "$1"
        """;
    Process process =
        new ProcessBuilder("unshare", "-mn", "sh", "-c", whole + script, "sh", file.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().map(String::strip).toList();
  }
}
