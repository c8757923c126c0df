package dev.nsjava.topology.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order of what stands in a row, so that few lines cross: by barycenters, up and down. */
final class DrawingOrder {

  private static final int ROUNDS = 12;

  private final DrawingBoard board;
  private final Map<DrawingItem, Double> at = new HashMap<>();

  private DrawingOrder(DrawingBoard board) {
    this.board = board;
  }

  /** Sorts the rows of a board. */
  static void sort(DrawingBoard board) {
    new DrawingOrder(board).sort();
  }

  private void sort() {
    for (List<DrawingItem> row : board.rows) {
      place(row);
    }
    List<List<DrawingItem>> best = copy();
    long least = cost();
    for (int round = 0; round < ROUNDS && least > 0; round++) {
      boolean down = round % 2 == 0;
      for (int i = 1; i < board.rows.size(); i++) {
        sort(board.rows.get(down ? i : board.rows.size() - 1 - i), down);
      }
      long cost = cost();
      if (cost < least) {
        least = cost;
        best = copy();
      }
    }
    for (int i = 0; i < best.size(); i++) {
      board.rows.set(i, best.get(i));
      place(best.get(i));
    }
  }

  private List<List<DrawingItem>> copy() {
    List<List<DrawingItem>> rows = new ArrayList<>();
    for (List<DrawingItem> row : board.rows) {
      rows.add(new ArrayList<>(row));
    }
    return rows;
  }

  /** Notes where the middle of each is, if the row is centered. */
  private void place(List<DrawingItem> row) {
    double x = -DrawingBoard.width(row) / 2.0;
    for (DrawingItem item : row) {
      at.put(item, x + item.width / 2.0);
      x += item.width + DrawingItem.GAP;
    }
  }

  private double at(DrawingItem item) {
    return at.getOrDefault(item, 0.0);
  }

  private void sort(List<DrawingItem> row, boolean down) {
    Map<DrawingItem, Double> wanted = new HashMap<>();
    for (DrawingItem item : row) {
      wanted.put(item, wanted(item, down ? item.top : item.bottom));
    }
    row.sort(Comparator.comparingDouble(wanted::get));
    place(row);
  }

  /** The mean of what its ports lead to; where it is if they lead nowhere. */
  private double wanted(DrawingItem item, List<DrawingPort> ports) {
    double sum = 0;
    int count = 0;
    for (DrawingPort port : ports) {
      for (DrawingPort other : port.net.in(port.channel(), !port.isUpper())) {
        sum += at(other.item);
        count++;
      }
    }
    return count == 0 ? at(item) : sum / count;
  }

  /** Crossings count most, then how far lines go sideways. */
  private long cost() {
    long crossings = 0;
    double length = 0;
    for (int channel = 0; channel < board.rows.size(); channel++) {
      List<double[]> spans = new ArrayList<>();
      for (DrawingNet net : board.nets) {
        if (net.firstRow <= channel && net.lastRow >= channel) {
          length += add(net, channel, spans);
        }
      }
      crossings += crossings(spans);
    }
    return crossings * 10_000 + (long) length;
  }

  /** Adds the ways of a net through a channel: from above to below each. */
  private double add(DrawingNet net, int channel, List<double[]> spans) {
    List<DrawingPort> upper = net.in(channel, true);
    List<DrawingPort> lower = net.in(channel, false);
    double length = 0;
    for (DrawingPort from : upper) {
      for (DrawingPort to : lower) {
        spans.add(new double[] {at(from.item), at(to.item)});
        length += Math.abs(at(from.item) - at(to.item));
      }
    }
    for (int i = 1; lower.isEmpty() && i < upper.size(); i++) {
      length += Math.abs(at(upper.get(0).item) - at(upper.get(i).item));
    }
    return length;
  }

  private static long crossings(List<double[]> spans) {
    long crossings = 0;
    for (int i = 0; i < spans.size(); i++) {
      double[] one = spans.get(i);
      for (int k = 0; k < i; k++) {
        double[] other = spans.get(k);
        crossings += (one[0] - other[0]) * (one[1] - other[1]) < 0 ? 1 : 0;
      }
    }
    return crossings;
  }
}
