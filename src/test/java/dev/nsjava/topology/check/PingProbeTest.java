package dev.nsjava.topology.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingProbeTest {

  private static final long SECRET = 0x0102030405060708L;
  private static final short ID = 0x1234;
  private static final String HEADER = "4500002400004000400100000a0000020a000001";
  private static final String REPLY = "0000000012340007" + "0102030405060708";

  private static int sequence(boolean v6, String hex) {
    return PingProbe.sequence(HexFormat.of().parseHex(hex), v6, ID, SECRET);
  }

  @Test
  void a_request_with_its_checksum() {
    byte[] request = PingProbe.request(false, ID, (short) 7, SECRET);
    assertThat(HexFormat.of().formatHex(request)).isEqualTo("0800d5b0123400070102030405060708");
    int sum = 0;
    for (int i = 0; i < request.length; i += 2) {
      sum += (request[i] & 0xff) << 8 | (request[i + 1] & 0xff);
    }
    assertThat((sum & 0xffff) + (sum >>> 16)).isEqualTo(0xffff);
    assertThat(HexFormat.of().formatHex(PingProbe.request(true, ID, (short) 7, SECRET)))
        .isEqualTo("80000000123400070102030405060708");
  }

  @Test
  void its_reply() {
    assertThat(sequence(false, HEADER + REPLY)).isEqualTo(7);
    assertThat(sequence(false, HEADER.replaceFirst("45", "46") + "01010101" + REPLY)).isEqualTo(7);
    assertThat(sequence(true, REPLY.replaceFirst("00", "81"))).isEqualTo(7);
    assertThat(sequence(true, REPLY.replaceFirst("00", "81").replace("0007", "ffff")))
        .isEqualTo(0xffff);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a request, 0800000012340007, 0102030405060708",
    "unreachable, 0301000012340007, 0102030405060708",
    "a code, 0001000012340007, 0102030405060708",
    "another's id, 0000000012350007, 0102030405060708",
    "another's secret, 0000000012340007, 0102030405060709",
    "no secret, 0000000012340007, ''",
    "a longer one, 0000000012340007, 010203040506070800",
    "nothing, '', ''",
  })
  void what_is_no_reply(String what, String head, String secret) {
    assertThat(sequence(false, HEADER + head + secret)).as(what).isEqualTo(-1);
    assertThat(sequence(true, head.replaceFirst("^00", "81") + secret)).as(what).isEqualTo(-1);
  }

  @Test
  void headers_that_lie() {
    String packet = HEADER + REPLY;
    for (int words = 0; words < 16; words++) {
      String lie = packet.replaceFirst("45", "4" + Integer.toHexString(words));
      assertThat(sequence(false, lie)).isEqualTo(words == 5 ? 7 : -1);
    }
    byte[] whole = HexFormat.of().parseHex(packet);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(PingProbe.sequence(cut, false, ID, SECRET)).isEqualTo(-1);
      assertThat(PingProbe.sequence(cut, true, ID, SECRET)).isEqualTo(-1);
    }
    assertThat(sequence(false, REPLY)).isEqualTo(-1);
  }
}
