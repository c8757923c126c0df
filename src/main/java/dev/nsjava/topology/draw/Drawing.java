package dev.nsjava.topology.draw;

import dev.nsjava.topology.Topology;
import dev.nsjava.topology.live.LiveTopology;
import dev.nsjava.topology.live.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What there is to draw of a network: boxes, and lines between them. Nothing in its texts speaks to
 * a terminal; all else may be in them.
 *
 * @param name of the network
 */
public record Drawing(String name, List<Box> boxes, List<Line> lines) {

  /** Of a drawing whose lines lead to boxes that it has. */
  public Drawing {
    name = DrawingCells.clean(name);
    boxes = List.copyOf(boxes);
    lines = List.copyOf(lines);
    for (Line line : lines) {
      if (line.from >= boxes.size() || line.to >= boxes.size()) {
        throw new IllegalArgumentException("a line leads to no box");
      }
    }
  }

  /** The drawing of a network that is not compared with what there is. */
  public static Drawing of(Topology topology) {
    return DrawingSketch.of(topology);
  }

  /** The drawing of what there is, without a plan to compare it with. */
  public static Drawing of(LiveTopology live) {
    return DrawingComparison.up(DrawingSketch.of(live.topology()));
  }

  /** The drawing of a network with what there is of it: each part with its state. */
  public static Drawing of(Topology planned, LiveTopology live) {
    return DrawingComparison.of(DrawingSketch.of(planned), DrawingSketch.of(live.topology()));
  }

  /** What a box stands for. */
  public enum Kind {
    /** The network namespace of the caller. */
    HOST,
    NAMESPACE,
    BRIDGE,
    /** What is there, but nobody's of the network: another machine, or a stranger's namespace. */
    UNMANAGED;

    /** As formats have it: {@code bridge}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How what is drawn compares with what there is. */
  public enum State {
    /** Not compared. */
    PLANNED,
    UP,
    /** There, but another than the file says. */
    DRIFTED,
    MISSING;

    /** As formats have it: {@code drifted}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A box.
   *
   * @param text lines below the name
   */
  public record Box(String name, List<String> text, Kind kind, State state) {

    /** A box with clean texts. */
    public Box {
      name = DrawingCells.clean(name);
      text = cleaned(text);
    }
  }

  /**
   * A line between two boxes, or from one to itself.
   *
   * @param from the number of a box, from 0
   * @param to the same
   * @param fromLabel what stands at the one end: an interface, its addresses
   * @param toLabel what stands at the other
   * @param middle what stands between: delay, rate, a mark of NAT
   */
  public record Line(
      int from,
      int to,
      List<String> fromLabel,
      List<String> toLabel,
      List<String> middle,
      State state) {

    /** A line with clean texts. */
    public Line {
      fromLabel = cleaned(fromLabel);
      toLabel = cleaned(toLabel);
      middle = cleaned(middle);
    }
  }

  private static List<String> cleaned(List<String> texts) {
    List<String> clean = new ArrayList<>(texts.size());
    for (String text : texts) {
      clean.add(DrawingCells.clean(text));
    }
    return List.copyOf(clean);
  }
}
