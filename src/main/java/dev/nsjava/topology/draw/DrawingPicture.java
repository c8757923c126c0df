package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.Kind;
import dev.nsjava.topology.draw.Drawing.State;
import java.util.List;

/**
 * A drawing that is laid out, in cells: as a terminal has them, or some pixels each.
 *
 * @param width cells
 * @param height lines
 */
record DrawingPicture(
    String name,
    int width,
    int height,
    List<Frame> frames,
    List<Stroke> strokes,
    List<Dot> dots,
    List<Text> texts) {

  /** The border of a box: its corners are cells of it. */
  record Frame(int x, int y, int width, int height, Kind kind, State state) {}

  /**
   * An upright or level part of a line. Both its ends are cells of it.
   *
   * @param net what it is drawn as one with
   */
  record Stroke(int x1, int y1, int x2, int y2, int net, State state) {}

  /** Where a line meets a border. */
  record Dot(int x, int y, State state) {}

  /** What a text is. */
  enum Role {
    NAME,
    /** Below a name. */
    TEXT,
    /** The label of a line's end, in a box. */
    LABEL,
    /** What stands on a line. */
    MIDDLE
  }

  /**
   * A line of text.
   *
   * @param width cells
   * @param middle twice the cell that it is centered on: between two cells if it is odd
   */
  record Text(int x, int y, int width, int middle, String text, Role role, State state) {}
}
