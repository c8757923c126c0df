package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.net.Ethtool;
import dev.nsjava.net.LinkRequests;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.PortVlan;
import dev.nsjava.net.Qdisc;
import dev.nsjava.net.QdiscRequests;
import dev.nsjava.net.Request;
import dev.nsjava.net.Ticks;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Visit;
import dev.nsjava.sys.LibC;
import dev.nsjava.sys.NativeCalls;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What links do to packets, as tc(8) sees it and as packets meet it. In a network of its own. */
@KernelTest
@Tag("not-sanitized")
class QdiscIT {

  /** Packets to 10.0.0.2 leave by {@code v0}; nobody needs to be asked where that is. */
  private static final String SCENE =
      """
      ip link set lo up
      ip link add v0 type veth peer name v1
      ip addr add 10.0.0.1/24 dev v0
      ip link set v0 up; ip link set v1 up
      ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0
      """;

  private final LibC libc = LibC.load();

  private interface Body {
    void run(NetSession session) throws IOException;
  }

  private void there(Body body) throws IOException {
    try (Box box = Box.of("-n", SCENE)) {
      Visit.in(
          libc,
          Map.of(NsType.NET, box.file(NsType.NET)),
          () -> {
            try (NetSession session = NetSession.begin(new NativeCalls(libc))) {
              body.run(session);
            }
            return true;
          });
    }
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void set(Netns netns, List<Request> requests) throws NetlinkException {
    netns.change(requests.toArray(Request[]::new));
  }

  @Test
  void a_rate_is_as_tc_would_set_it_and_is_read_back() throws Exception {
    there(
        session -> {
          Netns host = session.host();
          Ticks ticks = Ticks.read(session);
          int index = host.link("v0").index();
          for (Qdisc.Tbf tbf :
              List.of(
                  new Qdisc.Tbf(10_000_000, 10_240, 72_740),
                  new Qdisc.Tbf(9_999_000, 12_345, 54_321),
                  new Qdisc.Tbf(1_000, 1_600, 20_000),
                  new Qdisc.Tbf(1_000_000_000, 500_000, 2_000_000),
                  new Qdisc.Tbf(40_000_000_000L, 20_000_000, 40_000_000))) {
            run(
                "tc qdisc replace dev v0 root tbf rate %sbit burst %sb limit %sb"
                    .formatted(tbf.rate(), tbf.burst(), tbf.limit())
                    .split(" ", -1));
            String theirs = shown();
            host.change(QdiscRequests.delete(index, "v0"));
            assertThat(Qdisc.all(host, ticks)).isEmpty();

            set(host, QdiscRequests.replace(tbf, index, "v0", ticks));

            assertThat(shown()).isEqualTo(theirs).contains("tbf");
            assertThat(Qdisc.all(host, ticks)).containsOnlyKeys(index);
            assertThat(tbf.isLike(Objects.requireNonNull(Qdisc.all(host, ticks).get(index))))
                .as("%s and %s", tbf, Qdisc.all(host, ticks))
                .isTrue();
          }
        });
  }

  /** Without the number that the kernel gave it. */
  private static String shown() throws IOException {
    return run("tc", "qdisc", "show", "dev", "v0").replaceAll(" [0-9a-f]+: ", " ");
  }

  @Test
  void what_somebody_else_has_set_is_seen_and_goes() throws Exception {
    there(
        session -> {
          Netns host = session.host();
          Ticks ticks = Ticks.read(session);
          int index = host.link("v0").index();
          Qdisc.Tbf tbf = new Qdisc.Tbf(10_000_000, 10_240, 72_740);
          String theirs = "tc qdisc replace dev v0 root tbf rate 10mbit burst 10kb limit 72740b";
          assertThat(run((theirs + " peakrate 20mbit mtu 2000").split(" ", -1))).isEmpty();
          assertThat(Qdisc.all(host, ticks)).isEqualTo(Map.of(index, new Qdisc.Other("tbf")));

          set(host, QdiscRequests.replace(tbf, index, "v0", ticks));

          assertThat(tbf.isLike(Objects.requireNonNull(Qdisc.all(host, ticks).get(index))))
              .isTrue();
          assertThat(run("tc", "qdisc", "replace", "dev", "v0", "root", "pfifo")).isEmpty();
          assertThat(Qdisc.all(host, ticks)).isEqualTo(Map.of(index, new Qdisc.Other("pfifo")));
        });
  }

  /**
   * So slow that what does not fit is dropped: of 60 packets of 1042 bytes 5 leave at once, 10
   * wait.
   */
  @Test
  void packets_that_are_too_many_are_dropped() throws Exception {
    there(
        session -> {
          Netns host = session.host();
          int index = host.link("v0").index();
          Qdisc.Tbf tbf = new Qdisc.Tbf(1000, 5 * 1042 + 500, 10 * 1042 + 500);
          set(host, QdiscRequests.replace(tbf, index, "v0", Ticks.read(session)));
          try (DatagramSocket socket = new DatagramSocket()) {
            DatagramPacket packet =
                new DatagramPacket(new byte[1000], 1000, InetAddress.getByName("10.0.0.2"), 9);
            for (int i = 0; i < 60; i++) {
              socket.send(packet);
            }
          }
          String shown = run("tc", "-s", "qdisc", "show", "dev", "v0");
          Matcher numbers = Pattern.compile("(\\d+) pkt \\(dropped (\\d+),").matcher(shown);
          assertThat(numbers.find()).as(shown).isTrue();
          assertThat(numbers.group(2)).isEqualTo("45");
        });
  }

  /** Whether a kernel has a kind, tc knows. */
  @Test
  void a_kernel_is_asked_what_it_has_and_nothing_changes() throws Exception {
    there(
        session -> {
          Netns host = session.host();
          String before = run("tc", "qdisc", "show");
          for (String kind : List.of("netem", "tbf", "nonsense")) {
            boolean known = Qdisc.isKnown(host, kind);
            assertThat(run("tc", "qdisc", "show")).isEqualTo(before);
            String refusal = run("tc", "qdisc", "replace", "dev", "v1", "root", kind);
            assertThat(known).as(refusal).isEqualTo(!refusal.contains("nknown"));
            run("tc", "qdisc", "del", "dev", "v1", "root");
          }
          assertThat(Qdisc.isKnown(host, "tbf")).isTrue();
        });
  }

  @Test
  void netem_is_set_or_the_kernel_lacks_it() throws Exception {
    there(
        session -> {
          Netns host = session.host();
          Ticks ticks = Ticks.read(session);
          int index = host.link("v0").index();
          Qdisc netem = new Qdisc.Netem(20_000, 2_000, 5_000, 10_000, 250_000, 10_000_000, 1234);
          List<Request> requests = QdiscRequests.replace(netem, index, "v0", ticks);
          if (Qdisc.isKnown(host, "netem")) {
            set(host, requests);
            assertThat(netem.isLike(Objects.requireNonNull(Qdisc.all(host, ticks).get(index))))
                .isTrue();
          } else {
            assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> set(host, requests))
                .withMessage("this kernel lacks the qdisc netem (module sch_netem)");
          }
        });
  }

  @Test
  void sums_are_left_to_hardware_or_not() throws Exception {
    there(
        session -> {
          Netns host = session.host();
          int v0 = host.link("v0").index();
          int v1 = host.link("v1").index();
          try (Ethtool ethtool = Ethtool.open(session, host)) {
            assertThat(ethtool.leavesSums(v0, "v0")).isTrue();
            ethtool.leaveSums(v0, "v0", false);
            assertThat(ethtool.leavesSums(v0, "v0")).isFalse();
            assertThat(ethtool.leavesSums(v1, "v1")).isTrue();
            ethtool.leaveSums(v0, "v0", true);
            assertThat(ethtool.leavesSums(v0, "v0")).isTrue();
            assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> ethtool.leaveSums(99, "v9", false))
                .withMessageStartingWith("cannot set the offload of link 'v9': No such device");
          }
        });
  }

  @Test
  void a_link_goes_by_another_name() throws Exception {
    there(
        session -> {
          Netns host = session.host();
          String name = "the-very-long-name-of-a-link";
          int index = host.link("v0").index();
          host.change(LinkRequests.altname(index, "v0", name));
          assertThat(host.link(name).index()).isEqualTo(index);
          assertThat(host.link("v0").altnames()).containsExactly(name);
          assertThatExceptionOfType(NetlinkException.class)
              .isThrownBy(() -> host.change(LinkRequests.altname(index, "v0", name)))
              .withMessage("a link '" + name + "' exists already");
          host.change(LinkRequests.noAltname(index, "v0", name));
          assertThat(host.link("v0").altnames()).isEmpty();
        });
  }

  @Test
  void a_port_is_in_one_vlan_where_the_kernel_has_them() throws Exception {
    there(
        session -> {
          Netns host = session.host();
          run("ip", "link", "add", "br0", "type", "bridge");
          run("ip", "link", "set", "v0", "master", "br0");
          int index = host.link("v0").index();
          boolean lacks = !run("bridge", "vlan", "add", "dev", "v0", "vid", "9").isEmpty();
          List<Request> access =
              PortVlan.access(index, "v0", 10, PortVlan.all(host).getOrDefault(index, List.of()));
          if (lacks) {
            assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> set(host, access))
                .withMessage("this kernel's bridges have no VLAN filtering");
            assertThat(PortVlan.all(host).getOrDefault(index, List.of())).isEmpty();
          } else {
            set(host, access);
            assertThat(PortVlan.all(host).get(index)).containsExactly(new PortVlan(10, true, true));
          }
        });
  }
}
