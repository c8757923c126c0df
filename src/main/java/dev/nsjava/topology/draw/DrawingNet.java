package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is drawn as one: a line, or all lines on one side of a box that bundles them, as bridges do.
 */
final class DrawingNet {

  /** From 0, on its board. */
  final int number;

  /** Those at boxes, and both of each passage through a row. */
  final List<DrawingPort> ports = new ArrayList<>();

  /** The numbers of its lines. */
  final List<Integer> lines = new ArrayList<>();

  private final Map<Integer, List<DrawingPort>> above = new HashMap<>();
  private final Map<Integer, List<DrawingPort>> below = new HashMap<>();

  int firstRow = Integer.MAX_VALUE;
  int lastRow = -1;

  DrawingNet(int number) {
    this.number = number;
  }

  void add(DrawingPort port) {
    ports.add(port);
    Map<Integer, List<DrawingPort>> side = port.isUpper() ? above : below;
    side.computeIfAbsent(port.channel(), key -> new ArrayList<>()).add(port);
    firstRow = Math.min(firstRow, port.item.row);
    lastRow = Math.max(lastRow, port.item.row);
  }

  /** What its common parts are: as its best line. */
  State state() {
    State best = State.MISSING;
    for (DrawingPort port : ports) {
      best = port.state.compareTo(best) < 0 ? port.state : best;
    }
    return best;
  }

  /** Those in the channel below a row that come from above: {@code upper}, or else from below. */
  List<DrawingPort> in(int channel, boolean upper) {
    return (upper ? above : below).getOrDefault(channel, List.of());
  }
}
