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

  /** If all are refused, the queue of a socket of anybody's has room for as many answers. */
  private static final int MOST_AT_ONCE = 200;

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
    Exchange.Listing listing = listing(request, into);
    listing.hold();
    return listing.isWhole();
  }

  /** A dump, to be made once: it may turn out not to be whole. */
  Exchange.Listing listing(Request request, Dump into) {
    byte[] message = next(request, 0);
    return new Exchange.Listing(this, wire, request, message, sequence, into);
  }

  /** Makes one request, and returns what the kernel says before it says that all is well. */
  List<Message> call(Request request) throws NetlinkException {
    Exchange.Call call = calling(request, 0);
    call.hold();
    return call.answers();
  }

  /**
   * One request, to be made.
   *
   * @param flags {@code NLM_F_*}: {@link Request#ECHO}, say
   */
  Exchange.Call calling(Request request, int flags) {
    byte[] message = next(request, flags | Request.ACK);
    return new Exchange.Call(wire, request, message, sequence);
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

  /** Requests, to be made in their order: not hundreds. */
  Exchange.Change changing(List<Request> requests) {
    return changing(requests, requests.size() - 1, false);
  }

  private Exchange.Change changing(List<Request> requests, int answered, boolean batch) {
    int first = sequence + 1;
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    for (int i = 0; i < requests.size(); i++) {
      messages.writeBytes(next(requests.get(i), i == answered ? Request.ACK : 0));
    }
    return new Exchange.Change(wire, requests, messages.toByteArray(), first, answered, batch);
  }

  private @Nullable NetlinkException carryOut(List<Request> requests, int answered, boolean batch)
      throws NetlinkException {
    Exchange.Change change = changing(requests, answered, batch);
    change.hold();
    return change.refusal();
  }

  private byte[] next(Request request, int flags) {
    sequence++;
    return request.bytes(sequence, flags);
  }

  @Override
  public void close() {
    wire.close();
  }
}
