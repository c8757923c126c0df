package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a row: a box, or a line that passes. */
final class DrawingItem {

  /** Cells between two columns, and between two items. */
  static final int GAP = 2;

  /** Border and blank, at both sides. */
  static final int FRAME = 4;

  /** Null of a line that passes. */
  final @Nullable Box box;

  /** The number of the box, or -1. */
  final int number;

  final int row;

  /** What is in the middle of the box, its name first. */
  final List<String> lines = new ArrayList<>();

  final List<DrawingPort> top = new ArrayList<>();
  final List<DrawingPort> bottom = new ArrayList<>();

  /** Cells, without what is added to make it as wide as its neighbours. */
  int width = 1;

  /** Its left. */
  int x;

  /** Its upper border. */
  int y;

  DrawingItem(@Nullable Box box, int number, int row) {
    this.box = box;
    this.number = number;
    this.row = row;
  }

  /** Makes it as wide as it must be. */
  void measure() {
    if (box != null) {
      int inner = Math.max(DrawingCells.width(lines), Math.max(width(top), width(bottom)));
      width = (inner + FRAME) | 1;
    }
  }

  private static int width(List<DrawingPort> ports) {
    int width = -GAP;
    for (DrawingPort port : ports) {
      width += port.width + GAP;
    }
    return width;
  }

  /** Puts its columns in the order of what they lead to, in the middle of their side. */
  void arrange() {
    arrange(top);
    arrange(bottom);
  }

  private void arrange(List<DrawingPort> ports) {
    ports.sort(Comparator.comparingDouble(port -> port.far));
    int at = Math.max(0, (width - width(ports)) / 2);
    for (DrawingPort port : ports) {
      port.offset = at;
      at += port.width + GAP;
    }
  }

  /** The lines that the labels of a side take. */
  static int labelHeight(List<DrawingPort> ports) {
    int height = 0;
    for (DrawingPort port : ports) {
      height = Math.max(height, port.label.size());
    }
    return height;
  }

  /** The lines that what stands on the lines of a side takes. */
  static int middleHeight(List<DrawingPort> ports) {
    int height = 0;
    for (DrawingPort port : ports) {
      height = Math.max(height, port.middle.size());
    }
    return height;
  }

  /** Lines, with borders. */
  int height() {
    return box == null ? 1 : labelHeight(top) + lines.size() + labelHeight(bottom) + 2;
  }
}
