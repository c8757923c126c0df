package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.State;
import java.util.List;

/** Where a line leaves a box, up or down; its label stands inside, in a column of its own. */
final class DrawingPort {

  final DrawingItem item;
  final DrawingNet net;
  final boolean top;
  final List<String> label;

  /** Outside, on the line. */
  final List<String> middle;

  State state;

  /** The cells of its column: an odd number, so that the line is in its middle. */
  final int width;

  /** Cells from the left of the box to the column. */
  int offset;

  /** Cells that the line is right of the column's middle: it keeps clear of another. */
  int shift;

  /** The mean of the places that the line leads to. */
  double far;

  DrawingPort(
      DrawingItem item,
      DrawingNet net,
      boolean top,
      List<String> label,
      List<String> middle,
      State state) {
    this.item = item;
    this.net = net;
    this.top = top;
    this.label = label;
    this.middle = middle;
    this.state = state;
    width = Math.max(DrawingCells.width(label), DrawingCells.width(middle)) | 1;
    net.add(this);
    (top ? item.top : item.bottom).add(this);
  }

  /** The cell in the middle of its column. */
  int center() {
    return item.x + offset + width / 2;
  }

  /** The cell that its line is in. */
  int x() {
    return center() + shift;
  }

  /** Whether it is at the upper side of its channel. */
  boolean isUpper() {
    return !top;
  }

  /** The channel it leads to: that below the row of this number. */
  int channel() {
    return top ? item.row - 1 : item.row;
  }
}
