package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The three examples that everybody begins with, made by ip or by nsjava; the other one lists,
 * enters and deletes what was made. Packets are real. The host is a network namespace of its own.
 */
@KernelTest
@Tag("not-sanitized") // NetConnectIT and NetRunIT make the same calls
class NetExamplesIT {

  /** Who makes it, and who comes after. */
  enum Maker {
    IP,
    NSJAVA;

    Maker other() {
      return this == IP ? NSJAVA : IP;
    }

    private String say(String ip, String nsjava) {
      return (this == IP ? "ip " + ip : "\"$nsjava\" net " + nsjava) + "\n";
    }

    String add(String name) {
      return say("netns add " + name, "add " + name);
    }

    String delete(String name) {
      return say("netns del " + name, "del " + name);
    }

    String list() {
      return this == IP ? "ip netns ls | cut -d' ' -f1\n" : "\"$nsjava\" net ls | cut -d' ' -f1\n";
    }

    String ping(String netns, String address) {
      String ping = " \"$ping\" " + address;
      return say("netns exec " + netns + ping, "exec " + netns + ping);
    }

    String up(String netns, String link) {
      return netns.isEmpty()
          ? say("link set " + link + " up", "link set " + link + " --up")
          : say(
              "-n " + netns + " link set " + link + " up",
              "link set " + link + " --up --netns " + netns);
    }

    String address(String netns, String link, String address) {
      return netns.isEmpty()
          ? say("addr add " + address + " dev " + link, "addr add " + address + " --dev " + link)
          : say(
              "-n " + netns + " addr add " + address + " dev " + link,
              "addr add " + address + " --dev " + link + " --netns " + netns);
    }

    String veth(String link, String netns) {
      return say(
          "link add " + link + " type veth peer name eth0 netns " + netns,
          "link add " + link + " --type veth --peer eth0 --peer-netns " + netns);
    }

    String bridge(String link) {
      return say("link add " + link + " type bridge", "link add " + link + " --type bridge");
    }

    String port(String link, String bridge) {
      return say(
          "link set " + link + " master " + bridge, "link set " + link + " --master " + bridge);
    }

    String gateway(String netns, String address) {
      return say(
          "-n " + netns + " route add default via " + address,
          "route add default --via " + address + " --netns " + netns);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_namespace_with_a_loopback(Maker first) throws Exception {
    Maker then = first.other();
    String made = first.add("lab") + first.up("lab", "lo") + first.ping("lab", "127.0.0.1");

    assertThat(run(made + then.list() + then.ping("lab", "127.0.0.1") + then.delete("lab")))
        .containsExactly("reply from 127.0.0.1", "lab", "reply from 127.0.0.1");
  }

  @ParameterizedTest
  @EnumSource
  void a_pair_to_the_host(Maker first) throws Exception {
    Maker then = first.other();
    String made =
        first.add("lab")
            + first.veth("veth0", "lab")
            + first.address("", "veth0", "192.168.100.1/24")
            + first.up("", "veth0")
            + first.address("lab", "eth0", "192.168.100.2/24")
            + first.up("lab", "eth0");

    assertThat(
            run(
                made
                    + "\"$ping\" 192.168.100.2\n"
                    + then.list()
                    + then.ping("lab", "192.168.100.1")
                    + then.delete("lab")))
        .containsExactly("reply from 192.168.100.2", "lab", "reply from 192.168.100.1");
  }

  @ParameterizedTest
  @EnumSource
  void a_bridge_and_three_namespaces(Maker first) throws Exception {
    Maker then = first.other();
    StringBuilder script = new StringBuilder();
    script.append(first.bridge("br0"));
    script.append(first.address("", "br0", "192.168.100.254/24")).append(first.up("", "br0"));
    // an address beyond the bridge, for the default route
    script.append(first.up("", "lo")).append(first.address("", "lo", "10.9.9.9/32"));
    for (int i = 1; i <= 3; i++) {
      script.append(first.add("ns" + i)).append(first.veth("veth" + i, "ns" + i));
      script.append(first.port("veth" + i, "br0")).append(first.up("", "veth" + i));
      script.append(first.up("ns" + i, "lo"));
      script.append(first.address("ns" + i, "eth0", "192.168.100." + i + "/24"));
      script.append(first.up("ns" + i, "eth0"));
      script.append(first.gateway("ns" + i, "192.168.100.254"));
    }
    script.append(then.list().strip()).append(" | sort\n");
    List<String> expected = new ArrayList<>(List.of("ns1", "ns2", "ns3"));
    for (int i = 1; i <= 3; i++) {
      for (String to : List.of("192.168.100.1", "192.168.100.2", "192.168.100.3", "10.9.9.9")) {
        script.append(then.ping("ns" + i, to));
        expected.add("reply from " + to);
      }
    }
    script.append(then.delete("ns1")).append(then.delete("ns2")).append(then.delete("ns3"));

    assertThat(run(script.toString())).isEqualTo(expected);
  }

  /**
   * What is written, by those who made it and by those who came after; and then nothing is left.
   */
  private static List<String> run(String script) throws IOException, InterruptedException {
    String whole = "set -e\nmount -t tmpfs run /run\n" + script + "ip netns ls\nls /run/netns\n";
    ProcessBuilder builder = new ProcessBuilder("unshare", "-mn", "sh", "-c", whole);
    builder.environment().put("nsjava", Fixtures.NSJAVA);
    builder.environment().put("ping", Fixtures.OUTSIDE.resolve("bin/ping").toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().toList();
  }
}
