package dev.nsjava.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.net.BoundSocket.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Answers as no kernel gives them: recorded ones that are cut, flipped and put together anew, and
 * mere noise. Each gives rows or a {@link NetlinkException}, and no more than it is long. What
 * fails is printed, with the seed that brings it again.
 */
class HostileAnswersTest {

  private static final int V4 = Ip.AF_INET;
  private static final int V6 = Ip.AF_INET6;

  /** Whoever reads them. */
  private static final Map<String, Rows.Reader<?>> READERS =
      Map.ofEntries(
          Map.entry("links", Link::of),
          Map.entry("addresses", Address::of),
          Map.entry("routes", message -> Route.of(message, V4, Route.ALL)),
          Map.entry("routes6", message -> Route.of(message, V6, Route.ALL)),
          Map.entry("rules", message -> Rule.of(message, V4)),
          Map.entry("tcp", message -> InetSockets.of(message, Kind.TCP)),
          Map.entry("tcp6", message -> InetSockets.of(message, Kind.TCP)),
          Map.entry("unix", UnixSockets::of),
          Map.entry("packet", PacketSockets::of),
          Map.entry("tables", Nftables::table),
          Map.entry("chains", Nftables::chain),
          Map.entry("rules-of-nftables", Nftables::rule),
          Map.entry("refusal", message -> Verdict.of(message)));

  /** One or more changes to an answer: where (of a thousand parts), how, and with what. */
  private record Damage(int where, int how, int with) {

    byte[] to(byte[] answer) {
      if (answer.length == 0) {
        return answer;
      }
      int at = (int) ((long) where * answer.length / 1000);
      byte[] broken = answer.clone();
      switch (how) {
        case 0 -> {
          return Arrays.copyOf(answer, at);
        }
        case 1 -> broken[at] ^= (byte) (1 << (with & 7));
        case 2 -> { // lengths and numbers that are nowhere near
          int from = at & ~3;
          if (from + Integer.BYTES <= answer.length) {
            ByteBuffer.wrap(broken).order(ByteOrder.nativeOrder()).putInt(from, with);
          }
        }
        default -> { // a part of it once more
          ByteBuffer longer = ByteBuffer.allocate(answer.length + answer.length - (at & ~3));
          return longer.put(answer).put(answer, at & ~3, answer.length - (at & ~3)).array();
        }
      }
      return broken;
    }
  }

  @Provide
  static Arbitrary<String> recorded() {
    return Arbitraries.of(READERS.keySet());
  }

  @Provide
  static Arbitrary<List<Damage>> damages() {
    Arbitrary<Integer> with =
        Arbitraries.oneOf(Arbitraries.integers(), Arbitraries.of(0, -1, 1 << 31, 4, 3 | 1 << 16));
    return Combinators.combine(
            Arbitraries.integers().between(0, 999), Arbitraries.integers().between(0, 3), with)
        .as(Damage::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Provide
  static Arbitrary<byte[]> noise() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
  }

  /** Messages with lengths that fit, of types that somebody reads, and noise in them. */
  @Provide
  static Arbitrary<byte[]> framed() {
    Arbitrary<Integer> types = Arbitraries.of(0, 2, 3, 16, 20, 24, 32, 88, 0xa00, 0xa03, 0xa06);
    return Combinators.combine(types, Arbitraries.of(0, 2, 0x10, 0x100, 0x200, 0x300), noise())
        .as(HostileAnswersTest::frame);
  }

  private static byte[] frame(int type, int flags, byte[] body) {
    int length = Message.HEADER + body.length;
    ByteBuffer message =
        ByteBuffer.allocate(Attributes.aligned(length)).order(ByteOrder.nativeOrder());
    message.putInt(length).putShort((short) type).putShort((short) flags).putInt(1).putInt(0);
    return message.put(body).array();
  }

  @Property(tries = 3000)
  void a_recorded_answer_that_is_damaged(
      @ForAll("recorded") String name, @ForAll("damages") List<Damage> damages) {
    byte[] answer = Recorded.of(name).first();
    for (Damage damage : damages) {
      answer = damage.to(answer);
    }
    everybodyReads(answer);
  }

  @Property(tries = 2000)
  void noise_in_messages(@ForAll("framed") byte[] answer) {
    everybodyReads(answer);
  }

  @Property(tries = 1000)
  void mere_noise(@ForAll("noise") byte[] answer) {
    everybodyReads(answer);
  }

  private static void everybodyReads(byte[] answer) {
    READERS.forEach(
        (name, reader) -> {
          try {
            List<Message> messages = Message.all(answer);
            assertThat(messages.size()).isLessThanOrEqualTo(answer.length / Message.HEADER);
            for (Message message : messages) {
              // No text says more than a few times what came.
              String row = String.valueOf(reader.read(message));
              assertThat(row.length()).isLessThan(1000 + 100 * answer.length);
            }
          } catch (NetlinkException e) {
            assertThat(e)
                .hasMessageStartingWith("malformed answer: ")
                .hasMessageNotContaining("\n");
          }
        });
  }

  /** A refusal, in the kernel's words, may hold anything. */
  @Property(tries = 2000)
  void conversations_end(
      @ForAll("framed") byte[] first,
      @ForAll("framed") byte[] second,
      @ForAll("noise") byte[] third) {
    List<byte[]> answers = List.of(first, second, third);
    Request request = new Request("cannot do it", 16, 0);
    ends(() -> new Netlink(Recorded.of(answers)).call(request));
    ends(() -> new Netlink(Recorded.of(answers)).change(Collections.nCopies(3, request)));
    ends(() -> new Netlink(Recorded.of(answers)).commit(List.of(request)));
    NetListing<Link> links =
        new Rows<Link>()
            .dump(new Netlink(Recorded.of(answers)), Link.request(), Link::of)
            .listing();
    assertThat(links.rows().size() + links.troubles().size()).isLessThan(20);
  }

  private interface Conversation {
    void hold() throws NetlinkException;
  }

  private static void ends(Conversation conversation) {
    try {
      conversation.hold();
    } catch (NetlinkException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  /** Of others' questions, of nobody's, and of the future. */
  @Property(tries = 500)
  void answers_to_other_questions_are_passed_over(@ForAll List<Integer> sequences)
      throws NetlinkException {
    List<byte[]> answers = new ArrayList<>();
    for (int sequence : sequences) {
      if (sequence != 1) {
        byte[] wrong = frame(2, 0, new byte[] {-1, -1, -1, -1});
        ByteBuffer.wrap(wrong).order(ByteOrder.nativeOrder()).putInt(8, sequence);
        answers.add(wrong);
      }
    }
    answers.add(frame(2, 0, new byte[4]));
    new Netlink(Recorded.of(answers)).change(List.of(new Request("cannot do it", 16, 0)));
  }
}
