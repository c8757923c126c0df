package dev.nsjava.table;

/**
 * How the cells of a terminal are shared among columns: as libsmartcols does, found by experiment.
 */
final class Widths {

  /** Above this share of the mean, a deviation makes a column the first to be cut. */
  private static final double LARGE_DEVIATION = 1 / 2.2;

  private final Column[] columns;
  private final int[] heading;
  private final int[][] cells;
  private final int[] width;
  private int total;

  private Widths(Column[] columns, int[] heading, int[][] cells) {
    this.columns = columns;
    this.heading = heading;
    this.cells = cells;
    this.width = new int[columns.length];
    for (int[] row : cells) {
      for (int i = 0; i < row.length; i++) {
        width[i] = Math.max(width[i], row[i]);
      }
    }
    total = columns.length - 1;
    for (int i = 0; i < width.length; i++) {
      // Cells wider than their heading get what they were meant to have even if there is no room.
      int wanted = width[i] > Math.max(heading[i], 1) ? columns[i].roomyWidth() : heading[i];
      width[i] = Math.max(width[i], wanted);
      total += width[i];
    }
  }

  /**
   * The width of each column.
   *
   * @param heading the widths of headings; no column is cut to less
   * @param cells the widths of each row's cells
   */
  static int[] of(Column[] columns, int[] heading, int[][] cells, Look look) {
    Widths widths = new Widths(columns, heading, cells);
    if (look.width() > widths.total) {
      widths.widen(look.width());
    } else if (look.width() > 0 && look.width() < widths.total && look.cut()) {
      widths.narrow(look.width());
    }
    return widths.width;
  }

  private void widen(int room) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = width.length - 1; i >= 0 && total < room; i--) {
        Column column = columns[i];
        if (!column.isTruncated() && width[i] < column.roomyWidth()) {
          width[i]++;
          total++;
          changed = true;
        }
      }
    }
  }

  /**
   * First takes from the widest column whose cells differ what few rows need, then little by little
   * from those whose cells differ much, then from the others that may be cut.
   */
  private void narrow(int room) {
    double[] mean = new double[width.length];
    double[] deviation = new double[width.length];
    for (int k = 0; k < width.length; k++) {
      measure(k, mean, deviation);
    }
    int[] order = byUsualWidth(mean, deviation);
    int widest = order[order.length - 1];
    if (deviation[widest] >= 1) {
      take(widest, width[widest] - (int) (mean[widest] + deviation[widest]), room);
    }
    boolean[] isDeviant = new boolean[width.length];
    for (int k = 0; k < width.length; k++) {
      isDeviant[k] = deviation[k] > mean[k] * LARGE_DEVIATION;
    }
    nibble(order, isDeviant, true, room);
    nibble(order, isDeviant, false, room);
  }

  /** From the widest on, three cells from the last, one from each other, until it fits. */
  private void nibble(int[] order, boolean[] isDeviant, boolean deviant, int room) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int k = order.length - 1; k >= 0; k--) {
        int i = order[k];
        changed |= isDeviant[i] == deviant && take(i, k == order.length - 1 ? 3 : 1, room);
      }
    }
  }

  private boolean take(int i, int most, int room) {
    if (!columns[i].isTruncated()) {
      return false;
    }
    int taken = Math.min(most, Math.min(total - room, width[i] - Math.max(heading[i], 1)));
    width[i] -= Math.max(taken, 0);
    total -= Math.max(taken, 0);
    return taken > 0;
  }

  /** Mean and sample deviation of the widths of a column's cells. */
  private void measure(int i, double[] mean, double[] deviation) {
    double sum = 0;
    for (int[] row : cells) {
      sum += row[i];
    }
    mean[i] = cells.length == 0 ? 0 : sum / cells.length;
    double squares = 0;
    for (int[] row : cells) {
      double difference = row[i] - mean[i];
      squares += difference * difference;
    }
    deviation[i] = cells.length < 2 ? 0 : Math.sqrt(squares / (cells.length - 1));
  }

  /** The columns' indexes by the width that nearly all cells stay below; equal ones stay. */
  private static int[] byUsualWidth(double[] mean, double[] deviation) {
    int[] order = new int[mean.length];
    for (int i = 0; i < order.length; i++) {
      double usual = mean[i] + 3 * deviation[i];
      int k = i;
      for (; k > 0 && mean[order[k - 1]] + 3 * deviation[order[k - 1]] > usual; k--) {
        order[k] = order[k - 1];
      }
      order[k] = i;
    }
    return order;
  }
}
