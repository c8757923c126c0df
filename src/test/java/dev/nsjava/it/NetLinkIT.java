package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Links, addresses and routes that {@code ip} and {@code nsjava net} make, each as the other sees
 * it. In namespaces of their own, with a /run of their own.
 */
@KernelTest
@Tag("not-sanitized")
class NetLinkIT {

  /** Of the scene and the command: whether it failed, then what there is, as both see it. */
  private static final String SCRIPT =
      """
      mount -t tmpfs none /run || exit 99
      lab() { ip -n lab "$@"; }
      far() { ip -n far "$@"; }
      wire() {
        lab link add name a up address 02:00:00:00:00:01 type veth peer name b &&
          lab link set dev b up && lab address add 10.0.0.1/24 dev a &&
          lab address add fd00::1/64 dev a &&
          until lab link show dev a | grep -q 'state UP'; do :; done
      }
      NSJAVA=$1 scene=$2 command=$3
      net() { "$NSJAVA" net "$@"; }
      for ns in lab far; do
        ip netns add $ns
        ip netns exec $ns sh -c 'cd /proc/sys/net/ipv6/conf
          for c in all default; do
            echo 0 >$c/accept_dad; echo 1 >$c/addr_gen_mode; echo 0 >$c/router_solicitations
          done'
      done
      eval "$scene" || exit 98
      eval "$command" && echo fine || echo failed
      for ns in lab far; do
        echo "= $ns"
        ip -n $ns -j -d link
        ip -n $ns -j address
        ip -n $ns -j -d -4 route list table all
        ip -n $ns -j -d -6 route list table all
        for what in link addr route; do net $what ls -n $ns --json || exit 97; done
      done
      """;

  /** What does not differ from run to run, and is no matter of time. */
  private static final Pattern TOLD =
      Pattern.compile(
          "\"(ifname|name|mtu|master|ifalias|alias|link|link_netnsid|lower|lower_nsid|info_kind|kind"
              + "|id|local|remote|group|port|mode|stp_state|vlan_filtering|pi|persist|dst|gateway"
              + "|host|dev|protocol|metric|type|table|prefsrc|scope|prefixlen|broadcast|address"
              + "|length|peer|destination|source|via)\":"
              + "(\"[^\"]*\"|[-\\w]+|\\[[^]]*]|\\{[^}]*})"
              + "|(?<!state\":)\"UP\"|= \\w+");

  private static final Pattern CHANCE =
      Pattern.compile("\"address\":\"(?!02:00:00:00|10\\.|127\\.|fd)[^\"]*\"");

  /** Routes of the kernel's own, which come when links are ready. */
  private static final Pattern LOCAL = Pattern.compile("\\{[^{}]*\"table\":\"local\"[^{}]*}");

  record Case(String setup, String ip, String ours) {

    static Case parse(String line) {
      String[] three = line.split(":: ", -1);
      return new Case(three[0].strip(), three[1].strip(), three[2].strip());
    }

    @Override
    public String toString() {
      return setup + " :: " + ours;
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void ours_does_as_ip_does(Case c) throws Exception {
    Result made = run(c.setup(), c.ours());

    assertThat(seen(made.out())).isEqualTo(seen(run(c.setup(), c.ip()).out()));
  }

  private record Result(String out, String err) {}

  private static Result run(String setup, String command) throws Exception {
    String scene = setup.isEmpty() ? ":" : setup;
    Process shell =
        new ProcessBuilder(
                "unshare", "-mn", "sh", "-c", SCRIPT, "sh", Fixtures.NSJAVA, scene, command)
            .start();
    shell.getOutputStream().close();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    String err = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(shell.waitFor()).as(out + err).isZero();
    return new Result(out, err);
  }

  private static List<String> seen(String out) {
    List<String> seen = new ArrayList<>();
    seen.add(out.substring(0, out.indexOf('\n')));
    String text = out.replaceAll("(?m)^ +|(?<=\":) |\\n(?!=)", "");
    String ours = LOCAL.matcher(text).replaceAll("");
    Matcher told = TOLD.matcher(CHANCE.matcher(ours).replaceAll("\"address\":\"any\""));
    while (told.find()) {
      seen.add(told.group());
    }
    assertThat(seen).contains("= lab", "\"name\":\"lo\"", "\"ifname\":\"lo\"");
    return seen;
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(NetLinkIT.class.getResourceAsStream("net-link-cases.txt"))) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
      return lines.stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Case::parse);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lab link add name a type bridge | link add a --type bridge -n lab | a link 'a' exists already in network namespace 'lab'
          far link add name b type bridge | link add a --type veth --peer b -n lab --peer-netns far | a link 'b' exists already in network namespace 'far'
          lab tuntap add a mode tun | link add a --type tun -n lab | a link 'a' exists already in network namespace 'lab'
          : | link add sixteen-letters- --type bridge | invalid link name 'sixteen-letters-': it has 16 bytes, and 15 are the most
          : | link add a --type veth --peer b/c | invalid link name 'b/c': blanks and / : % are not allowed
          : | link add a --type veth --peer b --mac 01:00:00:00:00:00 | a group's MAC address is no link's: '01:00:00:00:00:00'
          : | link add a --type bridge --mtu 70000 | cannot create link 'a': Invalid argument (mtu greater than device maximum)
          : | link add a --type bridge --mtu 0 | --mtu must be 1 to 2147483647: '0'
          : | link add a --type veth --peer b --mtu 70000 | cannot create link 'a': Invalid argument (--mtu may be out of range)
          : | link add a | --type is missing
          : | link add a --type veth --peer a | --peer must have another name: 'a'
          : | link set lo --alias $(printf %0256d 0) -n lab | cannot change link 'lo': Numerical result out of range (--alias: Attribute failed policy validation)
          : | link add a --type nope | unknown type of link: 'nope': veth, bridge, macvlan, ipvlan, vlan, vxlan, dummy, tun, tap
          : | link add a --type vlan --id 5 | --type vlan needs --link
          : | link add a --type bridge --peer b | --peer is not for --type bridge
          : | link add a --type bridge --master br9 | no link 'br9'
          : | link add a --type vlan --link lo --id 4095 | --id must be 0 to 4094: '4095'
          : | link add a --type macvlan --link lo --mode l2 | --mode of macvlan must be one of [private, vepa, bridge, passthru]: 'l2'
          : | link add a --type vxlan --id 1 --remote 239.1.1.1 | --remote must be an address of one machine: '239.1.1.1'
          : | link add a --type vxlan --id 1 --group 239.1.1.1 | --group needs --link
          lab link add name b type vxlan id 5 dstport 4789 | link add a --type vxlan --id 5 -n lab | cannot create link 'a': File exists (A VXLAN device with the specified VNI already exists)
          : | link add a --type bridge -n nope | no network namespace 'nope'
          : | link del a -n lab | no link 'a' in network namespace 'lab'
          : | link del lo -n lab | link 'lo' in network namespace 'lab' cannot be deleted
          : | link set a --up | no link 'a'
          lab link add name a type bridge | link set lo --rename a -n lab | a link 'a' exists already in network namespace 'lab'
          far link add name a type bridge; lab link add name a type veth peer name b | link set a --move far -n lab | a link 'a' exists already in network namespace 'far'
          : | link set lo --up --down | --up and --down exclude each other
          : | link set lo --master lo -n lab | cannot change link 'lo': Operation not supported (--master)
          : | addr add 10.0.0.1/33 --dev lo | the length of the prefix must be 0 to 32: '10.0.0.1/33'
          : | addr add 10.0.0.x --dev lo | not an IP address: '10.0.0.x'
          : | addr add 10.0.0.1/8 --dev a | no link 'a'
          lab address add 10.0.0.1/8 dev lo | addr add 10.0.0.1/8 --dev lo -n lab | link 'lo' in network namespace 'lab' has the address already: 10.0.0.1/8
          lab address add fd00::1/64 dev lo | addr add fd00::1/64 --dev lo -n lab | link 'lo' in network namespace 'lab' has the address already: fd00::1/64
          : | addr del 10.0.0.1/8 --dev lo -n lab | link 'lo' in network namespace 'lab' has no such address: 10.0.0.1/8
          : | addr del fd00::1/64 --dev lo -n lab | link 'lo' in network namespace 'lab' has no such address: fd00::1/64
          wire | route add default --via 10.1.0.1 -n lab | cannot add route default in network namespace 'lab': the gateway 10.1.0.1 is on no network of a link that is up
          wire | route add default --via fd77::1 -n lab | cannot add route default in network namespace 'lab': the gateway fd77::1 is on no network of a link that is up
          : | route add 10.0.0.0/8 --dev lo -n lab | cannot add route 10.0.0.0/8 in network namespace 'lab': the link is down: bring it up first
          wire | route add 10.0.0.0/24 --dev a -n lab; net route add 10.0.0.0/24 --dev a -n lab | a route to 10.0.0.0/24 exists already in network namespace 'lab'
          : | route add 10.0.0.1/8 --dev lo | '10.0.0.1/8' is an address in a network: 10.0.0.0/8 is the network
          : | route add 10.0.0.0/8 | a route needs --via, --dev or --type
          : | route add 10.0.0.0/8 --via 10.0.0.1 --type blackhole | --type blackhole leads nowhere: neither --via nor --dev
          : | route add 10.0.0.0/8 --dev lo --metric 4294967296 | --metric must be 0 to 4294967295: '4294967296'
          : | route add 10.0.0.0/8 --dev lo --table none | --table must be 1 to 4294967295: 'none'
          : | route add 10.0.0.0/8 --dev lo --type nope | unknown type of route: 'nope': unicast, blackhole, unreachable, prohibit
          : | route del 10.0.0.0/8 -n lab | no such route in network namespace 'lab': 10.0.0.0/8
          """)
  void a_refusal_says_what_is_wrong(String scene, String words, String message) throws Exception {
    assertThat(run(scene, "net " + words).err()).endsWith("nsjava: " + message + "\n");
  }

  /** Whether a kernel has a kind, ip knows. */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "d0 type dummy,d0 --type dummy,dummy links (module dummy)",
    "d0 link br0 type vlan id 5,d0 --type vlan --link br0 --id 5,vlan links (module 8021q)",
    "d0 link br0 type ipvlan,d0 --type ipvlan --link br0,ipvlan links (module ipvlan)",
    "d0 link br0 type macvlan,d0 --type macvlan --link br0,macvlan links (module macvlan)"
  })
  void a_kernel_that_lacks_a_kind_is_told(String ip, String ours, String kind) throws Exception {
    boolean lacks =
        run("lab link add name br0 type bridge", "lab link add name " + ip)
            .err()
            .contains("device type");
    assertThat(run("lab link add name br0 type bridge", "net link add " + ours + " -n lab").err())
        .isEqualTo(lacks ? "nsjava: this kernel lacks " + kind + "\n" : "");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "link add a --type bridge,cannot create link 'a'",
    "link set lo --up,cannot change link 'lo'",
    "addr add 10.0.0.1/8 --dev lo,cannot add address 10.0.0.1/8",
    "route add 10.0.0.0/8 --type blackhole,cannot add route 10.0.0.0/8"
  })
  void without_the_right_it_is_named(String words, String what) throws Exception {
    String command = "setpriv --bounding-set -net_admin \"$NSJAVA\" net " + words;
    assertThat(run(":", command).err())
        .isEqualTo("nsjava: " + what + ": Operation not permitted (CAP_NET_ADMIN is needed)\n");
  }
}
