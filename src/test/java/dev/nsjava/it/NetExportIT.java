package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.topology.Export;
import dev.nsjava.topology.IpBatchWriter;
import dev.nsjava.topology.Topologies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code net export} writes, executed by the programs that it is written for. */
@KernelTest
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
            "10.2.0.0/24 via 10.1.0.2 dev eth1 metric 50",
            "10.4.0.0/30 dev eth2 proto kernel scope link src 10.4.0.2",
            "blackhole 10.66.0.0/16",
            "default via fd00:1::2 dev eth1 metric 1024 pref medium",
            "default dev eth0 scope link",
            "default via 10.0.0.254 dev eth0",
            "mtu 1400",
            "stp_state 1",
            ": h1-eth0@",
            ": r1-eth0@",
            ": h2-eth1@",
            "mtu 9000",
            "02:00:00:00:00:01",
            "alias it's  first",
            "tbf rate 10Mbit burst 64Kb lat 50ms",
            "net.ipv4.ip_forward = 1",
            "net.ipv4.conf.eth1.rp_filter = 0",
            "vxlan id 77 remote 10.4.0.2",
            "macvlan mode bridge",
            "tap0: tap persist");
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
