package dev.nsjava.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.net.BoundSocket.Kind;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and addresses as people write them. */
class WordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "255.255.255.255",
        "::",
        "::1",
        "1::",
        "fe80::1",
        "2001:db8::1:0:0:1", // the first of two gaps
        "2001:db8:0:1:1:1:1:1", // one group is no gap
        "2001:0:0:1::1", // the longer one
        "1:2:3:4:5:6:7:8",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "0:1:2:3:4:5:6:7",
        "1:2:3:4:5:6::"
      })
  void addresses(String text) throws NetlinkException {
    Ip ip = Ip.of(new Bytes(InetAddress.ofLiteral(text).getAddress()));

    assertThat(ip.text()).isEqualTo(text);
    assertThat(ip.v6()).isEqualTo(text.contains(":"));
  }

  @Test
  void an_address_of_the_old_kind_in_a_new_one() {
    assertThat(new Ip(true, 0, 0xffff_0a00_0001L).text()).isEqualTo("::ffff:10.0.0.1");
  }

  @Test
  void an_address_has_4_or_16_bytes() {
    for (int length : new int[] {0, 3, 5, 15, 17}) {
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> Ip.of(new Bytes(new byte[length])))
          .withMessage("malformed answer: address of " + length + " bytes");
    }
  }

  @Test
  void networks() throws NetlinkException {
    assertThat(Prefix.of(null, 0, true).text()).isEqualTo("::/0");
    assertThat(Prefix.of(null, 0, true).isAll()).isTrue();
    assertThat(Prefix.of(new Bytes(new byte[] {10, 0, 0, 0}), 8, false).text())
        .isEqualTo("10.0.0.0/8");
    assertThat(Prefix.of(new Bytes(new byte[] {10, 0, 0, 1}), 32, false).text())
        .isEqualTo("10.0.0.1");
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> Prefix.of(null, 33, false))
        .withMessage("malformed answer: prefix of 33 bits");
  }

  @Test
  void sockets() {
    assertThat(socket(Kind.TCP, new Ip(false, 0, 0), false, "").local()).isEqualTo("0.0.0.0:5");
    assertThat(socket(Kind.TCP, new Ip(true, 0, 0), true, "").local()).isEqualTo("*:5");
    assertThat(socket(Kind.UDP, new Ip(true, 0, 0), false, "").local()).isEqualTo("[::]:5");
    assertThat(socket(Kind.UDP, new Ip(true, 0, 1), true, "").local()).isEqualTo("[::1]:5");
    assertThat(socket(Kind.PACKET, null, false, "").local()).isEqualTo("5");
    assertThat(socket(Kind.UNIX_DGRAM, null, false, "@a\0b").local()).isEqualTo("@a\0b");
  }

  private static BoundSocket socket(Kind kind, @Nullable Ip address, boolean both, String path) {
    return new BoundSocket(kind, address, both, 5, path, 0, 1, 0);
  }

  @Test
  void what_has_no_name_is_a_number() {
    assertThat(Words.of(1, List.of("a", "b"))).isEqualTo("b");
    assertThat(Words.of(2, List.of("a", "b"))).isEqualTo("2");
    assertThat(Words.of(0, List.of("", "b"))).isEqualTo("0");
    assertThat(Words.of(-1, List.of("a"))).isEqualTo("-1");
    assertThat(Words.ofFlags(0b10101, List.of("a", "b", "c", "d")))
        .containsExactly("a", "c", "0x10");
    assertThat(Words.ofFlags(0b11, List.of("a", ""))).containsExactly("a", "0x2");
    assertThat(Words.ofFlags(0, List.of("a"))).isEmpty();
    assertThat(Words.hex(new byte[] {0, (byte) 0xff, 0x1a})).isEqualTo("00:ff:1a");
    assertThat(Scope.word(42)).isEqualTo("42");
    assertThat(RouteProtocol.word(186)).isEqualTo("bgp");
    assertThat(Nftables.family(10)).isEqualTo("ip6");
  }

  @Test
  void attributes_in_all_their_ways() throws NetlinkException {
    Attributes attributes =
        Attributes.of(
            new Bytes(
                new byte[] {
                  5,
                  0,
                  1,
                  0,
                  7,
                  0,
                  0,
                  0, // type 1, padded
                  5,
                  0,
                  1,
                  0,
                  8,
                  0,
                  0,
                  0, // type 1 once more
                  4,
                  0,
                  2,
                  (byte) 0xc0, // type 2 with both flags, empty
                  8,
                  0,
                  3,
                  0,
                  'a',
                  0,
                  'b',
                  'c',
                  1,
                  2 // less than an attribute
                }));

    assertThat(attributes.u8(1, 0)).isEqualTo(8);
    assertThat(attributes.all(1)).hasSize(2);
    assertThat(attributes.has(2)).isTrue();
    assertThat(attributes.nest(2).has(1)).isFalse();
    assertThat(attributes.nest(9).has(1)).isFalse();
    assertThat(attributes.text(3)).isEqualTo("a");
    assertThat(attributes.text(9)).isEmpty();
    assertThat(attributes.s32(9, -1)).isEqualTo(-1);
    assertThatExceptionOfType(NetlinkException.class).isThrownBy(() -> attributes.u32(1, 0));
  }
}
