package dev.nsjava.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.net.BoundSocket.Kind;
import dev.nsjava.net.NftTable.Chain;
import dev.nsjava.net.NftTable.Hook;
import dev.nsjava.net.Nftables.In;
import dev.nsjava.net.Nftables.Table;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a kernel has said, and what becomes of it when it is broken. */
class RecordedTest {

  private static final int V4 = Ip.AF_INET;
  private static final int V6 = Ip.AF_INET6;

  private static <T> List<T> rows(String name, Rows.Reader<T> reader) {
    NetListing<T> listing = Recorded.of(name).listing(reader);
    assertThat(listing.troubles()).isEmpty();
    return listing.rows();
  }

  @Test
  void links() {
    List<Link> links = rows("links", Link::of);

    assertThat(links).extracting(Link::name).containsExactly("lo", "v0", "br0", "p1", "p0");
    assertThat(links.get(1))
        .isEqualTo(
            new Link(
                102,
                "v0",
                List.of(),
                "",
                "veth",
                1,
                0x1003,
                2,
                1400,
                "02:00:00:00:00:01",
                0,
                202,
                0,
                0,
                ""));
    assertThat(links.get(4))
        .isEqualTo(
            new Link(
                105,
                "p0",
                List.of("a-name-that-is-longer-than-most"),
                "some text",
                "veth",
                1,
                0x1003,
                3,
                1500,
                "02:00:00:00:00:03",
                103,
                104,
                Nsids.UNASSIGNED,
                7,
                ""));
    assertThat(links.get(1).isUp()).isTrue();
    assertThat(links.get(3).isUp()).isFalse();
    assertThat(links.get(0).flagWords()).containsExactly("UP", "LOOPBACK", "RUNNING", "LOWER_UP");
    assertThat(links.get(0).stateWord()).isEqualTo("UNKNOWN");
  }

  @Test
  void addresses() {
    List<Address> addresses = rows("addresses", Address::of);

    assertThat(addresses)
        .extracting(address -> address.index() + " " + address.local().text())
        .containsExactly(
            "1 127.0.0.1/8", "102 10.1.0.1/24", "102 10.2.0.1/30", "1 ::1", "102 fd00::1/64");
    assertThat(addresses.get(1).broadcast()).isEqualTo(v4(10, 1, 0, 255));
    assertThat(addresses.get(1).peer()).isNull();
    assertThat(addresses.get(2).peer()).isEqualTo(v4(10, 2, 0, 2));
    assertThat(addresses.get(2).label()).isEqualTo("v0");
    assertThat(addresses.get(2).validSeconds()).isEqualTo(Address.FOREVER);
    assertThat(addresses.get(4).validSeconds()).isBetween(9900L, 10000L);
    assertThat(addresses.get(4).flagWords()).containsExactly("nodad", "deprecated");
    assertThat(addresses.get(0).scopeWord()).isEqualTo("host");
  }

  @Test
  void routes() {
    List<Route> routes = rows("routes", message -> Route.of(message, V4, Route.ALL));
    Route blackhole = routes.getFirst();
    Route standard = routes.get(1);

    assertThat(blackhole.typeWord()).isEqualTo("blackhole");
    assertThat(blackhole.tableWord()).isEqualTo("7000");
    assertThat(blackhole.hops()).isEmpty();
    assertThat(standard.destination().isAll()).isTrue();
    assertThat(standard.hops()).containsExactly(new Hop(v4(10, 1, 0, 9), 102, 1, 20, ""));
    assertThat(standard.hops().getFirst().flagWords()).containsExactly("onlink", "linkdown");
    assertThat(standard.metric()).isEqualTo(50);
    assertThat(standard.mtu()).isEqualTo(1300);
    assertThat(standard.tableWord()).isEqualTo("main");
    assertThat(standard.protocolWord()).isEqualTo("boot");
    assertThat(route(routes, "10.5.0.0/16").hops())
        .extracting(Hop::gateway)
        .containsExactly(new Ip(true, 0xfd00L << 48, 9));
    assertThat(route(routes, "10.6.0.0/16").hops())
        .extracting(hop -> hop.index() + "*" + hop.weight())
        .containsExactly("102*3", "103*1");
    assertThat(route(routes, "10.1.0.0/24").preferredSource()).isEqualTo(v4(10, 1, 0, 1));
    assertThat(route(routes, "10.1.0.0/24").scopeWord()).isEqualTo("link");
  }

  private static Route route(List<Route> routes, String destination) {
    return routes.stream()
        .filter(route -> route.destination().text().equals(destination))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void routes_of_another_family_or_table_are_none_of_those() {
    assertThat(rows("routes6", message -> Route.of(message, V6, Route.ALL))).isNotEmpty();
    assertThat(rows("routes6", message -> Route.of(message, V4, Route.ALL))).isEmpty();
    assertThat(rows("routes", message -> Route.of(message, V4, 7000))).hasSize(1);
    assertThat(rows("routes", message -> Route.of(message, V4, 7001))).isEmpty();
  }

  @Test
  void rules() {
    List<Rule> rules = rows("rules", message -> Rule.of(message, V4));

    assertThat(rules).extracting(Rule::priority).containsExactly(0L, 100L, 101L, 32766L, 32767L);
    Rule marked = rules.get(1);
    assertThat(marked.source().text()).isEqualTo("10.1.0.0/16");
    assertThat(List.of(marked.in(), marked.actionWord(), marked.tableWord()))
        .containsExactly("v0", "lookup", "7000");
    assertThat(List.of(marked.mark(), marked.mask())).containsExactly(0x10L, 0xffL);
    Rule not = rules.get(2);
    assertThat(not.isNot() && not.isMore()).isTrue();
    assertThat(List.of(not.destination().text(), not.out(), not.actionWord()))
        .containsExactly("10.8.0.1", "br0", "prohibit");
    assertThat(rows("rules", message -> Rule.of(message, V6))).isEmpty();
  }

  @Test
  void sockets() {
    assertThat(rows("tcp", message -> InetSockets.of(message, Kind.TCP)))
        .extracting(BoundSocket::local)
        .containsExactly("127.0.0.1:80");
    assertThat(rows("tcp6", message -> InetSockets.of(message, Kind.TCP)))
        .extracting(BoundSocket::local)
        .containsExactly("*:81");
    assertThat(rows("udp6", message -> InetSockets.of(message, Kind.UDP)))
        .extracting(BoundSocket::local)
        .containsExactly("*:53");
    assertThat(rows("unix", UnixSockets::of))
        .extracting(socket -> socket.kind().word() + " " + socket.local())
        .containsExactly("unix stream /tmp/net-record.sock");
    assertThat(rows("packet", PacketSockets::of))
        .extracting(socket -> socket.kind().word() + " " + socket.local())
        .containsExactly("packet 3");
  }

  @Test
  void unix_sockets_without_a_file_or_an_ear() throws Exception {
    int stream = 1;
    int datagram = 2;
    int unconnected = 7;
    byte[] name = {0, 'a', 0, (byte) 0xff};

    assertThat(unix(datagram, unconnected, name)).isEqualTo("unix dgram @a\0\u00ff");
    assertThat(unix(datagram, unconnected, new byte[0])).isEqualTo("null");
    assertThat(unix(stream, unconnected, name)).isEqualTo("null");
    assertThat(unix(stream, 10, name)).startsWith("unix stream @a");
  }

  /** Others have connected to the one, and the other has itself. */
  @Test
  void unix_datagram_sockets_that_are_said_to_be_connected() throws Exception {
    int datagram = 2;
    int established = 1;
    byte[] name = {0, 'a'};

    assertThat(unix(datagram, established, name)).isEqualTo("unix dgram @a");
    assertThat(unix(unixMessage(datagram, established, name).attribute32(2, 4711)))
        .isEqualTo("null");
  }

  @Test
  void a_unix_socket_whose_file_looks_like_no_files_name() throws Exception {
    assertThat(unix(1, 10, new byte[] {0, 'a'})).isEqualTo("unix stream @a");
    assertThat(unix(1, 10, new byte[] {'@', 'a', 0})).isEqualTo("unix stream ./@a");
  }

  private static String unix(int type, int state, byte[] name) throws NetlinkException {
    return unix(unixMessage(type, state, name));
  }

  private static Request unixMessage(int type, int state, byte[] name) {
    return new Request("", InetSockets.TYPE, 0)
        .u8(1)
        .u8(type)
        .u8(state)
        .zeros(13)
        .attribute(0, name);
  }

  private static String unix(Request message) throws NetlinkException {
    BoundSocket socket = UnixSockets.of(Message.all(message.bytes(1, 0)).getFirst());
    return socket == null ? "null" : socket.kind().word() + " " + socket.local();
  }

  @Test
  void what_tells_routes_apart() throws Exception {
    byte[] ip = {2, 0};
    Request message =
        new Request("", 24, 0)
            .u8(V4)
            .u8(0)
            .u8(0)
            .u8(0x10)
            .u8((int) Route.MAIN)
            .u8(3)
            .u8(0)
            .u8(1)
            .u32(0)
            .attribute32(30, 7)
            .attribute32(4, 9)
            .attribute(21, ip);
    Route route = Route.of(Message.all(message.bytes(1, 0)).getFirst(), V4, Route.ALL);

    Objects.requireNonNull(route);
    assertThat(List.of(route.nexthop(), (long) route.tos())).containsExactly(7L, 0x10L);
    assertThat(route.hops()).containsExactly(new Hop(null, 9, 1, 0, "ip"));
  }

  @Test
  void raw_sockets_of_proc() throws Exception {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    String host = little ? "0100007F" : "7F000001";
    String last = little ? "01000000" : "00000001";
    String rest = " 07 00000000:00000000 00:00000000 00000000  1000        0 4711 2 0 0\n";

    assertThat(RawSockets.parse("  sl  local_address\n  1: " + host + ":0001 00000000:0000" + rest))
        .containsExactly(new BoundSocket(Kind.RAW, v4(127, 0, 0, 1), false, 1, "", 0, 4711, 1000));
    assertThat(RawSockets.parse("  sl\n 58: " + "0".repeat(24) + last + ":003A 0:0" + rest))
        .extracting(BoundSocket::local)
        .containsExactly("[::1]:58");
    assertThat(RawSockets.parse("")).isEmpty();
    for (String bad : List.of(" 1:", " 1: xx:1 0:0" + rest, " 1: 7F:1 0:0" + rest)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> RawSockets.parse("sl\n" + bad + "\n"));
    }
  }

  @Test
  void a_kernel_without_a_part_says_no() {
    assertThat(Recorded.of("raw").listing(message -> InetSockets.of(message, Kind.RAW)))
        .isEqualTo(
            new NetListing<>(List.of(), 0, List.of("cannot list them: No such file or directory")));
  }

  @Test
  void nftables() {
    Table filter = new Table(1, "filter");

    assertThat(rows("tables", Nftables::table))
        .containsExactlyInAnyOrder(
            new NftTable(1, "filter", false, List.of()),
            new NftTable(2, "nat", true, List.of()),
            new NftTable(5, "dev", false, List.of()));
    assertThat(rows("chains", Nftables::chain))
        .containsExactlyInAnyOrder(
            new In<>(
                filter, new Chain("in", new Hook("input", "filter", -5, "drop", List.of()), 0)),
            new In<>(filter, new Chain("other", null, 0)),
            new In<>(
                new Table(5, "dev"),
                new Chain("early", new Hook("ingress", "filter", 3, "accept", List.of("v0")), 0)));
    assertThat(rows("rules-of-nftables", Nftables::rule))
        .containsExactly(new In<>(filter, "in"), new In<>(filter, "in"));
  }

  @Test
  void a_refusal_with_the_kernels_own_words() throws Exception {
    Message refusal = Recorded.of("refusal").messages().getFirst();

    assertThat(Verdict.of(refusal))
        .isEqualTo(new Verdict(34, "Attribute failed policy validation", 32));
  }

  /** Every answer, and who reads it. */
  static Stream<Arguments> answers() {
    return Stream.of(
        answer("links", Link::of),
        answer("addresses", Address::of),
        answer("routes", message -> Route.of(message, V4, Route.ALL)),
        answer("routes6", message -> Route.of(message, V6, Route.ALL)),
        answer("rules", message -> Rule.of(message, V4)),
        answer("tcp", message -> InetSockets.of(message, Kind.TCP)),
        answer("tcp6", message -> InetSockets.of(message, Kind.TCP)),
        answer("unix", UnixSockets::of),
        answer("packet", PacketSockets::of),
        answer("tables", Nftables::table),
        answer("chains", Nftables::chain),
        answer("rules-of-nftables", Nftables::rule),
        answer("refusal", message -> Verdict.of(message)));
  }

  private static Arguments answer(String name, Rows.Reader<?> reader) {
    return Arguments.of(name, reader);
  }

  /** Whatever comes, it is read or it is a malformed answer: nothing else is thrown. */
  @ParameterizedTest
  @MethodSource("answers")
  void an_answer_that_is_cut_short(String name, Rows.Reader<?> reader) {
    byte[] whole = Recorded.of(name).first();
    for (int length = 0; length < whole.length; length++) {
      read(Arrays.copyOf(whole, length), reader);
      // A message that says itself that it is so short.
      byte[] shorter = Arrays.copyOf(whole, length);
      if (length >= Message.HEADER) {
        shorter[0] = (byte) length;
        shorter[1] = (byte) (length >> 8);
      }
      read(shorter, reader);
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void an_answer_with_a_wrong_byte(String name, Rows.Reader<?> reader) {
    byte[] whole = Recorded.of(name).first();
    for (int i = 0; i < whole.length; i++) {
      for (int wrong : new int[] {0, 3, 0xff}) {
        byte[] broken = whole.clone();
        broken[i] = (byte) wrong;
        read(broken, reader);
      }
    }
  }

  private static void read(byte[] answer, Rows.Reader<?> reader) {
    try {
      for (Message message : Message.all(answer)) {
        @Nullable Object row = reader.read(message);
        assertThat(String.valueOf(row)).isNotEmpty();
      }
    } catch (NetlinkException e) {
      assertThat(e).hasMessageStartingWith("malformed answer: ");
    }
  }

  @Test
  void a_malformed_answer_is_told_and_what_came_before_stays() {
    Rows.Reader<Link> reader =
        message -> {
          Link link = Link.of(message);
          if (link != null && link.name().equals("p1")) {
            throw NetlinkException.malformed("on purpose");
          }
          return link;
        };
    NetListing<Link> listing = Recorded.of("links").listing(reader);

    assertThat(listing.rows()).extracting(Link::name).containsExactly("lo", "v0", "br0");
    assertThat(listing.troubles()).containsExactly("malformed answer: on purpose");
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> Message.all(new byte[] {1, 2, 3}))
        .withMessage("malformed answer: 4 bytes wanted at 0, and there are 3 in all");
  }

  private static Ip v4(int a, int b, int c, int d) {
    return new Ip(false, 0, (long) a << 24 | b << 16 | c << 8 | d);
  }
}
