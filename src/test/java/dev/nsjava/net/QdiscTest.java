package dev.nsjava.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.sys.Errno;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queueing disciplines as tc(8) sends them, see qdiscs.txt, and as they are read back. */
class QdiscTest {

  private static final Ticks TICKS = Ticks.parse("000003e8 00000040 000f4240 3b9aca00\n");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "netem delay 20ms, 20000, 0, 0, 0, 0, 0, 1000",
    "netem delay 20ms 2ms loss 0.5% limit 1000, 20000, 2000, 5000, 0, 0, 0, 1000",
    "netem delay 20ms 2ms loss 0.5% duplicate 1% reorder 25% rate 10mbit limit 1234,"
        + "20000, 2000, 5000, 10000, 250000, 10000000, 1234",
    "netem loss 100%, 0, 0, 1000000, 0, 0, 0, 1000",
    "netem rate 40gbit, 0, 0, 0, 0, 0, 40000000000, 1000",
    "netem delay 1us, 1, 0, 0, 0, 0, 0, 1000",
    "netem loss 30% duplicate 70%, 0, 0, 300000, 700000, 0, 0, 1000",
    "netem loss 90% duplicate 50%, 0, 0, 900000, 500000, 0, 0, 1000",
  })
  void netem_is_what_tc_sends(
      String words,
      long delay,
      long jitter,
      int loss,
      int twice,
      int reorder,
      long rate,
      long limit)
      throws Exception {
    same(words, new Qdisc.Netem(delay, jitter, loss, twice, reorder, rate, limit));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "tbf rate 10mbit burst 10kb latency 50ms, 10000000, 10240, 72740",
    "tbf rate 10mbit burst 10kb limit 20000, 10000000, 10240, 20000",
    "tbf rate 1gbit burst 200kb limit 2000000, 1000000000, 204800, 2000000",
    "tbf rate 40gbit burst 5mb limit 20000000, 40000000000, 5242880, 20000000",
    "tbf rate 1kbit burst 1600 limit 20000, 1000, 1600, 20000",
    "tbf rate 9999kbit burst 12345 limit 54321, 9999000, 12345, 54321",
  })
  void tbf_is_what_tc_sends(String words, long rate, long burst, long limit) throws Exception {
    same(words, new Qdisc.Tbf(rate, burst, limit));
  }

  private static void same(String words, Qdisc qdisc) throws Exception {
    Message message = sent(qdisc);
    Attributes attributes = message.attributes(20);
    byte[] options = Objects.requireNonNull(attributes.find(QdiscRequests.TCA_OPTIONS)).copy();
    assertThat(attributes.text(QdiscRequests.TCA_KIND)).isEqualTo(qdisc.kind());
    assertThat(HexFormat.of().formatHex(options)).isEqualTo(recorded(words));
  }

  private static Message sent(Qdisc qdisc) throws NetlinkException {
    return Message.all(QdiscRequests.set(qdisc, 4, "v0", TICKS).bytes(1, 0)).getFirst();
  }

  private static String recorded(String words) throws IOException {
    StringBuilder hex = new StringBuilder();
    boolean wanted = false;
    try (InputStream in =
        Objects.requireNonNull(QdiscTest.class.getResourceAsStream("qdiscs.txt"))) {
      String all = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      for (String line : all.lines().toList()) {
        hex.append(wanted && line.startsWith("  ") ? line.strip() : "");
        wanted = line.startsWith("  ") ? wanted : line.equals(words);
      }
    }
    return hex.toString();
  }

  @Test
  void the_message_asks_for_a_new_one_at_the_root() {
    assertThat(hex(QdiscRequests.set(netem(20_000, 0), 4, "v0", TICKS)))
        .isEqualTo(
            "4c000000240001050100000000000000" // REPLACE, CREATE
                + "000000000400000000000000ffffffff00000000"
                + "0a0001006e6574656d0000001c000200"
                + "b4c40400e803000000000000000000000000000000000000");
    assertThat(hex(QdiscRequests.delete(4, "v0")))
        .isEqualTo("24000000250001000100000000000000" + "000000000400000000000000ffffffff00000000");
  }

  private static String hex(Request request) {
    return HexFormat.of().formatHex(request.bytes(1, 0));
  }

  private static Qdisc.Netem netem(long delay, long jitter) {
    return new Qdisc.Netem(delay, jitter, 0, 0, 0, 0, 1000);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "20000, 2000", "300000000, 299999999", "274877906, 274877907"})
  void times_come_back_as_they_were_sent(long delay, long jitter) throws Exception {
    assertThat(read(sent(netem(delay, jitter)), 0x80010000L, 0xffff_ffffL))
        .isEqualTo(netem(delay, jitter));
  }

  @Test
  void all_parameters_come_back_as_they_were_sent() throws Exception {
    for (Qdisc qdisc :
        List.of(
            new Qdisc.Netem(20_000, 2_000, 1, 999_999, 123_456, 80_000_000_000L, 1234),
            new Qdisc.Netem(20_000, 2_000, 1_000_000, 333_333, 1, 8, 1),
            new Qdisc.Tbf(8, 100, 1000),
            new Qdisc.Tbf(9_999_000, 12_345, 54_321),
            new Qdisc.Tbf(10_000_000_000L, 5_000_000, 0xffff_ffffL))) {
      Qdisc read = Objects.requireNonNull(read(sent(qdisc), 0x80010000L, 0xffff_ffffL));
      assertThat(read.isLike(qdisc)).as("%s is like %s", read, qdisc).isTrue();
      assertThat(qdisc.isLike(read)).isTrue();
    }
  }

  @Test
  void what_differs_is_not_alike() {
    Qdisc.Tbf tbf = new Qdisc.Tbf(10_000_000, 20_000, 100_000);
    assertThat(tbf.isLike(new Qdisc.Tbf(10_000_008, 20_000, 100_000))).isFalse();
    assertThat(tbf.isLike(new Qdisc.Tbf(10_000_000, 20_010, 100_000))).isFalse();
    assertThat(tbf.isLike(new Qdisc.Tbf(10_000_000, 20_000, 100_001))).isFalse();
    assertThat(tbf.isLike(new Qdisc.Tbf(10_000_007, 20_001, 100_000))).isTrue();
    assertThat(netem(1, 0).isLike(netem(2, 0))).isFalse();
    assertThat(netem(1, 0).isLike(tbf)).isFalse();
    assertThat(new Qdisc.Other("tbf").isLike(tbf)).isFalse();
  }

  @Test
  void others_and_the_kernels_own_are_told_apart() throws Exception {
    Message message = sent(netem(1, 0));
    assertThat(read(message, 0, 0xffff_ffffL)).isNull();
    assertThat(read(message, 0x10000, 0x10000)).isNull();
    Request corrupting =
        new Request("", 36, 0)
            .u32(0)
            .u32(4)
            .u32(0x10000)
            .u32(0xffff_ffffL)
            .u32(0)
            .text(1, "netem")
            .plainNest(2)
            .zeros(24)
            .attribute(4, new byte[] {1, 0, 0, 0, 0, 0, 0, 0})
            .end();
    QdiscRow row = QdiscRow.of(Message.all(corrupting.bytes(1, 0)).getFirst(), TICKS);
    assertThat(row).isEqualTo(new QdiscRow(4, new Qdisc.Other("netem")));
  }

  /** As if the kernel had sent it, with numbers of its own. */
  private static @Nullable Qdisc read(Message message, long handle, long parent)
      throws NetlinkException {
    ByteBuffer body = ByteBuffer.wrap(message.body().copy()).order(ByteOrder.nativeOrder());
    body.putInt(8, (int) handle).putInt(12, (int) parent);
    QdiscRow row = QdiscRow.of(new Message(36, 0, 1, new Bytes(body.array())), TICKS);
    return row == null ? null : row.qdisc();
  }

  @Test
  void a_kernel_without_it_is_told() {
    Request request = QdiscRequests.set(netem(1, 0), 4, "v0", TICKS);
    assertThat(request.refusal(Errno.of(2), "Specified qdisc kind is unknown", 0))
        .hasMessage("this kernel lacks the qdisc netem (module sch_netem)");
    assertThat(request.refusal(Errno.of(19), "", 0))
        .hasMessage("cannot shape link 'v0': No such device");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> QdiscRequests.set(new Qdisc.Other("mq"), 4, "v0", TICKS));
  }

  @Test
  void the_clock_is_that_of_the_kernel() {
    assertThat(TICKS).isEqualTo(Ticks.USUAL);
    assertThat(Ticks.parse("000003e8 000003e8 000f4240 3b9aca00")).isEqualTo(new Ticks(1));
    for (String text : new String[] {"", "1 2 3", "0 0 0 0", "x 40 f4240 1"}) {
      assertThat(Ticks.parse(text)).isEqualTo(Ticks.USUAL);
    }
  }
}
