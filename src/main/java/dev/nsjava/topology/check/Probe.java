package dev.nsjava.topology.check;

import dev.nsjava.net.Ip;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.PeerSocket;
import dev.nsjava.topology.Topology.Check;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A check under way: what is done when its socket has something to say, or time has passed. Times
 * are nanoseconds of {@link System#nanoTime}.
 */
abstract class Probe implements AutoCloseable {

  /**
   * How long an answer is waited for, where the check allows no longer: links that were just made
   * need a second or two until IPv6 goes by them.
   */
  static final long PATIENCE = 5_000_000_000L;

  /** The same where none is to come. */
  private static final long DOUBT = 2_000_000_000L;

  /** Answers that came too late before the check is given up: the first may have had to wait. */
  private static final int MOST_LATE = 3;

  private static final long NANOS_OF_MICRO = 1000;

  /** Not the network's failures, but ours: they prove nothing. */
  private static final Set<String> OURS =
      Set.of(
          "EBADF", "EMFILE", "ENFILE", "ENOMEM", "ENOBUFS", "EINVAL", "EAFNOSUPPORT", "ECANCELED");

  /**
   * What came of it.
   *
   * @param works whether the answer came, in time and as it is wanted
   * @param late whether one came, but none in time
   * @param nanos how long that took, the round trip or the connect
   * @param detail in a few words: {@code Connection refused}
   */
  record Outcome(boolean works, boolean late, long nanos, String detail) {}

  private final Check check;
  private final Netns from;
  private final Ip to;
  private final long within;
  private @Nullable PeerSocket socket;
  private @Nullable Outcome outcome;
  private long begin;
  private long end;
  private long least = Long.MAX_VALUE;
  private int lateAnswers;

  /**
   * One that is not begun.
   *
   * @param from where it is made
   */
  Probe(Check check, Netns from, Ip to) {
    this.check = check;
    this.from = from;
    this.to = to;
    this.within = check.within() * NANOS_OF_MICRO;
  }

  /** Sends what it takes, for the first time or once more. */
  abstract void attempt(long now) throws NetlinkException;

  /** Looks at what the socket has to say. */
  abstract void listen(long now) throws NetlinkException;

  /** What to say where no answer came. */
  abstract String silence();

  /** When {@link #pass} wants to be called next, if nothing comes before. */
  long alarm() {
    return end;
  }

  /** Lets time pass. */
  void pass(long now) throws NetlinkException {
    if (now >= end) {
      finish(lateAnswers > 0 ? late() : new Outcome(false, false, now - begin, silence()));
    }
  }

  final void start(long now) throws NetlinkException {
    begin = now;
    end = now + Math.max(check.negated() ? DOUBT : PATIENCE, within);
    guarded(this::attempt, now);
  }

  final void ready(long now) throws NetlinkException {
    guarded(this::listen, now);
  }

  final void wake(long now) throws NetlinkException {
    guarded(this::pass, now);
  }

  /** A part of it. */
  private interface Part {
    void at(long now) throws NetlinkException;
  }

  private void guarded(Part part, long now) throws NetlinkException {
    try {
      part.at(now);
    } catch (NetlinkException e) {
      if (e.errno() == null || OURS.contains(e.errno().name())) {
        throw e;
      }
      fail(e.errno().text(), now);
    }
  }

  /** An answer is there, as it is wanted. */
  final void answered(long took, String detail, long now) throws NetlinkException {
    least = Math.min(least, took);
    if (within == 0 || took <= within) {
      finish(new Outcome(true, false, took, detail));
    } else if (++lateAnswers == MOST_LATE) {
      finish(late());
    } else {
      again(now);
    }
  }

  /** What follows an answer that came too late. */
  void again(long now) throws NetlinkException {
    attempt(now);
  }

  final void fail(String detail, long now) {
    finish(new Outcome(false, false, now - begin, detail));
  }

  private Outcome late() {
    return new Outcome(false, true, least, "more than " + millis(within) + " ms");
  }

  private void finish(Outcome found) {
    outcome = found;
    close();
  }

  final boolean isDone() {
    return outcome != null;
  }

  /** What came of it, once it is done. */
  final Outcome outcome() {
    if (outcome == null) {
      throw new IllegalStateException();
    }
    return outcome;
  }

  final Check check() {
    return check;
  }

  final Netns from() {
    return from;
  }

  final Ip to() {
    return to;
  }

  final PeerSocket socket() {
    if (socket == null) {
      throw new IllegalStateException();
    }
    return socket;
  }

  /** Takes a socket in the place of the one before. */
  final PeerSocket use(PeerSocket opened) {
    close();
    socket = opened;
    return opened;
  }

  @Override
  public final void close() {
    if (socket != null) {
      socket.close();
    }
  }

  /** {@code 0.062}. */
  static String millis(long nanos) {
    String micros = Long.toString(1000 + nanos / NANOS_OF_MICRO % 1000);
    return nanos / NANOS_OF_MICRO / 1000 + "." + micros.substring(1);
  }
}
