package dev.nsjava.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.sys.Errno;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bytes of requests, as ip(8) sends them (strace), but for the order of attributes, the NUL
 * behind the kind, and that nested ones say that they are. On a machine with the lowest byte first.
 */
class RequestsTest {

  private static final NewLink LINK = NewLink.of("v0", null);

  private static String hex(Request request) {
    return HexFormat.ofDelimiter(" ").formatHex(request.bytes(1, 0));
  }

  private static void same(Request request, String... lines) {
    assertThat(hex(request)).isEqualTo(String.join(" ", lines));
  }

  @Test
  void a_pair_has_one_end_in_the_other() {
    NewLink peer = NewLink.of("p", null);
    same(
        LinkRequests.veth(LINK.on().under(2).sized(1400), peer),
        "68 00 00 00 10 00 01 06 01 00 00 00 00 00 00 00",
        "00 00 00 00 00 00 00 00 01 00 00 00 01 00 00 00", // IFF_UP
        "07 00 03 00 76 30 00 00", // IFNAME v0
        "08 00 04 00 78 05 00 00", // MTU 1400
        "08 00 0a 00 02 00 00 00", // MASTER 2
        "30 00 12 80", // LINKINFO
        "09 00 01 00 76 65 74 68 00 00 00 00", // KIND veth
        "20 00 02 80 1c 00 01 80", // DATA, PEER
        "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
        "06 00 03 00 70 00 00 00"); // IFNAME p
  }

  @Test
  void a_bridge() throws Exception {
    same(
        LinkRequests.add(
            new NewLink("v0", null, false, 0, 0, Mac.parse("02:00:00:0a:0b:0c"), "", 0),
            new LinkKind.Bridge(true, true)),
        "58 00 00 00 10 00 01 06 01 00 00 00 00 00 00 00",
        "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
        "07 00 03 00 76 30 00 00", // IFNAME v0
        "0a 00 01 00 02 00 00 0a 0b 0c 00 00", // ADDRESS
        "24 00 12 80 0b 00 01 00 62 72 69 64 67 65 00 00", // KIND bridge
        "14 00 02 80 08 00 05 00 01 00 00 00 05 00 07 00 01 00 00 00"); // STP, VLAN_FILTERING
  }

  @Test
  void links_that_stand_on_another() {
    String head = "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 07 00 03 00 76 30 00 00";
    String parent = "08 00 05 00 04 00 00 00";
    same(
        LinkRequests.add(LINK, new LinkKind.Macvlan(4, "bridge")),
        "4c 00 00 00 10 00 01 06 01 00 00 00 00 00 00 00",
        head,
        parent,
        "1c 00 12 80 0c 00 01 00 6d 61 63 76 6c 61 6e 00",
        "0c 00 02 80 08 00 01 00 04 00 00 00");
    same(
        LinkRequests.add(LINK, new LinkKind.Vlan(4, 5)),
        "4c 00 00 00 10 00 01 06 01 00 00 00 00 00 00 00",
        head,
        parent,
        "1c 00 12 80 09 00 01 00 76 6c 61 6e 00 00 00 00",
        "0c 00 02 80 06 00 01 00 05 00 00 00");
    same(
        LinkRequests.add(LINK, new LinkKind.Ipvlan(4, "l3s")),
        "4c 00 00 00 10 00 01 06 01 00 00 00 00 00 00 00",
        head,
        parent,
        "1c 00 12 80 0b 00 01 00 69 70 76 6c 61 6e 00 00",
        "0c 00 02 80 06 00 01 00 02 00 00 00");
  }

  @Test
  void a_tunnel_has_its_port_big_endian() throws Exception {
    same(
        LinkRequests.add(
            LINK, new LinkKind.Vxlan(4, 42, Ip.parse("10.0.0.1"), Ip.parse("10.0.0.2"), 4789)),
        "64 00 00 00 10 00 01 06 01 00 00 00 00 00 00 00",
        "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
        "07 00 03 00 76 30 00 00",
        "3c 00 12 80 0a 00 01 00 76 78 6c 61 6e 00 00 00",
        "2c 00 02 80 08 00 01 00 2a 00 00 00", // ID
        "08 00 02 00 0a 00 00 02 08 00 04 00 0a 00 00 01", // GROUP, LOCAL
        "08 00 03 00 04 00 00 00 06 00 0f 00 12 b5 00 00"); // LINK, PORT
  }

  @Test
  void changes_of_a_link() {
    same(
        LinkRequests.change(4, "v0", new LinkChange("v1", null, false, 0, 1400, null, "hello")),
        "44 00 00 00 13 00 01 00 01 00 00 00 00 00 00 00",
        "00 00 00 00 04 00 00 00 00 00 00 00 01 00 00 00", // not IFF_UP
        "07 00 03 00 76 31 00 00",
        "08 00 04 00 78 05 00 00",
        "09 00 14 00 68 65 6c 6c 6f 00 00 00",
        "08 00 0a 00 00 00 00 00");
    same(
        LinkRequests.up("v0"),
        "28 00 00 00 13 00 01 00 01 00 00 00 00 00 00 00",
        "00 00 00 00 00 00 00 00 01 00 00 00 01 00 00 00",
        "07 00 03 00 76 30 00 00");
    same(
        LinkRequests.delete("v0"),
        "28 00 00 00 11 00 01 00 01 00 00 00 00 00 00 00",
        "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
        "07 00 03 00 76 30 00 00");
  }

  @Test
  void addresses() throws Exception {
    same(
        AddressRequests.add(Prefix.parse("10.0.0.1/24"), 4, 0),
        "28 00 00 00 14 00 01 06 01 00 00 00 00 00 00 00",
        "02 18 00 00 04 00 00 00 08 00 02 00 0a 00 00 01 08 00 01 00 0a 00 00 01");
    same(
        AddressRequests.add(Prefix.parse("127.0.0.2/8"), 1, 0),
        "28 00 00 00 14 00 01 06 01 00 00 00 00 00 00 00",
        "02 08 00 fe 01 00 00 00 08 00 02 00 7f 00 00 02 08 00 01 00 7f 00 00 02");
    same(
        AddressRequests.delete(Prefix.parse("fd00::1/64"), 4),
        "40 00 00 00 15 00 01 00 01 00 00 00 00 00 00 00",
        "0a 40 00 00 04 00 00 00",
        "14 00 02 00 fd 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01",
        "14 00 01 00 fd 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01");
  }

  @Test
  void other_names() {
    String body =
        "00 00 00 00 03 00 00 00 00 00 00 00 00 00 00 00 24 00 34 80 1f 00 35 00 61 2d 76 65 72 79"
            + " 2d 6c 6f 6e 67 2d 6e 61 6d 65 2d 6f 66 2d 61 2d 6c 69 6e 6b 00 00";
    same(
        LinkRequests.altname(3, "v0", "a-very-long-name-of-a-link"),
        "44 00 00 00 6c 00 01 0e 01 00 00 00 00 00 00 00",
        body);
    same(
        LinkRequests.noAltname(3, "v0", "a-very-long-name-of-a-link"),
        "44 00 00 00 6d 00 01 00 01 00 00 00 00 00 00 00",
        body);
  }

  @Test
  void vlans_of_a_port() {
    List<Request> requests = PortVlan.access(4, "v0", 10, List.of(PortVlan.FIRST));
    same(
        requests.get(0),
        "2c 00 00 00 13 00 01 00 01 00 00 00 00 00 00 00",
        "07 00 00 00 04 00 00 00 00 00 00 00 00 00 00 00",
        "0c 00 1a 80 08 00 02 00 06 00 0a 00"); // AF_SPEC, VLAN_INFO: PVID, UNTAGGED, 10
    same(
        requests.get(1),
        "2c 00 00 00 11 00 01 00 01 00 00 00 00 00 00 00",
        "07 00 00 00 04 00 00 00 00 00 00 00 00 00 00 00",
        "0c 00 1a 80 08 00 02 00 00 00 01 00");
    assertThat(PortVlan.access(4, "v0", 1, List.of(PortVlan.FIRST))).hasSize(1);
    assertThat(requests.get(0).refusal(Errno.of(95), "", 0))
        .hasMessage("this kernel's bridges have no VLAN filtering");
  }

  @Test
  void vlans_of_a_port_are_read() throws Exception {
    Request answer =
        new Request("", 16, 0).u8(7).zeros(3).u32(4).zeros(8).nest(26).u16(8).u16(2).u16(6).u16(10);
    answer.u16(8).u16(2).u16(0).u16(20).u16(6).u16(0).u16(1).u16(0).end();
    Map<Integer, List<PortVlan>> all = new HashMap<>();
    assertThat(PortVlan.read(Message.all(answer.bytes(1, 0)).getFirst(), all)).isTrue();
    assertThat(all)
        .containsExactly(
            Map.entry(4, List.of(new PortVlan(10, true, true), new PortVlan(20, false, false))));
  }

  private static NewRoute route(String to, String via, int index, int type, long table)
      throws NetlinkException {
    Ip gateway = via.isEmpty() ? null : Ip.parse(via);
    return new NewRoute(Prefix.parse(to), gateway, index, 0, type, table);
  }

  @Test
  void routes() throws Exception {
    same(
        RouteRequests.add(
            new NewRoute(Prefix.parse("10.9.0.0/16"), Ip.parse("10.0.0.2"), 0, 7, 1, 254)),
        "34 00 00 00 18 00 01 06 01 00 00 00 00 00 00 00",
        "02 10 00 00 fe 04 00 01 00 00 00 00",
        "08 00 01 00 0a 09 00 00 08 00 05 00 0a 00 00 02 08 00 06 00 07 00 00 00");
    same(
        RouteRequests.add(NewRoute.out(Ip.parse("10.0.0.2"), 0)),
        "24 00 00 00 18 00 01 06 01 00 00 00 00 00 00 00",
        "02 00 00 00 fe 04 00 01 00 00 00 00 08 00 05 00 0a 00 00 02");
    same(
        RouteRequests.add(route("10.8.0.0/16", "", 4, 1, 1000)),
        "34 00 00 00 18 00 01 06 01 00 00 00 00 00 00 00",
        "02 10 00 00 00 04 fd 01 00 00 00 00",
        "08 00 01 00 0a 08 00 00 08 00 04 00 04 00 00 00 08 00 0f 00 e8 03 00 00");
    same(
        RouteRequests.add(route("10.7.0.0/16", "", 0, Route.BLACKHOLE, 254)),
        "24 00 00 00 18 00 01 06 01 00 00 00 00 00 00 00",
        "02 10 00 00 fe 04 00 06 00 00 00 00 08 00 01 00 0a 07 00 00");
    same(
        RouteRequests.add(route("10.5.0.0/16", "fd00::2", 0, 1, 254)),
        "3c 00 00 00 18 00 01 06 01 00 00 00 00 00 00 00",
        "02 10 00 00 fe 04 00 01 00 00 00 00 08 00 01 00 0a 05 00 00",
        "16 00 12 00 0a 00 fd 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02 00 00");
    same(
        RouteRequests.delete(route("10.8.0.0/16", "", 0, 0, 1000)),
        "2c 00 00 00 19 00 01 00 01 00 00 00 00 00 00 00",
        "02 10 00 00 00 00 ff 00 00 00 00 00 08 00 01 00 0a 08 00 00 08 00 0f 00 e8 03 00 00");
  }

  @Test
  void a_refusal_names_the_word_that_the_kernel_points_at() {
    Request request = LinkRequests.veth(LINK.sized(1), NewLink.of("p", null));

    assertThat(request.refusal(Errno.of(34), "bad", 40))
        .hasMessage("cannot create link 'v0': " + Errno.of(34).text() + " (--mtu: bad)");
    assertThat(request.refusal(Errno.of(34), "", 40))
        .hasMessage("cannot create link 'v0': " + Errno.of(34).text() + " (--mtu)");
    assertThat(request.refusal(Errno.of(34), "bad", 88)) // the name within the peer
        .hasMessage("cannot create link 'v0': " + Errno.of(34).text() + " (--peer: bad)");
    assertThat(request.refusal(Errno.of(34), "bad", 41))
        .hasMessage("cannot create link 'v0': " + Errno.of(34).text() + " (bad)");
  }

  @Test
  void a_refusal_without_words_names_the_only_word_there_is() {
    assertThat(LinkRequests.master("v0", 2).refusal(Errno.of(22), "", 0))
        .hasMessage("cannot set the master of link 'v0': Invalid argument (--master)");
  }

  @Test
  void a_sentence_of_its_own_may_be_for_some_words_of_the_kernel_alone() {
    Request request =
        new Request("cannot", 1, 0).when("ENOENT", "none").when("EINVAL", "so", "not so");

    assertThat(request.refusal(Errno.of(2), "whatever", 0)).hasMessage("none");
    assertThat(request.refusal(Errno.of(22), "so", 0)).hasMessage("not so");
    assertThat(request.refusal(Errno.of(22), "", 0)).hasMessage("cannot: Invalid argument");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,",
    "255.255.255.255,",
    "10.0.0.1,",
    "::,",
    "::1,",
    "fe80::1,",
    "1:2:3:4:5:6:7:8,",
    "1::,",
    "1:0:0:2::3,",
    "FD00::A,fd00::a",
    "0:0:0:0:0:0:0:1,::1",
    "::10.0.0.1,::a00:1",
    "::ffff:10.0.0.1,",
    "1:2:3:4:5:6:10.0.0.1,1:2:3:4:5:6:a00:1",
    "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0"
  })
  void addresses_are_read_as_they_are_written(String text, String written) throws Exception {
    assertThat(Ip.parse(text).text()).isEqualTo(written == null ? text : written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "256.0.0.1",
        "01.2.3.4",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "1.2.3.4 ",
        "-1.2.3.4",
        "+1.2.3.4",
        "a.b.c.d",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1::2::3",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "::12345",
        "::g",
        "::1%lo",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3",
        "1.2.3.4::",
        "::\u0661"
      })
  void what_is_no_address_is_named(String text) {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> Ip.parse(text))
        .withMessage("not an IP address: '" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/8,10.0.0.0",
    "10.1.2.3/0,0.0.0.0",
    "10.1.2.3/32,10.1.2.3",
    "10.1.2.3,10.1.2.3",
    "10.1.2.3/31,10.1.2.2",
    "1:2:3:4:5:6:7:8/64,1:2:3:4::",
    "1:2:3:4:5:6:7:8/0,::",
    "1:2:3:4:5:6:7:8/16,1::",
    "1:2:3:4:5:6:7:8/112,1:2:3:4:5:6:7:0",
    "::1/128,::1",
    "ffff:ffff:ffff:ffff:ffff::/65,ffff:ffff:ffff:ffff:8000::",
    "ffff:ffff:ffff:ffff::/63,ffff:ffff:ffff:fffe::"
  })
  void a_prefix_has_a_network(String text, String network) throws Exception {
    assertThat(Prefix.parse(text).network().text()).isEqualTo(network);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.3.4/33", "::/129", "1.2.3.4/", "1.2.3.4/-1", "1.2.3.4/0x8", "::/+1"})
  void the_length_of_a_prefix_has_its_range(String text) {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> Prefix.parse(text))
        .withMessageMatching("the length of the prefix must be 0 to (32|128): '.*'");
  }

  @ParameterizedTest
  @CsvSource({
    "02:00:00:00:00,not a MAC address",
    "02:00:00:00:00:00:00,not a MAC address",
    "02:00:00:00:00:0g,not a MAC address",
    "02-00-00-00-00-01,not a MAC address",
    "02:00:00:00:00:001,not a MAC address",
    "02::00:00:00:01,not a MAC address",
    "01:00:00:00:00:00,a group's MAC address is no link's",
    "ff:ff:ff:ff:ff:ff,a group's MAC address is no link's",
    "00:00:00:00:00:00,a MAC address of zeros is no link's"
  })
  void a_mac_address_is_one_links(String text, String message) {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> Mac.parse(text))
        .withMessage(message + ": '" + text + "'");
  }

  @Test
  void the_name_of_a_link_is_what_the_kernel_takes() throws Exception {
    LinkName.check("a");
    LinkName.check("eth0.5@-_\u00c3\u00a4");
    LinkName.check("fifteen-letters");
    for (String name : new String[] {"", ".", "..", "a b", "a\tb", "a/b", "a:b", "v%d", "\u00a0"}) {
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> LinkName.check(name))
          .withMessageStartingWith("invalid link name '" + name + "': ");
    }
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> LinkName.check("sixteen-letters-"))
        .withMessage("invalid link name 'sixteen-letters-': it has 16 bytes, and 15 are the most");
  }
}
