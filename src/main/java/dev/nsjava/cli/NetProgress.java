package dev.nsjava.cli;

import dev.nsjava.topology.Progress;

/** A bar on the terminal that says how far the making of a large topology is, or its checks. */
final class NetProgress implements Progress {

  private static final int LARGE = 50;
  private static final int WIDTH = 40;

  /** To the beginning of the line, which is empty then. */
  private static final String CLEAR = "\r\033[K";

  private final Invocation invocation;
  private int shown = -1;

  private NetProgress(Invocation invocation) {
    this.invocation = invocation;
  }

  /** One for whoever calls from a terminal, if there are many namespaces; else none. */
  static Progress of(Invocation invocation, int namespaces) {
    return namespaces >= LARGE ? of(invocation) : Progress.NONE;
  }

  /** One for whoever calls from a terminal. */
  static Progress of(Invocation invocation) {
    return invocation.call().columns() > WIDTH ? new NetProgress(invocation) : Progress.NONE;
  }

  @Override
  public void tell(int done, int all) {
    int cells = all == 0 ? WIDTH : WIDTH * done / all;
    if (cells != shown && (done < all || shown >= 0)) {
      shown = cells;
      String bar = "#".repeat(cells) + ".".repeat(WIDTH - cells) + " " + done + " of " + all;
      invocation.show(done == all ? CLEAR : CLEAR + bar);
    }
  }
}
