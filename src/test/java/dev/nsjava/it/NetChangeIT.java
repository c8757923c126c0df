package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.net.Address;
import dev.nsjava.net.NetSurvey;
import dev.nsjava.net.Netlink;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.NftTable;
import dev.nsjava.net.Protocol;
import dev.nsjava.net.Request;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Visit;
import dev.nsjava.sys.LibC;
import dev.nsjava.sys.NativeCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that change an empty network namespace, and what is seen of it then. */
@KernelTest
@Tag("not-sanitized")
class NetChangeIT {

  private static final int RTM_SETLINK = 19;
  private static final int RTM_NEWADDR = 20;
  private static final int IFLA_IFNAME = 3;
  private static final int IFA_LOCAL = 2;

  private static final int NEWTABLE = 0xa00;
  private static final int NEWCHAIN = 0xa03;
  private static final int NEWRULE = 0xa06;
  private static final int INET = 1;
  private static final int IP = 2;

  private final LibC libc = LibC.load();
  private final NetSurvey survey = new NetSurvey(new NativeCalls(libc));
  private final List<Box> boxes = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    boxes.add(Box.of("-n", ""));
  }

  @AfterEach
  void end() {
    boxes.forEach(Box::close);
  }

  /** What is done with a socket in the namespace. */
  private interface Talk {
    void with(Netlink netlink) throws IOException;
  }

  private void talk(Protocol protocol, Talk talk) throws IOException {
    Visit.in(
        libc,
        Map.of(NsType.NET, boxes.getFirst().file(NsType.NET)),
        () -> {
          try (Netlink netlink = Netlink.open(new NativeCalls(libc), protocol)) {
            talk.with(netlink);
          }
          return true;
        });
  }

  @Test
  void a_dump_that_takes_many_answers() throws Exception {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      requests.add(address(32, i >> 8, i));
    }
    talk(
        Protocol.ROUTE,
        netlink -> {
          netlink.change(requests);
          assertThat(survey.addresses().rows())
              .extracting(Address::local)
              .hasSize(3000)
              .doesNotHaveDuplicates();
        });
  }

  @Test
  void all_requests_are_carried_out_and_the_first_refusal_is_told() throws Exception {
    talk(
        Protocol.ROUTE,
        netlink -> {
          List<Request> requests = List.of(address(33, 0, 1), address(8, 0, 2), name("a/b"));
          refused(() -> netlink.change(requests), "cannot add 10.0.0.1/33: Invalid argument");
          assertThat(survey.addresses().rows())
              .extracting(address -> address.local().text())
              .containsExactly("10.0.0.2/8");
        });
  }

  @Test
  void a_refusal_tells_what_the_kernel_has_to_say() throws Exception {
    talk(
        Protocol.ROUTE,
        netlink ->
            refused(
                () -> netlink.change(List.of(name("a-name-that-is-too-long"))),
                "cannot name it a-name-that-is-too-long: Numerical result out of range"
                    + " (Attribute failed policy validation)"));
  }

  /** A process may send to our port, and guess the number of our request. */
  @Test
  void an_answer_that_is_not_the_kernels_is_passed_over() throws Exception {
    talk(
        Protocol.ROUTE,
        netlink -> {
          netlink.change(List.of(address(8, 0, 1))); // has number 1, and gives us a port
          int liar = libc.socket(16, 3 | 02000000, 0);
          ByteBuffer lie = ByteBuffer.allocateDirect(36).order(ByteOrder.nativeOrder());
          lie.putInt(36).putShort((short) 2).putShort((short) 0).putInt(2).putInt(0).putInt(-1);
          assertThat(libc.sendto(liar, lie.flip(), 36, 0, ourPort(), 12)).isEqualTo(36);
          libc.close(liar);

          netlink.change(List.of(address(8, 0, 2)));
        });
  }

  /** The first socket of a process in a namespace has the process' id for a port. */
  private static byte[] ourPort() {
    byte[] address = new byte[12];
    ByteBuffer.wrap(address)
        .order(ByteOrder.nativeOrder())
        .putShort((short) 16)
        .putInt(4, (int) ProcessHandle.current().pid());
    return address;
  }

  @Test
  void tables_of_nftables_with_what_is_in_them() throws Exception {
    talk(
        Protocol.NETFILTER,
        netlink -> {
          netlink.commit(
              List.of(
                  nft(NEWTABLE, INET).text(1, "filter"),
                  nft(NEWTABLE, IP).text(1, "nat").attributeBe32(2, 1),
                  chain(INET, "filter", "in", "filter", 1, -5).attributeBe32(5, 0),
                  chain(IP, "nat", "post", "nat", 4, 100),
                  nft(NEWCHAIN, INET).text(1, "filter").text(3, "other"),
                  rule("in"),
                  rule("in"),
                  rule("other")));

          assertThat(survey.tables().troubles()).isEmpty();
          assertThat(survey.tables().rows())
              .containsExactlyInAnyOrder(
                  new NftTable(
                      INET,
                      "filter",
                      false,
                      List.of(
                          new NftTable.Chain(
                              "in", new NftTable.Hook("input", "filter", -5, "drop", List.of()), 2),
                          new NftTable.Chain("other", null, 1))),
                  new NftTable(
                      IP,
                      "nat",
                      true,
                      List.of(
                          new NftTable.Chain(
                              "post",
                              new NftTable.Hook("postrouting", "nat", 100, "accept", List.of()),
                              0))));
          assertThat(survey.tables().rows())
              .extracting(NftTable::familyWord)
              .containsExactlyInAnyOrder("inet", "ip");
        });
  }

  @Test
  void a_transaction_is_carried_out_whole_or_not_at_all() throws Exception {
    talk(
        Protocol.NETFILTER,
        netlink -> {
          List<Request> requests = List.of(nft(NEWTABLE, INET).text(1, "filter"), rule("nowhere"));
          refused(() -> netlink.commit(requests), "cannot change inet: No such file or directory");
          assertThat(survey.tables().rows()).isEmpty();
          netlink.commit(List.of(nft(NEWTABLE, INET).text(1, "filter")));
          assertThat(survey.tables().rows()).hasSize(1);
        });
  }

  private static Request address(int length, int third, int last) {
    String what = "cannot add 10.0." + third + "." + (last & 255) + "/" + length;
    return new Request(what, RTM_NEWADDR, Request.CREATE)
        .u8(2)
        .u8(length)
        .u8(0)
        .u8(0)
        .u32(1)
        .attribute(IFA_LOCAL, new byte[] {10, 0, (byte) third, (byte) last});
  }

  private static Request name(String name) {
    return new Request("cannot name it " + name, RTM_SETLINK, 0)
        .u32(0)
        .u32(1)
        .u32(0)
        .u32(0)
        .text(IFLA_IFNAME, name);
  }

  private static Request nft(int type, int family) {
    int flags = type == NEWRULE ? Request.APPEND : Request.CREATE;
    return new Request("cannot change inet", type, flags).u8(family).u8(0).be16(0);
  }

  private static Request chain(
      int family, String table, String name, String type, int hook, int priority) {
    return nft(NEWCHAIN, family)
        .text(1, table)
        .text(3, name)
        .nest(4)
        .attributeBe32(1, hook)
        .attributeBe32(2, priority)
        .end()
        .text(7, type);
  }

  private static Request rule(String chain) {
    return nft(NEWRULE, INET)
        .text(1, "filter")
        .text(2, chain)
        .nest(4)
        .nest(1)
        .text(1, "counter")
        .end()
        .end();
  }

  private interface Call {
    void run() throws IOException;
  }

  private static void refused(Call call, String message) {
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(call::run)
        .withMessageStartingWith(message);
  }
}
