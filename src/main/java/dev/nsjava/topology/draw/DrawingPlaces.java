package dev.nsjava.topology.draw;

import java.util.List;

/** Where the items of each row stand: in their order, near to what their lines lead to. */
final class DrawingPlaces {

  private static final int ROUNDS = 6;

  /** A line that passes is better straight than a box in its middle. */
  private static final int STRAIGHT = 8;

  private final DrawingBoard board;
  private final int width;

  private DrawingPlaces(DrawingBoard board) {
    this.board = board;
    width = board.width();
  }

  /** Places all items, and arranges their ports. */
  static void set(DrawingBoard board) {
    DrawingPlaces places = new DrawingPlaces(board);
    for (List<DrawingItem> row : board.rows) {
      places.center(row);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < board.rows.size(); i++) {
        boolean down = round % 2 == 1; // the last
        List<DrawingItem> row = board.rows.get(down ? i : board.rows.size() - 1 - i);
        arrange(row);
        places.place(row, down);
      }
    }
    for (List<DrawingItem> row : board.rows) {
      arrange(row);
    }
    places.keepClear();
  }

  private void center(List<DrawingItem> row) {
    int x = (width - DrawingBoard.width(row)) / 2;
    for (DrawingItem item : row) {
      item.x = x;
      x += item.width + DrawingItem.GAP;
    }
  }

  private static void arrange(List<DrawingItem> row) {
    for (DrawingItem item : row) {
      item.top.forEach(DrawingPlaces::look);
      item.bottom.forEach(DrawingPlaces::look);
      item.arrange();
    }
  }

  private static void look(DrawingPort port) {
    double sum = 0;
    List<DrawingPort> far = DrawingBoard.across(port);
    for (DrawingPort other : far) {
      sum += other.center();
    }
    port.far = sum / far.size();
  }

  /**
   * Moves the items of a row as near as their order lets them to where they would be: the least sum
   * of squares, by pooling neighbours that would overlap.
   */
  private void place(List<DrawingItem> row, boolean down) {
    int count = row.size();
    double[] mean = new double[count];
    double[] weight = new double[count];
    int[] size = new int[count];
    int blocks = 0;
    int before = 0; // cells that those to the left need
    for (DrawingItem item : row) {
      List<DrawingPort> ports = down ? item.top : item.bottom;
      mean[blocks] = (item.box == null ? trunk(item, down) : wanted(item, ports)) - before;
      weight[blocks] = item.box == null ? STRAIGHT : Math.max(0.01, ports.size());
      size[blocks] = 1;
      blocks++;
      while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
        pool(mean, weight, size, blocks - 2);
        blocks--;
      }
      before += item.width + DrawingItem.GAP;
    }
    int room = width - DrawingBoard.width(row);
    int at = 0;
    before = 0;
    for (int block = 0; block < blocks; block++) {
      int left = Math.clamp(Math.round(mean[block]), 0, room);
      for (int i = 0; i < size[block]; i++, at++) {
        row.get(at).x = left + before;
        before += row.get(at).width + DrawingItem.GAP;
      }
    }
  }

  private static void pool(double[] mean, double[] weight, int[] size, int at) {
    double sum = weight[at] + weight[at + 1];
    mean[at] = (mean[at] * weight[at] + mean[at + 1] * weight[at + 1]) / sum;
    weight[at] = sum;
    size[at] += size[at + 1];
  }

  /** The left of an item whose lines would be straight. */
  private static double wanted(DrawingItem item, List<DrawingPort> ports) {
    double sum = 0;
    int count = 0;
    for (DrawingPort port : ports) {
      if (!port.net.in(port.channel(), !port.isUpper()).isEmpty()) {
        sum += port.far - (port.center() - item.x);
        count++;
      }
    }
    return count == 0 ? item.x : sum / count;
  }

  /** The place of a line that passes: where it comes from, or else goes to, in the next rows. */
  private static double trunk(DrawingItem item, boolean down) {
    DrawingPort first = (down ? item.top : item.bottom).getFirst();
    DrawingPort second = (down ? item.bottom : item.top).getFirst();
    for (DrawingPort port : List.of(first, second)) {
      for (DrawingPort other : port.net.in(port.channel(), !port.isUpper())) {
        if (other.item.box == null) {
          return other.center();
        }
      }
    }
    return wanted(item, List.of(first));
  }

  /**
   * Moves a line that comes into a channel from below where another comes from above by a cell: two
   * lines from above are never neighbours, so there is room, and no two ever share a cell upright.
   */
  private void keepClear() {
    for (int channel = 0; channel + 1 < board.rows.size(); channel++) {
      for (DrawingItem item : board.rows.get(channel + 1)) {
        for (DrawingPort port : item.top) {
          if (meets(port, channel)) {
            port.shift = 1;
          }
        }
        if (item.box == null && item.top.getFirst().shift > 0) {
          item.bottom.getFirst().shift = 1;
        }
      }
    }
  }

  private boolean meets(DrawingPort port, int channel) {
    for (DrawingItem above : board.rows.get(channel)) {
      for (DrawingPort other : above.bottom) {
        if (!other.net.equals(port.net) && other.x() == port.x()) {
          return true;
        }
      }
    }
    return false;
  }
}
