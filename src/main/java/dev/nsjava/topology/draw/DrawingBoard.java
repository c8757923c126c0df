package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.Line;
import dev.nsjava.topology.draw.Drawing.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Boxes in rows, and the lines between them: which sides they leave by, and the rows they pass. */
final class DrawingBoard {

  final List<List<DrawingItem>> rows = new ArrayList<>();
  final List<DrawingNet> nets = new ArrayList<>();

  private final DrawingGraph graph;
  private final Map<Integer, DrawingItem> items = new HashMap<>();
  private final List<DrawingPort> trunks = new ArrayList<>();
  private final Map<Integer, DrawingNet> bundles = new HashMap<>();

  /**
   * Lays the lines.
   *
   * @param rows the numbers of the boxes of each row
   */
  DrawingBoard(DrawingGraph graph, List<List<Integer>> rows) {
    this.graph = graph;
    for (int row = 0; row < rows.size(); row++) {
      List<DrawingItem> line = new ArrayList<>();
      for (int number : rows.get(row)) {
        DrawingItem item = new DrawingItem(graph.drawing.boxes().get(number), number, row);
        item.lines.addAll(graph.text(number));
        items.put(number, item);
        line.add(item);
      }
      this.rows.add(line);
    }
    for (int i = 0; i < graph.drawing.lines().size(); i++) {
      if (!graph.isCut(i) && items.containsKey(graph.drawing.lines().get(i).from())) {
        lay(i, graph.drawing.lines().get(i));
      }
    }
    for (DrawingPort trunk : trunks) {
      trunk.state = trunk.net.state();
    }
    for (DrawingNet net : nets) {
      pass(net);
    }
    measure();
  }

  private DrawingItem item(int number) {
    DrawingItem item = items.get(number);
    if (item == null) {
      throw new IllegalStateException("a line between parts of a drawing");
    }
    return item;
  }

  private void lay(int number, Line line) {
    DrawingItem from = item(line.from());
    DrawingItem to = item(line.to());
    boolean fromBundles = graph.bundles(line.from());
    boolean toBundles = graph.bundles(line.to());
    if (fromBundles && !(toBundles && to.row < from.row)) {
      bundle(number, from, to, line.fromLabel(), line.toLabel());
    } else if (toBundles) {
      bundle(number, to, from, line.toLabel(), line.fromLabel());
    } else {
      DrawingNet net = new DrawingNet(nets.size());
      net.lines.add(number);
      nets.add(net);
      boolean down = to.row >= from.row; // what is between stands above the lower
      boolean up = from.row > to.row;
      List<String> middle = line.middle();
      new DrawingPort(from, net, up, line.fromLabel(), up ? middle : List.of(), line.state());
      new DrawingPort(
          to, net, to.row > from.row, line.toLabel(), down ? middle : List.of(), line.state());
    }
  }

  /** Adds a line to those that leave a box by one way. */
  private void bundle(
      int number, DrawingItem hub, DrawingItem end, List<String> hubLabel, List<String> label) {
    Line line = graph.drawing.lines().get(number);
    boolean up = end.row < hub.row;
    DrawingNet net = bundles.get(2 * hub.number + (up ? 1 : 0));
    if (net == null) {
      net = new DrawingNet(nets.size());
      nets.add(net);
      bundles.put(2 * hub.number + (up ? 1 : 0), net);
      trunks.add(new DrawingPort(hub, net, up, List.of(), List.of(), State.MISSING));
    }
    net.lines.add(number);
    List<String> middle = new ArrayList<>(hubLabel);
    middle.addAll(line.middle());
    new DrawingPort(end, net, end.row > hub.row, label, middle, line.state());
  }

  /** Gives a net a place in each row that it passes, first in the middle. */
  private void pass(DrawingNet net) {
    State state = net.state();
    int last = net.lastRow;
    for (int row = net.firstRow + 1; row < last; row++) {
      DrawingItem item = new DrawingItem(null, -1, row);
      new DrawingPort(item, net, true, List.of(), List.of(), state);
      new DrawingPort(item, net, false, List.of(), List.of(), state);
      List<DrawingItem> line = rows.get(row);
      line.add(line.size() / 2, item);
    }
  }

  private void measure() {
    for (List<DrawingItem> row : rows) {
      for (DrawingItem item : row) {
        item.measure();
        if (item.box != null) {
          item.width = graph.alike(item.number, item.width);
        }
        item.arrange();
      }
    }
  }

  /** The cells that a row needs. */
  static int width(List<DrawingItem> row) {
    int width = -DrawingItem.GAP;
    for (DrawingItem item : row) {
      width += item.width + DrawingItem.GAP;
    }
    return width;
  }

  /** The cells that the widest row needs. */
  int width() {
    int width = 0;
    for (List<DrawingItem> row : rows) {
      width = Math.max(width, width(row));
    }
    return width;
  }

  /** How many lines pass a row. */
  static int passing(List<DrawingItem> row) {
    int passing = 0;
    for (DrawingItem item : row) {
      passing += item.box == null ? 1 : 0;
    }
    return passing;
  }

  /**
   * Cuts the longest of the lines that pass a row.
   *
   * @param most how many
   * @return false if there are none
   */
  boolean cut(List<DrawingItem> row, int most) {
    List<Integer> lines = new ArrayList<>();
    for (DrawingItem item : row) {
      lines.addAll(item.box == null ? item.top.getFirst().net.lines : List.of());
    }
    lines.sort(Comparator.comparingInt(line -> -span(line)));
    int cuts = Math.min(most, lines.size());
    for (int i = 0; i < cuts; i++) {
      graph.cut(lines.get(i));
    }
    return cuts > 0;
  }

  /** The rows that a line goes down. */
  private int span(int number) {
    Line line = graph.drawing.lines().get(number);
    return Math.abs(item(line.from()).row - item(line.to()).row);
  }

  /** The other ports of a port's net in its channel: at the other side, or else at the same. */
  static List<DrawingPort> across(DrawingPort port) {
    List<DrawingPort> far = port.net.in(port.channel(), !port.isUpper());
    if (far.isEmpty()) {
      far = new ArrayList<>(port.net.in(port.channel(), port.isUpper()));
      far.remove(port);
    }
    return far.isEmpty() ? Collections.singletonList(port) : far;
  }

  /** The box of a number; null if it is in no row. */
  @Nullable DrawingItem find(int number) {
    return items.get(number);
  }
}
