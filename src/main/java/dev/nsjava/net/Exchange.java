package dev.nsjava.net;

import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCall;
import dev.nsjava.sys.SystemCalls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of the kernel by one {@link Netlink}, and what it answers. It is held once. */
abstract class Exchange {

  private static final byte[] NOTHING = {};

  private final Wire wire;
  private final String doing;
  private final byte[] messages;
  private final int first;
  private final int last;
  private boolean ended;
  private @Nullable NetlinkException failure;

  /**
   * Requests, which have their sequences.
   *
   * @param doing what has failed if nothing is answered
   * @param first the sequence of the first request
   * @param last that of the last
   */
  Exchange(Wire wire, String doing, byte[] messages, int first, int last) {
    this.wire = wire;
    this.doing = doing;
    this.messages = messages;
    this.first = first;
    this.last = last;
  }

  /**
   * Takes an answer.
   *
   * @param answered which request it answers, from 0
   * @return whether nothing more is to come
   */
  abstract boolean hear(Message message, int answered) throws NetlinkException;

  /** Takes that answers were lost. More come all the same. */
  void lose(NetlinkException loss) throws NetlinkException {
    throw loss;
  }

  /** Asks, and waits for all answers. */
  final void hold() throws NetlinkException {
    ask(messages);
    listen();
  }

  /**
   * Holds several, one after another: faster than one by one. What the kernel refuses ends none of
   * the others; if it cannot be asked, those that follow are not made. Ask each how it went. Those
   * with long answers must each have a {@link Netlink} of its own.
   */
  static void holdAll(SystemCalls calls, List<? extends Exchange> exchanges) {
    List<Exchange> all = List.copyOf(exchanges);
    List<byte[]> received = new ArrayList<>(all.size());
    NetlinkException end = null;
    try {
      List<SystemCall> asked = new ArrayList<>(all.size());
      for (Exchange exchange : all) {
        asked.add(exchange.wire.call(exchange.messages, exchange.doing));
      }
      calls.all(asked, (i, made) -> received.add(made.data()));
    } catch (SysException e) {
      end = NetlinkSocket.failure(e, all.get(received.size()).doing);
    }
    for (int i = 0; i < all.size(); i++) {
      boolean asked = i < received.size();
      all.get(i).conclude(asked ? received.get(i) : NOTHING, asked ? null : end);
    }
  }

  /** The same; throws the first failure. */
  static void checkAll(SystemCalls calls, List<? extends Exchange> exchanges)
      throws NetlinkException {
    holdAll(calls, exchanges);
    for (Exchange exchange : exchanges) {
      exchange.check();
    }
  }

  private void conclude(byte[] received, @Nullable NetlinkException end) {
    failure = end;
    try {
      if (end == null) {
        take(received);
        listen();
      }
    } catch (NetlinkException e) {
      failure = e;
    }
  }

  /** Whether what was asked for was done, by {@link #holdAll}. */
  boolean isDone() {
    return failure == null;
  }

  /** Throws why it was not done, if it was not. */
  void check() throws NetlinkException {
    if (failure != null) {
      throw failure;
    }
  }

  private void listen() throws NetlinkException {
    while (!ended) {
      ask(NOTHING);
    }
  }

  private void ask(byte[] question) throws NetlinkException {
    byte[] received;
    try {
      received = wire.exchange(question, doing);
    } catch (NetlinkException e) {
      if (!e.isLost()) {
        throw e;
      }
      lose(e);
      return;
    }
    take(received);
  }

  /** Answers to earlier questions are passed over. */
  private void take(byte[] received) throws NetlinkException {
    for (Message message : Message.all(received)) {
      if (!ended && message.sequence() >= first && message.sequence() <= last) {
        ended = hear(message, message.sequence() - first);
      }
    }
  }

  /** One request, and what the kernel says before it says that all is well. */
  static final class Call extends Exchange {

    /** It is one or two. */
    private static final int MOST_ANSWERS = 1000;

    private final Request request;
    private final List<Message> answers = new ArrayList<>(1);

    Call(Wire wire, Request request, byte[] message, int sequence) {
      super(wire, request.doing(), message, sequence, sequence);
      this.request = request;
    }

    @Override
    boolean hear(Message message, int answered) throws NetlinkException {
      if (message.isVerdict()) {
        Verdict.of(message).check(request);
        return true;
      }
      if (answers.size() == MOST_ANSWERS) {
        throw NetlinkException.malformed("it does not end");
      }
      answers.add(message);
      return false;
    }

    List<Message> answers() {
      return answers;
    }
  }

  /** Requests of which the last is answered, the others only if they fail, in their order. */
  static final class Change extends Exchange {

    private final List<Request> requests;
    private final int answered;
    private final boolean batch;
    private @Nullable NetlinkException refusal;

    /**
     * The requests.
     *
     * @param answered which of them is answered whatever comes of it, from 0
     * @param batch whether nothing more is said when the first fails
     */
    Change(
        Wire wire,
        List<Request> requests,
        byte[] messages,
        int first,
        int answered,
        boolean batch) {
      super(wire, requests.get(answered).doing(), messages, first, first + requests.size() - 1);
      this.requests = requests;
      this.answered = answered;
      this.batch = batch;
    }

    @Override
    boolean hear(Message message, int request) throws NetlinkException {
      if (refusal == null && message.isVerdict()) {
        refusal = Verdict.of(message).refusal(requests.get(request));
      }
      return request == answered || (batch && request == 0);
    }

    /** The first refusal, or null. */
    @Nullable NetlinkException refusal() {
      return refusal;
    }

    @Override
    boolean isDone() {
      return super.isDone() && refusal == null;
    }

    @Override
    void check() throws NetlinkException {
      super.check();
      if (refusal != null) {
        throw refusal;
      }
    }
  }

  /** A dump. */
  static final class Listing extends Exchange {

    private static final int MOST_LOSSES = 30;

    private final Netlink again;
    private final Request request;
    private final Dump into;
    private boolean whole = true;
    private int losses;

    Listing(Netlink again, Wire wire, Request request, byte[] message, int sequence, Dump into) {
      super(wire, request.doing(), message, sequence, sequence);
      this.again = again;
      this.request = request;
      this.into = into;
    }

    @Override
    boolean hear(Message message, int answered) throws NetlinkException {
      whole &= !message.isInterrupted();
      if (message.isVerdict() || message.isEnd()) {
        Verdict.of(message).check(request);
        return true; // an error that is none ends a dump too
      }
      into.add(message);
      return false;
    }

    /** It goes on all the same, and only when it has ended another may begin. */
    @Override
    void lose(NetlinkException loss) throws NetlinkException {
      losses++;
      if (losses == MOST_LOSSES) {
        throw loss;
      }
      whole = false;
    }

    /** Whether it has brought all that there is. */
    boolean isWhole() {
      return whole;
    }

    /** Makes sure that it has, after {@link #holdAll}: asks again if it has not. */
    void finish() throws NetlinkException {
      check();
      if (!whole) {
        again.dump(request, into);
      }
    }
  }
}
