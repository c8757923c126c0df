package dev.nsjava.cli;

import dev.nsjava.topology.Progress;

/** A line on the terminal: how far a large topology is, or its checks; or what is waited for. */
final class NetProgress implements Progress {

  private static final int MUCH = 100;
  private static final int WIDTH = 40;

  /** To the beginning of the line, which is empty then. */
  static final String CLEAR = "\r\033[K";

  private final Invocation invocation;
  private final int least;
  private int shown = -1;
  private String awaited = "";

  private NetProgress(Invocation invocation, int least) {
    this.invocation = invocation;
    this.least = least;
  }

  /** One for whoever calls from a terminal. */
  static Progress of(Invocation invocation) {
    return of(invocation, 0);
  }

  /** The same, that is shown when there is much to do. */
  static Progress ofMuch(Invocation invocation) {
    return of(invocation, MUCH);
  }

  private static Progress of(Invocation invocation, int least) {
    return invocation.call().columns() > WIDTH ? new NetProgress(invocation, least) : Progress.NONE;
  }

  @Override
  public void waiting(String what) {
    if (!what.equals(awaited)) {
      awaited = what;
      String line = "waiting for " + what;
      int most = invocation.call().columns() - 1;
      invocation.show(
          what.isEmpty() ? CLEAR : CLEAR + line.substring(0, Math.min(line.length(), most)));
    }
  }

  @Override
  public void interrupted() {
    invocation.show(CLEAR + Invocation.PRODUCT + ": interrupted: what was made is taken back\n");
  }

  @Override
  public void tell(int done, int all) {
    int cells = all == 0 ? WIDTH : WIDTH * done / all;
    if (all >= least && cells != shown && (done < all || shown >= 0)) {
      shown = cells;
      String bar = "#".repeat(cells) + ".".repeat(WIDTH - cells) + " " + done + " of " + all;
      invocation.show(done == all ? CLEAR : CLEAR + bar);
    }
  }
}
