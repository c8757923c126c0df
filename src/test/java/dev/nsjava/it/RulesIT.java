package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.Prefix;
import dev.nsjava.net.Request;
import dev.nsjava.net.Ruleset;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Visit;
import dev.nsjava.sys.LibC;
import dev.nsjava.sys.NativeCalls;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.live.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What nftables does for a topology, with connections that are made. In a network of its own. */
@KernelTest
@Tag("not-sanitized")
class RulesIT {

  private static final String PACKET = Fixtures.OUTSIDE.resolve("bin/packet").toString();
  private static final String TABLE = "nsjava_lab";

  /** As musl, which the helper is built with, says it. */
  private static final String TIMEOUT = "Operation timed out";

  /**
   * {@code web} and {@code app} at a bridge of the host; {@code world}, which knows the host alone,
   * by its address 203.0.113.1. Who is not answered gives up soon.
   */
  private static final String SCENE =
      """
      mount -t tmpfs run /run
      for f in /proc/sys/net/bridge/bridge-nf-call-ip*; do test ! -e $f || echo 0 >$f; done
      ip link set lo up
      echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
      ip link add br0 type bridge; ip link set br0 up
      ip addr add 10.0.0.254/24 dev br0; ip addr add fd00:1::fe/64 dev br0 nodad
      i=0
      for n in web app; do
        i=$((i + 1))
        ip netns add $n
        ip link add v$i type veth peer name eth0 netns $n
        ip link set v$i master br0 up
        ip -n $n addr add 10.0.0.$i/24 dev eth0; ip -n $n addr add fd00:1::$i/64 dev eth0 nodad
        ip -n $n link set lo up; ip -n $n link set eth0 up
        ip -n $n route add default via 10.0.0.254; ip -n $n route add default via fd00:1::fe
      done
      ip netns add world
      ip link add out type veth peer name eth0 netns world
      ip addr add 203.0.113.1/24 dev out; ip addr add 2001:db8::1/64 dev out nodad
      ip link set out up
      ip -n world addr add 203.0.113.9/24 dev eth0
      ip -n world addr add 2001:db8::9/64 dev eth0 nodad
      ip -n world link set lo up; ip -n world link set eth0 up
      for n in web app world; do
        ip netns exec $n sh -c 'echo 1 >/proc/sys/net/ipv4/tcp_syn_retries'
      done
      """;

  private final LibC libc = LibC.load();
  private final List<Process> servers = new ArrayList<>();
  @TempDir Path dir;

  private interface Body {
    void run(NetSession session) throws IOException;
  }

  private void there(Body body) throws IOException {
    try (Box box = Box.of("-mn", SCENE)) {
      Visit.in(
          libc,
          Map.of(NsType.NET, box.file(NsType.NET), NsType.MNT, box.file(NsType.MNT)),
          () -> {
            try (NetSession session = NetSession.begin(new NativeCalls(libc))) {
              body.run(session);
            } finally {
              servers.forEach(Process::destroyForcibly);
            }
            return true;
          });
    }
  }

  /** A server that tells who calls it. */
  private void serve(String name, String port) throws IOException {
    Path file = dir.resolve(name + port);
    servers.add(
        new ProcessBuilder("ip", "netns", "exec", name, PACKET, "serve", port, file.toString())
            .inheritIO()
            .start());
    while (!Files.exists(file)) {
      Thread.onSpinWait();
    }
  }

  /** What the server says, or why it does not. */
  private static String get(String name, String address, String port) throws IOException {
    List<String> words = new ArrayList<>();
    if (!name.equals("host")) {
      words.addAll(List.of("ip", "netns", "exec", name));
    }
    words.addAll(List.of(PACKET, "get", address, port));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return all.strip().replaceFirst("packet: .*: ", "");
  }

  private static Topology.Namespace namespace(
      String name,
      List<String> masquerade,
      List<Topology.Publish> publish,
      Topology.@Nullable Firewall firewall) {
    return new Topology.Namespace(
        name,
        List.of(),
        List.of(),
        false,
        masquerade,
        publish,
        firewall,
        "",
        null,
        Map.of(),
        List.of(),
        List.of());
  }

  private static Topology.Link pair(String name, String address, String address6)
      throws NetlinkException {
    List<Prefix> its = List.of(Prefix.parse(address), Prefix.parse(address6));
    return new Topology.Link(
        Topology.Kind.VETH,
        new Topology.End(name, "eth0", "", its, null, "", 0, null),
        new Topology.End("host", "v-" + name, "", List.of(), null, "br0", 0, null),
        "",
        "",
        -1,
        null,
        0,
        true);
  }

  private static Topology topology(Topology.Namespace... namespaces) throws NetlinkException {
    Map<String, Topology.Namespace> all = new LinkedHashMap<>();
    for (Topology.Namespace namespace : namespaces) {
      all.put(namespace.name(), namespace);
    }
    Topology.Bridge bridge =
        new Topology.Bridge(
            "br0",
            "host",
            List.of(Prefix.parse("10.0.0.254/24"), Prefix.parse("fd00:1::fe/64")),
            List.of(Prefix.parse("10.0.0.0/24"), Prefix.parse("fd00:1::/64")),
            true,
            0,
            false,
            false);
    return new Topology(
        "lab",
        true,
        all,
        List.of(bridge),
        List.of(
            pair("web", "10.0.0.1/24", "fd00:1::1/64"), pair("app", "10.0.0.2/24", "fd00:1::2/64")),
        List.of());
  }

  private static void put(Netns netns, Ruleset ruleset) throws NetlinkException {
    netns.netfilter().commit(ruleset.requests());
    assertThat(ruleset.difference(netns)).isEmpty();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void networks_are_let_out_and_ports_lead_in() throws Exception {
    there(
        session -> {
          List<Topology.Publish> publish = List.of(new Topology.Publish(8080, 80, false));
          Topology topology = topology(namespace("web", List.of(), publish, null));
          Rules rules = Rules.of(topology, Topology.HOST);
          serve("world", "80");
          serve("web", "80");
          assertThat(get("world", "203.0.113.1", "8080")).isEqualTo("Connection refused");

          put(session.host(), rules.ruleset());

          assertThat(rules.forwards(false) && rules.forwards(true)).isTrue();
          assertThat(get("web", "203.0.113.9", "80")).isEqualTo("::ffff:203.0.113.1");
          assertThat(get("app", "2001:db8::9", "80")).isEqualTo("2001:db8::1");
          assertThat(get("world", "203.0.113.1", "8080")).isEqualTo("::ffff:203.0.113.9");
          assertThat(get("world", "2001:db8::1", "8080")).isEqualTo("2001:db8::9");
          assertThat(get("host", "203.0.113.1", "8080")).isEqualTo("::ffff:203.0.113.1");
          assertThat(get("app", "10.0.0.254", "8080")).isEqualTo("::ffff:10.0.0.254");
          assertThat(get("web", "203.0.113.1", "8080")).isEqualTo("::ffff:10.0.0.254");
          assertThat(Rules.of(topology, "web").ruleset().isEmpty()).isTrue();
        });
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_leaves_by_a_link_gets_its_address() throws Exception {
    there(
        session -> {
          Topology topology = topology(namespace("app", List.of("eth0"), List.of(), null));
          serve("web", "80");
          Netns app = session.find("app");
          new ProcessBuilder("ip", "-n", "app", "addr", "add", "10.9.9.9/32", "dev", "lo")
              .start()
              .onExit()
              .join();
          put(app, Rules.of(topology, "app").ruleset());
          assertThat(get("app", "10.0.0.1", "80")).isEqualTo("::ffff:10.0.0.2");
          assertThat(get("app", "fd00:1::1", "80")).isEqualTo("fd00:1::2");
        });
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_firewall_lets_in_what_it_is_told_to() throws Exception {
    there(
        session -> {
          List<Topology.Allow> allow =
              List.of(
                  new Topology.Allow("tcp", 80, null),
                  new Topology.Allow("tcp", 81, Prefix.parse("10.0.0.2")),
                  new Topology.Allow("tcp", 82, Prefix.parse("fd00:1::/64")));
          Topology topology =
              topology(
                  namespace(
                      "web", List.of(), List.of(), new Topology.Firewall(false, true, allow)));
          for (String port : List.of("80", "81", "82", "83")) {
            serve("web", port);
          }
          serve("app", "80");

          put(session.find("web"), Rules.of(topology, "web").ruleset());

          assertThat(get("app", "10.0.0.1", "80")).isEqualTo("::ffff:10.0.0.2");
          assertThat(get("app", "fd00:1::1", "80")).isEqualTo("fd00:1::2");
          assertThat(get("app", "10.0.0.1", "81")).isEqualTo("::ffff:10.0.0.2");
          assertThat(get("app", "fd00:1::1", "82")).isEqualTo("fd00:1::2");
          assertThat(get("web", "10.0.0.2", "80"))
              .isEqualTo("::ffff:10.0.0.1"); // answers come back
          assertThat(get("web", "10.0.0.1", "83")).isEqualTo("::ffff:10.0.0.1"); // its own
          assertThat(get("app", "fd00:1::1", "81")).isEqualTo(TIMEOUT);
          assertThat(get("app", "10.0.0.1", "83")).isEqualTo(TIMEOUT);
        });
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_firewall_lets_through_what_it_is_told_to() throws Exception {
    there(
        session -> {
          List<Topology.Publish> publish = List.of(new Topology.Publish(8080, 81, false));
          Topology topology =
              topology(
                  namespace(
                      Topology.HOST,
                      List.of(),
                      List.of(),
                      new Topology.Firewall(
                          true, false, List.of(new Topology.Allow("tcp", 80, null)))),
                  namespace("web", List.of(), publish, null));
          serve("world", "80");
          serve("world", "81");
          serve("web", "81");

          put(session.host(), Rules.of(topology, Topology.HOST).ruleset());

          assertThat(get("web", "203.0.113.9", "80")).isEqualTo("::ffff:203.0.113.1");
          assertThat(get("world", "203.0.113.1", "8080")).isEqualTo("::ffff:203.0.113.9");
          assertThat(get("host", "10.0.0.1", "81")).isEqualTo("::ffff:10.0.0.254");
          assertThat(get("web", "203.0.113.9", "81")).isEqualTo(TIMEOUT);
        });
  }

  /** {@code NFT_MSG_*}, of the family inet. */
  private static Request by(int message, int flags) {
    return new Request("by hand", 10 << 8 | message, flags).u8(1).zeros(3).text(1, TABLE);
  }

  private static Request noRule(int flags) {
    Request rule = by(6, flags).text(2, "prerouting");
    return rule.nest(4).end();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_somebody_does_by_hand_is_seen_and_put_right() throws Exception {
    there(
        session -> {
          Netns host = session.host();
          List<Topology.Publish> publish = List.of(new Topology.Publish(8080, 80, false));
          Ruleset ruleset =
              Rules.of(
                      topology(
                          namespace(
                              Topology.HOST,
                              List.of(),
                              List.of(),
                              new Topology.Firewall(false, true, List.of())),
                          namespace("web", List.of(), publish, null)),
                      Topology.HOST)
                  .ruleset();
          assertThat(ruleset.difference(host)).isEqualTo("no rules");
          assertThat(Ruleset.digest(host, TABLE)).isEmpty();
          put(host, ruleset);
          assertThat(Ruleset.digest(host, TABLE)).isEqualTo(ruleset.digest());

          String changed = "rules that somebody has changed";
          Map<Request, String> hands = new LinkedHashMap<>();
          hands.put(by(8, 0).text(2, "output"), changed); // rules of a chain are deleted
          hands.put(noRule(0xc00), changed); // one is appended
          hands.put(noRule(0x400), changed); // or put before all others
          hands.put(by(3, 0).text(3, "input").attributeBe32(5, 1), changed); // a policy
          hands.put(by(3, 0x400).text(3, "more"), changed); // a chain
          hands.put(by(0, 0).attributeBe32(2, 1), "rules that are switched off");
          hands.put(by(2, 0), "no rules");
          for (Map.Entry<Request, String> hand : hands.entrySet()) {
            host.netfilter().commit(List.of(hand.getKey()));
            assertThat(ruleset.difference(host)).isEqualTo(hand.getValue());
            put(host, ruleset);
          }
        });
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_rule_in_the_place_of_another_is_seen() throws Exception {
    there(
        session -> {
          Netns host = session.host();
          Ruleset ruleset = new Ruleset(TABLE).masquerade("out");
          put(host, ruleset);
          byte[] comment = "\0\14nat out out\0".getBytes(StandardCharsets.ISO_8859_1);
          Request other = by(6, 0x100).text(2, "postrouting"); // NLM_F_REPLACE, the chain
          other.attribute(3, new byte[] {0, 0, 0, 0, 0, 0, 0, 2}); // the handle, which stays
          host.netfilter().commit(List.of(other.nest(4).end().attribute(7, comment)));
          assertThat(ruleset.difference(host)).isEqualTo("rules that somebody has changed");
          put(host, ruleset);
        });
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void others_take_their_place_and_are_taken_away() throws Exception {
    there(
        session -> {
          Netns host = session.host();
          Ruleset some = new Ruleset(TABLE).masquerade(Prefix.parse("10.0.0.0/24"));
          Ruleset others = new Ruleset(TABLE).masquerade(Prefix.parse("10.0.0.0/23"));
          Ruleset theirs = new Ruleset("theirs").masquerade("out");
          put(host, theirs);
          put(host, some);
          assertThat(others.difference(host)).isEqualTo("other rules");
          put(host, others);
          assertThat(some.difference(host)).isEqualTo("other rules");
          assertThat(new Ruleset(TABLE).difference(host)).isEqualTo("rules");
          put(host, new Ruleset(TABLE));
          assertThat(Ruleset.digest(host, TABLE)).isEmpty();
          host.netfilter().commit(Ruleset.delete(TABLE));
          assertThat(theirs.difference(host)).isEmpty();
        });
  }
}
