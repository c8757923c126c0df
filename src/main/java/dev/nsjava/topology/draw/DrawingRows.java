package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.Kind;
import dev.nsjava.topology.draw.Drawing.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Which boxes stand in which row: by their distance from one, folded to what there is room for. */
final class DrawingRows {

  /** So many layers may stand below each other, if they are narrow. */
  private static final int HIGH = 8;

  /** They are narrow if they take less than this part of a row. */
  private static final int SPARSE = 3;

  private final DrawingGraph graph;
  private final int limit;

  private DrawingRows(DrawingGraph graph, int limit) {
    this.graph = graph;
    this.limit = limit;
  }

  /** The parts of a drawing that no line connects, in the order of their first boxes. */
  static List<List<Integer>> parts(DrawingGraph graph) {
    List<List<Integer>> parts = new ArrayList<>();
    BitSet seen = new BitSet();
    for (int i = 0; i < graph.drawing.boxes().size(); i++) {
      if (!seen.get(i)) {
        List<Integer> part = new ArrayList<>();
        for (List<Integer> layer : layers(graph, i)) {
          part.addAll(layer);
        }
        Collections.sort(part);
        part.forEach(seen::set);
        parts.add(part);
      }
    }
    return parts;
  }

  /** The rows of a part. */
  static List<List<Integer>> of(DrawingGraph graph, List<Integer> part, int limit) {
    DrawingRows rows = new DrawingRows(graph, limit);
    List<List<Integer>> layers = layers(graph, root(graph, part));
    if (layers.size() <= HIGH || rows.width(part) > limit / SPARSE * layers.size()) {
      return rows.split(layers);
    }
    return rows.packed(isChain(graph, part) ? walk(graph, part) : rows.split(layers));
  }

  /** Boxes by their distance from one. */
  private static List<List<Integer>> layers(DrawingGraph graph, int root) {
    List<List<Integer>> layers = new ArrayList<>();
    BitSet seen = new BitSet();
    seen.set(root);
    for (List<Integer> layer = List.of(root); !layer.isEmpty(); ) {
      layers.add(layer);
      List<Integer> next = new ArrayList<>();
      for (int box : layer) {
        for (int other : graph.neighbours(box)) {
          if (!seen.get(other)) {
            seen.set(other);
            next.add(other);
          }
        }
      }
      layer = next;
    }
    return layers;
  }

  /**
   * The box at the top: the host; an end of what has no branches; of what has no leaves a bridge or
   * a corner; else the one that is nearest to all.
   */
  private static int root(DrawingGraph graph, List<Integer> part) {
    boolean leaves = false;
    for (int box : part) {
      if (graph.drawing.boxes().get(box).kind() == Kind.HOST) {
        return box;
      }
      leaves |= degree(graph, box) <= 1;
    }
    boolean chain = isChain(graph, part);
    int best = part.getFirst();
    int least = Integer.MAX_VALUE;
    for (int box : part) {
      boolean bridge = graph.drawing.boxes().get(box).kind() == Kind.BRIDGE;
      int cost =
          chain || !leaves
              ? bridge && !chain ? 0 : degree(graph, box)
              : layers(graph, box).size() * part.size() - degree(graph, box);
      if (cost < least) {
        best = box;
        least = cost;
      }
    }
    return best;
  }

  private static int degree(DrawingGraph graph, int box) {
    return graph.neighbours(box).size();
  }

  /** Whether it is a chain or a ring. */
  private static boolean isChain(DrawingGraph graph, List<Integer> part) {
    for (int box : part) {
      if (degree(graph, box) > 2) {
        return false;
      }
    }
    return true;
  }

  /** The boxes of a chain from its end, or of a ring, one after the other. */
  private static List<List<Integer>> walk(DrawingGraph graph, List<Integer> part) {
    List<List<Integer>> layers = new ArrayList<>();
    BitSet seen = new BitSet();
    Deque<Integer> waiting = new ArrayDeque<>();
    waiting.push(root(graph, part));
    while (!waiting.isEmpty()) {
      int box = waiting.pop();
      if (!seen.get(box)) {
        seen.set(box);
        layers.add(List.of(box));
        graph.neighbours(box).reversed().forEach(waiting::push);
      }
    }
    return layers;
  }

  /**
   * Layers that are too wide become several rows, about equally full, of an even number: so a line
   * that passes has its place in the middle.
   */
  private List<List<Integer>> split(List<List<Integer>> layers) {
    List<List<Integer>> rows = new ArrayList<>();
    for (List<Integer> layer : layers) {
      int most = fitting(layer);
      int count = (layer.size() + most - 1) / most;
      int each = (layer.size() + count - 1) / count;
      each += count > 1 && each % 2 == 1 ? each < most ? 1 : each > 3 ? -1 : 0 : 0;
      for (int from = 0; from < layer.size(); from += each) {
        rows.add(layer.subList(from, Math.min(from + each, layer.size())));
      }
    }
    return rows;
  }

  private int width(List<Integer> boxes) {
    int width = 0;
    for (int box : boxes) {
      width += graph.estimate(box, false);
    }
    return width;
  }

  /** How many boxes of a layer have room in a row, besides the lines that pass. */
  private int fitting(List<Integer> layer) {
    BitSet bundles = new BitSet();
    for (int box : layer) {
      for (int other : graph.neighbours(box)) {
        bundles.set(other, graph.bundles(other));
      }
    }
    int all = width(layer);
    int room = limit + DrawingItem.GAP;
    int narrow = room - Math.max(1, bundles.cardinality()) * (1 + DrawingItem.GAP);
    return all <= room
        ? layer.size()
        : Math.max(1, (int) ((long) narrow * layer.size() / Math.max(all, 1)));
  }

  /** As many layers in a row as there is room for, every other row from right to left. */
  private List<List<Integer>> packed(List<List<Integer>> layers) {
    List<List<Integer>> rows = new ArrayList<>();
    List<Integer> row = new ArrayList<>();
    int width = 0;
    for (List<Integer> layer : layers) {
      int more = 0;
      for (int box : layer) {
        more += graph.estimate(box, true);
      }
      if (width + more > limit - 2 * DrawingItem.GAP && !row.isEmpty()) {
        rows.add(row);
        row = new ArrayList<>();
        width = 0;
      }
      row.addAll(layer);
      width += more;
    }
    rows.add(row);
    for (int i = 1; i < rows.size(); i += 2) {
      Collections.reverse(rows.get(i));
    }
    return rows;
  }

  /**
   * Makes room in a row that is too wide: some of its boxes get a row of their own, or a line that
   * passes it is cut.
   *
   * @param mayCut whether lines may be cut
   * @return false if there is nothing more to be done
   */
  static boolean fold(
      DrawingGraph graph,
      List<List<Integer>> rows,
      DrawingBoard board,
      int row,
      int limit,
      boolean mayCut) {
    List<DrawingItem> items = board.rows.get(row);
    List<Integer> boxes = rows.get(row);
    int passing = (1 + DrawingItem.GAP) * DrawingBoard.passing(items);
    if (boxes.size() > 1 && passing <= limit / 3) {
      int width = passing;
      int keep = 0;
      for (int box : boxes) {
        DrawingItem item = board.find(box);
        width += item == null ? 0 : item.width + DrawingItem.GAP;
        keep += width <= limit + DrawingItem.GAP ? 1 : 0;
      }
      int first = Math.clamp(Math.max(keep, (boxes.size() + 1) / 2), 1, boxes.size() - 1);
      rows.set(row, new ArrayList<>(boxes.subList(0, first)));
      rows.add(row + 1, new ArrayList<>(boxes.subList(first, boxes.size())));
      return true;
    }
    int over = DrawingBoard.width(items) - limit;
    int cuts = mayCut ? (over + DrawingItem.GAP) / (1 + DrawingItem.GAP) : 0;
    return board.cut(items, cuts);
  }

  /**
   * Cuts lines that could not pass rows even if there were nothing else in them: of those that pass
   * one the lines that go furthest. Those that are drawn as one are left.
   */
  static void cutCrowds(DrawingGraph graph, List<List<Integer>> rows, int limit) {
    Map<Integer, Integer> rowOf = new HashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int box : rows.get(row)) {
        rowOf.put(box, row);
      }
    }
    List<int[]> spans = new ArrayList<>(); // first and last row, and the line
    for (int number = 0; number < graph.drawing.lines().size(); number++) {
      Line line = graph.drawing.lines().get(number);
      Integer from = rowOf.get(line.from());
      Integer to = rowOf.get(line.to());
      if (from != null && to != null && !graph.bundles(line.from()) && !graph.bundles(line.to())) {
        spans.add(new int[] {Math.min(from, to), Math.max(from, to), number});
      }
    }
    spans.sort(Comparator.comparingInt(span -> span[0]));
    PriorityQueue<int[]> passing = new PriorityQueue<>(Comparator.comparingInt(span -> -span[1]));
    int next = 0;
    for (int row = 0; row < rows.size(); row++) {
      for (; next < spans.size() && spans.get(next)[0] < row; next++) {
        passing.add(spans.get(next));
      }
      int now = row;
      passing.removeIf(span -> span[1] <= now);
      while (passing.size() * (1 + DrawingItem.GAP) > limit) {
        graph.cut(passing.remove()[2]);
      }
    }
  }
}
