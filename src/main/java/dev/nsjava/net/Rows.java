package dev.nsjava.net;

import dev.nsjava.sys.SystemCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a listing, from one dump or several. What fails is said in it, and ends no other
 * dump. Somebody else's namespace may hold a million routes, and the heap is small: so most of them
 * are counted only. A dump that brings much takes no room from those that bring little.
 */
final class Rows<T> implements Dump {

  /** Of what rows weigh. */
  private static final int MOST = 20_000;

  /** Reads a row. */
  @FunctionalInterface
  interface Reader<T> {

    /** What a message says, or null if it is about something else. */
    @Nullable T read(Message message) throws NetlinkException;
  }

  /** Reads rows that the kernel does not tell of by netlink. */
  @FunctionalInterface
  interface Otherwise<T> {

    List<T> read() throws IOException;
  }

  /** What one dump has brought. */
  private static final class Share<T> {

    private final List<T> rows = new ArrayList<>();
    private long weight;
    private long more;
  }

  private final ToIntFunction<T> weight;
  private final List<Share<T>> shares = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private Reader<T> reader = message -> null;

  /** Rows that weigh 1 each. */
  Rows() {
    this(row -> 1);
  }

  /**
   * Rows that may be long.
   *
   * @param weight of how many lines, say, a row is, from 1
   */
  Rows(ToIntFunction<T> weight) {
    this.weight = weight;
  }

  /** Opens a socket for a dump, and adds what that brings. */
  Rows<T> dump(SystemCalls calls, Protocol protocol, Request request, Reader<T> rowReader) {
    try (Netlink netlink = Netlink.open(calls, protocol)) {
      return dump(netlink, request, rowReader);
    } catch (NetlinkException e) {
      return trouble(e);
    }
  }

  /** The same, or something else if the kernel does not know what is asked. */
  Rows<T> dump(
      SystemCalls calls,
      Protocol protocol,
      Request request,
      Reader<T> rowReader,
      Otherwise<? extends T> otherwise) {
    try (Netlink netlink = Netlink.open(calls, protocol)) {
      read(netlink, request, rowReader);
    } catch (NetlinkException e) {
      if (!e.is("ENOENT") || !isRead(otherwise)) {
        trouble(e);
      }
    }
    return this;
  }

  private boolean isRead(Otherwise<? extends T> otherwise) {
    try {
      otherwise.read().forEach(this::add);
      return true;
    } catch (IOException e) {
      return false; // what netlink has said is what counts
    }
  }

  /** Adds what a dump brings. */
  Rows<T> dump(Netlink netlink, Request request, Reader<T> rowReader) {
    try {
      read(netlink, request, rowReader);
      return this;
    } catch (NetlinkException e) {
      return trouble(e);
    }
  }

  private void read(Netlink netlink, Request request, Reader<T> rowReader) throws NetlinkException {
    reader = rowReader;
    shares.add(new Share<>());
    netlink.dump(request, this);
  }

  @Override
  public void restart() {
    shares.set(shares.size() - 1, new Share<>());
  }

  @Override
  public void add(Message message) throws NetlinkException {
    T row = reader.read(message);
    if (row != null) {
      add(row);
    }
  }

  /** Takes a row, and gives up the last of the largest share while there is too much. */
  private void add(T row) {
    Share<T> share = shares.getLast();
    share.rows.add(row);
    share.weight += weight.applyAsInt(row);
    while (isTooMuch()) {
      Share<T> largest = largest();
      largest.weight -= weight.applyAsInt(largest.rows.removeLast());
      largest.more++;
    }
  }

  private boolean isTooMuch() {
    long all = 0;
    for (Share<T> share : shares) {
      all += share.weight;
    }
    return all > MOST;
  }

  private Share<T> largest() {
    Share<T> largest = shares.getLast();
    for (Share<T> share : shares) {
      largest = share.weight > largest.weight ? share : largest;
    }
    return largest;
  }

  /** Dumps for both families fail alike. */
  private Rows<T> trouble(NetlinkException failure) {
    String line = String.valueOf(failure.getMessage());
    if (!troubles.contains(line)) {
      troubles.add(line);
    }
    return this;
  }

  /** All of them. */
  NetListing<T> listing() {
    List<T> rows = new ArrayList<>();
    long more = 0;
    for (Share<T> share : shares) {
      rows.addAll(share.rows);
      more += share.more;
    }
    return new NetListing<>(List.copyOf(rows), more, List.copyOf(troubles));
  }
}
