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
    int expected = send(request, 0);
    boolean whole = true;
    while (true) {
      for (Message message : receive(request, expected, expected)) {
        whole &= !message.isInterrupted();
        if (message.isVerdict() || message.isEnd()) {
          Verdict.of(message).check(request);
          return whole; // an error that is none ends a dump too
        }
        into.add(message);
      }
    }
  }

  /** Makes one request, and returns what the kernel says before it says that all is well. */
  List<Message> call(Request request) throws NetlinkException {
    int expected = send(request, Request.ACK);
    List<Message> answers = new ArrayList<>();
    while (true) {
      for (Message message : receive(request, expected, expected)) {
        if (message.isVerdict()) {
          Verdict.of(message).check(request);
          return answers;
        }
        answers.add(message);
      }
    }
  }

  /**
   * Makes requests in their order, with one call. All are carried out, even after one is refused.
   *
   * @throws NetlinkException the first refusal
   */
  public void change(List<Request> requests) throws NetlinkException {
    carryOut(requests, requests.size() - 1, false);
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
    carryOut(batch, requests.size(), true);
  }

  /**
   * Sends requests and waits until the last is answered. The others are answered only if they fail,
   * and in their order.
   *
   * @param batch whether nothing more is said when the first fails
   */
  private void carryOut(List<Request> requests, int last, boolean batch) throws NetlinkException {
    int first = sequence + 1;
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    for (int i = 0; i < requests.size(); i++) {
      sequence++;
      messages.writeBytes(requests.get(i).bytes(sequence, i == last ? Request.ACK : 0));
    }
    wire.send(messages.toByteArray(), requests.get(last).doing());
    NetlinkException refusal = null;
    while (true) {
      for (Message message : receive(requests.get(last), first, first + last)) {
        int answered = message.sequence() - first;
        refusal = refusal == null ? refusal(message, requests.get(answered)) : refusal;
        if (answered == last || (batch && answered == 0)) {
          if (refusal != null) {
            throw refusal;
          }
          return;
        }
      }
    }
  }

  private static @Nullable NetlinkException refusal(Message message, Request request)
      throws NetlinkException {
    return message.isVerdict() ? Verdict.of(message).refusal(request) : null;
  }

  /** Returns the sequence of the answers. */
  private int send(Request request, int flags) throws NetlinkException {
    sequence++;
    wire.send(request.bytes(sequence, flags), request.doing());
    return sequence;
  }

  /** What comes next, but for answers to earlier requests. */
  private List<Message> receive(Request request, int first, int last) throws NetlinkException {
    List<Message> answers = new ArrayList<>();
    for (Message message : Message.all(wire.receive(request.doing()))) {
      if (message.sequence() >= first && message.sequence() <= last) {
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
