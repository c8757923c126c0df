package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.net.Address;
import dev.nsjava.net.BoundSocket;
import dev.nsjava.net.Hop;
import dev.nsjava.net.Link;
import dev.nsjava.net.NetListing;
import dev.nsjava.net.NetSurvey;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Nsids;
import dev.nsjava.net.Route;
import dev.nsjava.net.Rule;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Visit;
import dev.nsjava.sys.LibC;
import dev.nsjava.sys.NativeCalls;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A network namespace that ip(8) has filled, as netlink shows it. */
@KernelTest
@Tag("not-sanitized")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetDumpIT {

  private static final String SCENE =
      """
      ip link set lo up
      ip link add name v0 index 102 mtu 1400 address 02:00:00:00:00:01 \\
        type veth peer name v1 index 202 netns "$1"
      ip link add name br0 index 103 type bridge
      ip link add name p0 index 105 type veth peer name p1 index 104
      ip link set p0 master br0 alias 'some text' group 7 up
      ip link property add dev p0 altname a-name-that-is-longer-than-most
      ip link set br0 up
      ip link set v0 up
      ip address add 10.1.0.1/24 broadcast + dev v0
      ip address add 10.2.0.1 peer 10.2.0.2/30 dev v0
      ip address add 10.3.0.1/24 dev br0 label br0:x scope link
      ip address add fd00::1/64 dev v0 nodad valid_lft 10000 preferred_lft 0
      ip address add fd00::2/64 dev v0
      ip route add default via 10.1.0.9 dev v0 metric 50 mtu 1300 onlink
      ip route add 10.4.0.0/16 dev v0 src 10.1.0.1 proto static
      ip route add 10.5.0.0/16 via inet6 fd00::9 dev v0 onlink
      ip route add 10.6.0.0/16 nexthop via 10.1.0.2 dev v0 weight 3 onlink nexthop dev br0
      ip route add blackhole 10.7.0.0/16 table 7000
      ip route add fd01::/48 via fd00::3 dev v0 onlink
      ip rule add from 10.1.0.0/16 iif v0 fwmark 0x10/0xff lookup 7000 priority 100
      ip rule add not to 10.8.0.1 oif br0 uidrange 1-5 prohibit priority 101
      ip -6 rule add from fd00::/8 lookup 7000 priority 102
      ip -6 rule add lookup main suppress_prefixlength 0 priority 103
      """;

  private static final byte AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int AF_PACKET = 17;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 02000000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_PASSCRED = 16;

  private final LibC libc = LibC.load();
  private final NetSurvey survey = new NetSurvey(new NativeCalls(libc));
  private final List<Box> boxes = new ArrayList<>();

  @TempDir Path dir;

  @BeforeAll
  void start() throws IOException {
    boxes.add(Box.of("-n", ""));
    boxes.add(Box.of("-n", SCENE, Long.toString(peer().process().pid())));
  }

  @AfterAll
  void end() {
    boxes.forEach(Box::close);
  }

  private Box peer() {
    return boxes.get(0);
  }

  private <T extends @Nullable Object> T within(Visit.Work<T> work) throws IOException {
    return Visit.in(libc, Map.of(NsType.NET, boxes.get(1).file(NsType.NET)), work);
  }

  /** Kernels with old tunnels in them put one into each namespace. */
  private List<String> links(Function<Link, String> line) throws IOException {
    List<String> ours = List.of("lo", "v0", "br0", "p0", "p1");
    return lines(
        survey -> {
          NetListing<Link> all = survey.links();
          List<Link> rows = all.rows().stream().filter(l -> ours.contains(l.name())).toList();
          return new NetListing<>(rows, all.more(), all.troubles());
        },
        line);
  }

  /** The rows of a listing of which nothing is missing, one line each. */
  private <T> List<String> lines(
      Function<NetSurvey, NetListing<T>> listing, Function<T, String> line) throws IOException {
    NetListing<T> all = within(() -> listing.apply(survey));
    assertThat(all.troubles()).isEmpty();
    assertThat(all.more()).isZero();
    return all.rows().stream().map(line).toList();
  }

  @Test
  void links_have_names_kinds_and_places() throws Exception {
    assertThat(
            links(
                link ->
                    "%s %s %s '%s' %d master %d lower %d@%d group %d"
                        .formatted(
                            link.name(),
                            link.kind(),
                            link.altnames(),
                            link.alias(),
                            link.mtu(),
                            link.master(),
                            link.lower(),
                            link.lowerNsid(),
                            link.group())))
        .containsExactly(
            "lo  [] '' 65536 master 0 lower 0@-1 group 0",
            "v0 veth [] '' 1400 master 0 lower 202@0 group 0",
            "br0 bridge [] '' 1500 master 0 lower 0@-1 group 0",
            "p1 veth [] '' 1500 master 0 lower 105@-1 group 0",
            "p0 veth [a-name-that-is-longer-than-most] 'some text' 1500 master 103 lower 104@-1 group 7");
  }

  @Test
  void links_are_up_or_down() throws Exception {
    assertThat(links(link -> link.name() + " " + link.stateWord() + " " + link.flagWords()))
        .containsExactly(
            "lo UNKNOWN [UP, LOOPBACK, RUNNING, LOWER_UP]",
            "v0 DOWN [UP, BROADCAST, MULTICAST]",
            "br0 DOWN [UP, BROADCAST, MULTICAST]",
            "p1 DOWN [BROADCAST, MULTICAST]",
            "p0 LOWERLAYERDOWN [UP, BROADCAST, MULTICAST]");
    assertThat(links(Link::mac)).startsWith("00:00:00:00:00:00", "02:00:00:00:00:01");
  }

  @Test
  void addresses_of_both_families() throws Exception {
    assertThat(lines(NetSurvey::addresses, NetDumpIT::line))
        .containsExactlyInAnyOrder(
            "1 127.0.0.1/8 - - host lo [permanent]",
            "102 10.1.0.1/24 - 10.1.0.255 global v0 [permanent]",
            "102 10.2.0.1/30 10.2.0.2 - global v0 [permanent]",
            "103 10.3.0.1/24 - - link br0:x [permanent]",
            "1 ::1 - - host  [permanent]",
            "102 fd00::1/64 - - global  [nodad, deprecated]",
            "102 fd00::2/64 - - global  [tentative, permanent]");
    assertThat(lines(NetSurvey::addresses, address -> Long.toString(address.validSeconds())))
        .containsOnly("10000", Long.toString(Address.FOREVER));
  }

  private static String line(Address address) {
    return "%d %s %s %s %s %s %s"
        .formatted(
            address.index(),
            address.local().text(),
            address.peer() == null ? "-" : address.peer().text(),
            address.broadcast() == null ? "-" : address.broadcast().text(),
            address.scopeWord(),
            address.label(),
            address.flagWords());
  }

  @Test
  void routes_of_the_main_table() throws Exception {
    assertThat(lines(survey -> survey.routes(Route.MAIN), NetDumpIT::line))
        .containsExactlyInAnyOrder(
            "unicast 0.0.0.0/0 [10.1.0.9@102*1] from - metric 50 main boot global mtu 1300",
            "unicast 10.1.0.0/24 [-@102*1] from 10.1.0.1 metric 0 main kernel link mtu 0",
            "unicast 10.2.0.0/30 [-@102*1] from 10.2.0.1 metric 0 main kernel link mtu 0",
            "unicast 10.3.0.0/24 [-@103*1] from 10.3.0.1 metric 0 main kernel link mtu 0",
            "unicast 10.4.0.0/16 [-@102*1] from 10.1.0.1 metric 0 main static link mtu 0",
            "unicast 10.5.0.0/16 [fd00::9@102*1] from - metric 0 main boot global mtu 0",
            "unicast 10.6.0.0/16 [10.1.0.2@102*3, -@103*1] from - metric 0 main boot global mtu 0",
            "unicast fd00::/64 [-@102*1] from - metric 256 main kernel global mtu 0",
            "unicast fd01::/48 [fd00::3@102*1] from - metric 1024 main boot global mtu 0");
  }

  @Test
  void routes_of_all_tables() throws Exception {
    assertThat(lines(NetSurvey::routes, NetDumpIT::line))
        .contains(
            "blackhole 10.7.0.0/16 [] from - metric 0 7000 boot global mtu 0",
            "unicast fd01::/48 [fd00::3@102*1] from - metric 1024 main boot global mtu 0")
        .noneMatch(line -> line.startsWith("local "))
        .doesNotHaveDuplicates();
    assertThat(lines(survey -> survey.routes(Route.LOCAL), NetDumpIT::line))
        .contains(
            "local 127.0.0.1 [-@1*1] from 127.0.0.1 metric 0 local kernel host mtu 0",
            "local ::1 [-@1*1] from - metric 0 local kernel global mtu 0");
  }

  private static String line(Route route) {
    return "%s %s %s from %s metric %d %s %s %s mtu %d"
        .formatted(
            route.typeWord(),
            route.destination().text(),
            route.hops().stream().map(NetDumpIT::line).toList(),
            route.preferredSource() == null ? "-" : route.preferredSource().text(),
            route.metric(),
            route.tableWord(),
            route.protocolWord(),
            route.scopeWord(),
            route.mtu());
  }

  private static String line(Hop hop) {
    String gateway = hop.gateway() == null ? "-" : hop.gateway().text();
    return gateway + "@" + hop.index() + "*" + hop.weight();
  }

  @Test
  void rules_of_both_families() throws Exception {
    assertThat(lines(NetSurvey::rules, NetDumpIT::line))
        .containsExactly(
            "0 0.0.0.0/0 0.0.0.0/0   0/0 lookup local",
            "100 10.1.0.0/16 0.0.0.0/0 v0  16/255 lookup 7000",
            "101 not 0.0.0.0/0 10.8.0.1  br0 0/0 prohibit more",
            "32766 0.0.0.0/0 0.0.0.0/0   0/0 lookup main",
            "32767 0.0.0.0/0 0.0.0.0/0   0/0 lookup default",
            "0 ::/0 ::/0   0/0 lookup local",
            "102 fd00::/8 ::/0   0/0 lookup 7000",
            "103 ::/0 ::/0   0/0 lookup main more",
            "32766 ::/0 ::/0   0/0 lookup main");
  }

  private static String line(Rule rule) {
    return "%d%s %s %s %s %s %d/%d %s%s%s"
        .formatted(
            rule.priority(),
            rule.isNot() ? " not" : "",
            rule.source().text(),
            rule.destination().text(),
            rule.in(),
            rule.out(),
            rule.mark(),
            rule.mask(),
            rule.actionWord(),
            rule.table() == 0 ? "" : " " + rule.tableWord(),
            rule.isMore() ? " more" : "");
  }

  @Test
  void sockets_that_wait() throws Exception {
    String path = dir.resolve("socket").toString();
    InetAddress local = InetAddress.ofLiteral("127.0.0.1");
    List<BoundSocket> sockets =
        within(
            () -> {
              try (var unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                  var v4 = ServerSocketChannel.open(StandardProtocolFamily.INET);
                  var _ = new ServerSocket(81);
                  var _ = new DatagramSocket(53);
                  var connected = new DatagramSocket(54)) {
                unix.bind(UnixDomainSocketAddress.of(path));
                v4.bind(new InetSocketAddress(local, 80));
                connected.connect(local, 9);
                return survey.sockets().rows();
              }
            });

    assertThat(sockets)
        .extracting(socket -> socket.kind().word() + " " + socket.local())
        .containsExactly("tcp 127.0.0.1:80", "tcp *:81", "udp *:53", "unix stream " + path);
    assertThat(sockets).extracting(BoundSocket::uid).containsOnly(0L);
    assertThat(sockets).extracting(BoundSocket::inode).doesNotContain(0L).doesNotHaveDuplicates();
  }

  /** The kernel names a socket that must say who it is, and has no name. */
  @Test
  void a_unix_socket_whose_name_is_no_files() throws Exception {
    byte[] nobody = {AF_UNIX, 0, 0, 'n', 'o', 'b', 'o', 'd', 'y'};
    List<BoundSocket> sockets =
        within(
            () -> {
              int fd = libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
              libc.setsockopt(fd, SOL_SOCKET, SO_PASSCRED, new byte[] {1, 1, 1, 1}, 4);
              libc.sendto(fd, ByteBuffer.allocateDirect(1), 1, 0, nobody, nobody.length);
              List<BoundSocket> rows = survey.sockets().rows();
              libc.close(fd);
              return rows;
            });

    assertThat(sockets).hasSize(1);
    assertThat(sockets.getFirst().kind()).isEqualTo(BoundSocket.Kind.UNIX_DGRAM);
    assertThat(sockets.getFirst().local()).matches("@[0-9a-f]{5}");
  }

  /** A kernel may lack raw_diag; but then proc has them. */
  @Test
  void sockets_that_hear_everything() throws Exception {
    int everything = 0x0300; // ETH_P_ALL, big-endian
    NetListing<BoundSocket> sockets =
        within(
            () -> {
              int fd = libc.socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, everything);
              int pings = libc.socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMP);
              int v6 = libc.socket(AF_INET6, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMPV6);
              NetListing<BoundSocket> listing = survey.sockets();
              libc.close(fd);
              libc.close(pings);
              libc.close(v6);
              return listing;
            });

    assertThat(sockets.rows())
        .extracting(socket -> socket.kind().word() + " " + socket.local() + "@" + socket.index())
        .containsExactly("raw 0.0.0.0:1@0", "raw [::]:58@0", "packet 3@0");
    assertThat(sockets.troubles()).isEmpty();
  }

  @Test
  void a_namespace_where_nothing_is_has_its_loopback() throws Exception {
    try (Box empty = Box.of("-n", "")) {
      Visit.in(
          libc,
          Map.of(NsType.NET, empty.file(NsType.NET)),
          () -> {
            assertThat(survey.links().rows()).extracting(Link::name).contains("lo");
            assertThat(survey.addresses()).isEqualTo(new NetListing<>(List.of(), 0, List.of()));
            assertThat(survey.routes()).isEqualTo(new NetListing<>(List.of(), 0, List.of()));
            assertThat(survey.routes(Route.MAIN)).isEqualTo(survey.routes());
            assertThat(survey.routes(7000)).isEqualTo(survey.routes());
            assertThat(survey.sockets().rows()).isEmpty();
            assertThat(survey.tables()).isEqualTo(new NetListing<>(List.of(), 0, List.of()));
            return true;
          });
    }
  }

  @Test
  void a_namespace_with_a_link_to_here_has_an_id() throws Exception {
    within(
        () -> {
          try (Nsids nsids = Nsids.open(new NativeCalls(libc))) {
            assertThat(nsids.of(peer().file(NsType.NET))).isZero();
            assertThat(nsids.of("/proc/self/ns/net")).isEqualTo(Nsids.UNASSIGNED);
            refused(nsids, "/nope", "cannot open /nope: No such file or directory");
            refused(
                nsids,
                "/dev/null",
                "cannot ask for the id of a network namespace: Invalid argument");
            // A refusal leaves it usable.
            assertThat(nsids.of(peer().file(NsType.NET))).isZero();
          }
          return true;
        });
  }

  private static void refused(Nsids nsids, String file, String message) {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> nsids.of(file))
        .withMessageStartingWith(message);
  }
}
