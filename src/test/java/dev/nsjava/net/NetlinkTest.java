package dev.nsjava.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.sys.SystemCall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests and answers, with a kernel of our own making. */
class NetlinkTest {

  private static final int ROW = 20;
  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int NOOP = 1;
  private static final int INTERRUPTED = 0x10;
  private static final int EPERM = 1;
  private static final int ENOENT = 2;

  /** Says what it is told to, at each request anew. */
  private static final class Kernel implements Wire {

    private static final byte[] LOST = {};

    private final Deque<byte[]> answers = new ArrayDeque<>();
    private final List<byte[]> sent = new ArrayList<>();

    /** Answers with messages that come at once. */
    Kernel answer(byte[]... messages) {
      int length = 0;
      for (byte[] message : messages) {
        length += message.length;
      }
      ByteBuffer all = ByteBuffer.allocate(length);
      for (byte[] message : messages) {
        all.put(message);
      }
      answers.add(all.array());
      return this;
    }

    /** Finds no room for an answer. */
    Kernel lose() {
      answers.add(LOST);
      return this;
    }

    @Override
    public byte[] exchange(byte[] messages, String doing) throws NetlinkException {
      if (messages.length > 0) {
        sent.add(messages);
      }
      byte[] answer = answers.poll();
      if (answer == null) {
        throw NetlinkException.failed(doing + ": no answer");
      }
      if (answer == LOST) {
        throw NetlinkException.lost(doing);
      }
      return answer;
    }

    @Override
    public SystemCall.Exchange call(byte[] messages, String doing) {
      return new SystemCall.Exchange(0, messages, doing);
    }

    @Override
    public void close() {
      answers.clear();
    }
  }

  private final Kernel kernel = new Kernel();
  private final Netlink netlink = new Netlink(kernel);

  private static byte[] message(int type, int flags, int sequence, int... words) {
    int length = Message.HEADER + words.length * Integer.BYTES;
    ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    message
        .putInt(length)
        .putShort((short) type)
        .putShort((short) flags)
        .putInt(sequence)
        .putInt(0);
    for (int word : words) {
      message.putInt(word);
    }
    return message.array();
  }

  private static byte[] row(int sequence, int value) {
    return message(ROW, 2, sequence, value);
  }

  private static byte[] error(int sequence, int number) {
    return message(ERROR, 0x100, sequence, -number, 0, 0, 0, 0);
  }

  private static byte[] done(int sequence) {
    return message(DONE, 2, sequence, 0);
  }

  private static Request request(String what) {
    return new Request("cannot do " + what, ROW, 0);
  }

  private NetListing<Integer> dump() {
    return new Rows<Integer>().dump(netlink, request("it"), m -> m.body().s32(0)).listing();
  }

  /** As nla_parse() of the kernel has it. */
  @Test
  void of_attributes_of_one_type_the_last_counts() throws NetlinkException {
    ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
    for (int value : new int[] {10, 11, 12}) {
      bytes.putShort((short) 8).putShort((short) (value == 12 ? 2 : 1)).putInt(value);
    }
    Attributes attributes = Attributes.of(new Bytes(bytes.array()));

    assertThat(attributes.s32(1, 0)).isEqualTo(11);
    assertThat(attributes.all(1)).hasSize(2);
  }

  @Test
  void a_dump_goes_on_until_it_is_done() {
    kernel.answer(row(1, 10), row(1, 11)).answer(message(NOOP, 0, 1)).answer(row(1, 12), done(1));

    assertThat(dump()).isEqualTo(new NetListing<>(List.of(10, 11, 12), 0, List.of()));
    assertThat(kernel.sent).hasSize(1);
  }

  @Test
  void a_dump_without_an_end_is_told() {
    kernel.answer(row(1, 10));

    assertThat(dump())
        .isEqualTo(new NetListing<>(List.of(10), 0, List.of("cannot do it: no answer")));
  }

  @Test
  void a_dump_that_was_interrupted_is_made_again() {
    kernel
        .answer(row(1, 10), message(ROW, INTERRUPTED, 1, 11))
        .answer(done(1))
        .answer(row(2, 20), message(DONE, INTERRUPTED, 2, 0))
        .answer(row(3, 30), done(3));

    assertThat(dump()).isEqualTo(new NetListing<>(List.of(30), 0, List.of()));
    assertThat(kernel.sent).hasSize(3);
  }

  @Test
  void a_dump_that_is_always_interrupted_ends_with_what_it_has() {
    for (int i = 1; i <= 40; i++) {
      kernel.answer(row(i, i), message(DONE, INTERRUPTED, i, 0));
    }

    assertThat(dump())
        .isEqualTo(
            new NetListing<>(
                List.of(30), 0, List.of("cannot do it: it changes faster than it can be read")));
  }

  @Test
  void answers_to_earlier_requests_are_passed_over() {
    kernel.answer(row(7, 99), error(0, EPERM)).answer(row(1, 10), done(9)).answer(done(1));

    assertThat(dump().rows()).containsExactly(10);
  }

  @Test
  void a_dump_may_be_refused_at_its_start_and_at_its_end() {
    kernel.answer(error(1, EPERM)).answer(row(2, 10), message(DONE, 2, 2, -ENOENT));

    assertThat(dump().troubles()).containsExactly("cannot do it: Operation not permitted");
    assertThat(dump())
        .isEqualTo(
            new NetListing<>(List.of(10), 0, List.of("cannot do it: No such file or directory")));
  }

  @Test
  void an_error_may_mean_that_there_is_nothing() {
    kernel.answer(error(1, ENOENT)).answer(error(2, EPERM));
    Request request = request("it").nothing("ENOENT");

    assertThat(new Rows<Integer>().dump(netlink, request, m -> 1).listing().troubles()).isEmpty();
    assertThat(new Rows<Integer>().dump(netlink, request, m -> 1).listing().troubles()).hasSize(1);
  }

  @Test
  void of_too_many_rows_most_are_counted_only() {
    for (int i = 0; i < 205; i++) {
      byte[][] rows = new byte[100][];
      for (int j = 0; j < rows.length; j++) {
        rows[j] = row(1, i);
      }
      kernel.answer(rows);
    }
    kernel.answer(done(1));
    NetListing<Integer> listing = dump();

    assertThat(listing.rows()).hasSize(20_000);
    assertThat(listing.more()).isEqualTo(500);
  }

  @Test
  void a_call_has_its_answers_before_the_kernel_says_that_all_is_well() throws Exception {
    kernel.answer(row(1, 10)).answer(error(1, 0));

    assertThat(netlink.call(request("it"))).extracting(Message::type).containsExactly(ROW);
  }

  @Test
  void of_several_requests_the_first_refusal_is_told_when_the_last_is_answered() {
    kernel.answer(error(2, EPERM)).answer(error(3, ENOENT), error(4, 0));
    List<Request> requests = List.of(request("a"), request("b"), request("c"), request("d"));

    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> netlink.change(requests))
        .withMessage("cannot do b: Operation not permitted");
    assertThat(kernel.answers).isEmpty();
    assertThat(kernel.sent).hasSize(1);
  }

  @Test
  void a_transaction_that_cannot_begin_has_no_other_answer() {
    kernel.answer(error(1, EPERM));

    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> netlink.commit(List.of(request("a"))))
        .withMessage("cannot change nftables: Operation not permitted");
  }

  @Test
  void a_kernel_that_lacks_it_is_named() {
    kernel.answer(error(1, ENOENT)).answer(error(2, EPERM));

    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> netlink.call(request("it").lacking("ENOENT")))
        .withMessage("cannot do it: No such file or directory (this kernel may lack it)")
        .satisfies(e -> assertThat(e.is("ENOENT")).isTrue());
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> netlink.call(request("it").lacking("ENOENT")))
        .withMessage("cannot do it: Operation not permitted");
  }

  @Test
  void a_refusal_may_come_with_the_whole_request() throws Exception {
    // The request has 20 bytes, then the kernel's words begin: 8 bytes, type 1, "no!".
    byte[] refusal =
        message(
            ERROR, 0x200, 1, -EPERM, 20, 0, 0, 0, 0xabcd, 1 << 16 | 8, 'n' | 'o' << 8 | '!' << 16);

    assertThat(Verdict.of(Message.all(refusal).getFirst())).isEqualTo(new Verdict(EPERM, "no!", 0));
  }

  @Test
  void an_error_that_is_none_is_malformed() {
    for (int number : new int[] {-1, 4096, Integer.MIN_VALUE}) {
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> Verdict.of(Message.all(error(1, number)).getFirst()))
          .withMessageStartingWith("malformed answer: error ");
    }
  }

  @Test
  void a_request_as_the_kernel_wants_it() {
    byte[] bytes =
        new Request("cannot do it", 0x1234, Request.DUMP)
            .u8(0xff)
            .u8(0)
            .be16(0x0102)
            .attribute8(1, 7)
            .attribute32(2, -1)
            .attributeBe32(3, 0x01020304)
            .text(4, "abcd")
            .nest(5)
            .nest(6)
            .end()
            .attribute(7, new byte[] {1, 2, 3})
            .end()
            .bytes(9, Request.ACK);

    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            ("48000000 3412 0503 09000000 00000000" // length, type, flags, sequence, port
                    + "ff00 0102"
                    + "0500 0100 07000000"
                    + "0800 0200 ffffffff"
                    + "0800 0300 01020304"
                    + "0900 0400 6162636400000000"
                    + "1000 0580"
                    + "0400 0680"
                    + "0700 0700 01020300")
                .replace(" ", ""));
  }

  @Test
  void a_long_request_grows() {
    Request request = new Request("cannot do it", 1, 0);
    for (int i = 0; i < 1000; i++) {
      request.attribute32(1, i);
    }

    assertThat(request.bytes(1, 0)).hasSize(Message.HEADER + 8000);
  }

  @Test
  void a_request_that_cannot_be_is_a_mistake_of_ours() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> request("it").attribute(1, new byte[65532]));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> request("it").nest(1).bytes(1, 0));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                request("it")
                    .nest(1)
                    .attribute(1, new byte[40000])
                    .attribute(1, new byte[40000])
                    .end());
  }

  /** A queue that was full once: the dump goes on, and is made again. */
  @Test
  void a_dump_of_which_a_part_is_lost_is_made_again() throws NetlinkException {
    kernel
        .answer(message(ROW, 0, 1, 1))
        .lose()
        .answer(message(ROW, 0, 1, 3), message(DONE, 0, 1, 0))
        .answer(message(ROW, 0, 2, 4), message(DONE, 0, 2, 0));
    List<Integer> rows = new ArrayList<>();
    netlink.dump(
        request("it"),
        new Dump() {
          @Override
          public void restart() {
            rows.clear();
          }

          @Override
          public void add(Message message) throws NetlinkException {
            rows.add(message.body().s32(0));
          }
        });

    assertThat(rows).containsExactly(4);
  }

  @Test
  void a_lost_answer_is_no_refusal() {
    kernel.lose();
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> netlink.change(List.of(request("it"))))
        .withMessageEndingWith(
            ": the kernel's answer is lost, so it may have been done all the same");
  }

  @Test
  void many_requests_are_made_in_several_calls() throws NetlinkException {
    kernel
        .answer(message(ERROR, 0, 3, -EPERM), message(ERROR, 0, 200, 0))
        .answer(message(ERROR, 0, 400, -ENOENT))
        .answer(message(ERROR, 0, 450, 0));
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> netlink.change(Collections.nCopies(450, request("it"))))
        .withMessageEndingWith(": Operation not permitted");
    assertThat(kernel.sent).hasSize(3);
  }

  @Test
  void an_answer_that_does_not_end_is_malformed() {
    for (int i = 0; i < 1001; i++) {
      kernel.answer(message(ROW, 0, 1, i));
    }
    assertThatExceptionOfType(NetlinkException.class)
        .isThrownBy(() -> netlink.call(request("it")))
        .withMessage("malformed answer: it does not end");
  }
}
