package dev.nsjava.net;

import dev.nsjava.sys.LibC;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a listing, from one dump or several. What fails is said in it, and ends no other
 * dump. Somebody else's namespace may hold a million routes, and the heap is small: so most of them
 * are counted only.
 */
final class Rows<T> implements Dump {

  private static final int MOST = 20_000;

  /** Reads a row. */
  @FunctionalInterface
  interface Reader<T> {

    /** What a message says, or null if it is about something else. */
    @Nullable T read(Message message) throws NetlinkException;
  }

  private final List<T> rows = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private Reader<T> reader = message -> null;
  private long more;
  private int rowsBefore;
  private long moreBefore;

  /** Opens a socket for a dump, and adds what that brings. */
  Rows<T> dump(LibC libc, Protocol protocol, Request request, Reader<T> rowReader) {
    try (Netlink netlink = Netlink.open(libc, protocol)) {
      return dump(netlink, request, rowReader);
    } catch (NetlinkException e) {
      return trouble(e);
    }
  }

  /** Adds what a dump brings. */
  Rows<T> dump(Netlink netlink, Request request, Reader<T> rowReader) {
    reader = rowReader;
    rowsBefore = rows.size();
    moreBefore = more;
    try {
      netlink.dump(request, this);
      return this;
    } catch (NetlinkException e) {
      return trouble(e);
    }
  }

  @Override
  public void restart() {
    rows.subList(rowsBefore, rows.size()).clear();
    more = moreBefore;
  }

  @Override
  public void add(Message message) throws NetlinkException {
    T row = reader.read(message);
    if (row == null) {
      return;
    }
    if (rows.size() < MOST) {
      rows.add(row);
    } else {
      more++;
    }
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
    return new NetListing<>(List.copyOf(rows), more, List.copyOf(troubles));
  }
}
