package dev.nsjava.net;

import dev.nsjava.sys.SystemCalls;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with the kernel, see netlink(7). It is about the network namespace of the thread
 * that opened it, wherever that goes later. One thread at a time.
 *
 * <p>A refusal leaves it usable; after any other failure answers may be left over, so close it.
 */
public final class Netlink implements AutoCloseable {

  /** Other libraries give up after as many. */
  private static final int MOST_TRIES = 30;

  /** To what is no dump: it is one or two. */
  private static final int MOST_ANSWERS = 1000;

  /** If all are refused, the queue of a socket of anybody's has room for as many answers. */
  private static final int MOST_AT_ONCE = 200;

  private static final byte[] NOTHING = {};

  private final Wire wire;
  private int sequence;

  Netlink(Wire wire) {
    this.wire = wire;
  }

  /** Opens one, which needs no rights. */
  public static Netlink open(SystemCalls calls, Protocol protocol) throws NetlinkException {
    return new Netlink(NetlinkSocket.open(calls, protocol));
  }

  /**
   * Asks for all there is, and again as long as it changes meanwhile.
   *
   * @param request with {@link Request#DUMP} among its flags
   */
  void dump(Request request, Dump into) throws NetlinkException {
    for (int i = 0; i < MOST_TRIES; i++) {
      into.restart();
      if (isWhole(request, into)) {
        return;
      }
    }
    throw NetlinkException.failed(request.doing() + ": it changes faster than it can be read");
  }

  private boolean isWhole(Request request, Dump into) throws NetlinkException {
    byte[] question = next(request, 0);
    boolean whole = true;
    int lost = 0;
    while (true) {
      try {
        for (Message message : exchange(question, request, sequence)) {
          whole &= !message.isInterrupted();
          if (message.isVerdict() || message.isEnd()) {
            Verdict.of(message).check(request);
            return whole; // an error that is none ends a dump too
          }
          into.add(message);
        }
      } catch (NetlinkException e) {
        if (!e.isLost() || ++lost == MOST_TRIES) {
          throw e;
        }
        whole = false; // it goes on all the same, and only when it has ended another may begin
      }
      question = NOTHING;
    }
  }

  /** Makes one request, and returns what the kernel says before it says that all is well. */
  List<Message> call(Request request) throws NetlinkException {
    return call(request, 0);
  }

  /**
   * The same.
   *
   * @param flags {@code NLM_F_*}: {@link Request#ECHO}, say
   */
  List<Message> call(Request request, int flags) throws NetlinkException {
    List<Message> answers = new ArrayList<>();
    byte[] question = next(request, flags | Request.ACK);
    while (answers.size() < MOST_ANSWERS) {
      for (Message message : exchange(question, request, sequence)) {
        if (message.isVerdict()) {
          Verdict.of(message).check(request);
          return answers;
        }
        answers.add(message);
      }
      question = NOTHING;
    }
    throw NetlinkException.malformed("it does not end");
  }

  /**
   * Makes requests in their order. All are carried out, even after one is refused.
   *
   * @throws NetlinkException the first refusal
   */
  public void change(List<Request> requests) throws NetlinkException {
    NetlinkException refusal = null;
    for (int at = 0; at < requests.size(); at += MOST_AT_ONCE) {
      int end = Math.min(at + MOST_AT_ONCE, requests.size());
      NetlinkException next = carryOut(requests.subList(at, end), end - at - 1, false);
      refusal = refusal == null ? next : refusal;
    }
    throwIf(refusal);
  }

  /**
   * Makes requests of nftables in one transaction: all or none.
   *
   * @throws NetlinkException the first refusal
   */
  public void commit(List<Request> requests) throws NetlinkException {
    List<Request> batch = new ArrayList<>();
    batch.add(Nftables.begin());
    batch.addAll(requests);
    batch.add(Nftables.end());
    throwIf(carryOut(batch, requests.size(), true));
  }

  private static void throwIf(@Nullable NetlinkException refusal) throws NetlinkException {
    if (refusal != null) {
      throw refusal;
    }
  }

  /**
   * Sends requests and waits until the last is answered. The others are answered only if they fail,
   * and in their order.
   *
   * @param batch whether nothing more is said when the first fails
   * @return the first refusal, or null
   */
  private @Nullable NetlinkException carryOut(List<Request> requests, int last, boolean batch)
      throws NetlinkException {
    int first = sequence + 1;
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    for (int i = 0; i < requests.size(); i++) {
      sequence++;
      messages.writeBytes(requests.get(i).bytes(sequence, i == last ? Request.ACK : 0));
    }
    byte[] question = messages.toByteArray();
    NetlinkException refusal = null;
    while (true) {
      for (Message message : exchange(question, requests.get(last), first)) {
        int answered = message.sequence() - first;
        refusal = refusal == null ? refusal(message, requests.get(answered)) : refusal;
        if (answered == last || (batch && answered == 0)) {
          return refusal;
        }
      }
      question = NOTHING;
    }
  }

  private static @Nullable NetlinkException refusal(Message message, Request request)
      throws NetlinkException {
    return message.isVerdict() ? Verdict.of(message).refusal(request) : null;
  }

  private byte[] next(Request request, int flags) {
    sequence++;
    return request.bytes(sequence, flags);
  }

  /**
   * Asks, and returns what comes, but for answers to earlier questions.
   *
   * @param first the sequence of the first answer
   */
  private List<Message> exchange(byte[] question, Request request, int first)
      throws NetlinkException {
    List<Message> answers = new ArrayList<>();
    for (Message message : Message.all(wire.exchange(question, request.doing()))) {
      if (message.sequence() >= first && message.sequence() <= sequence) {
        answers.add(message);
      }
    }
    return answers;
  }

  @Override
  public void close() {
    wire.close();
  }
}
