package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.Kind;
import dev.nsjava.topology.draw.Drawing.State;
import dev.nsjava.topology.draw.DrawingPicture.Dot;
import dev.nsjava.topology.draw.DrawingPicture.Frame;
import dev.nsjava.topology.draw.DrawingPicture.Role;
import dev.nsjava.topology.draw.DrawingPicture.Stroke;
import dev.nsjava.topology.draw.DrawingPicture.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays a drawing out: boxes in rows, lines upright and level between them. What has no room in a
 * row goes to the next; nothing lies on something else, since each port has a column of its own in
 * its box, each line that passes a row a place in it, and each level line a track.
 */
final class DrawingLayout {

  /** Cells and lines between parts that no line connects. */
  private static final int APART = 4;

  private static final int LINES_APART = 1;

  /** About the lines that labels and what is between rows add to the texts of a box. */
  private static final int LINES = 6;

  /** The least cells of a row where there is room. */
  private static final int NARROW = 140;

  /** A picture of so many cells that is wider than high, since a line is higher than a cell. */
  private static final double WIDE = 4;

  private final List<Frame> frames = new ArrayList<>();
  private final List<Stroke> strokes = new ArrayList<>();
  private final List<Dot> dots = new ArrayList<>();
  private final List<Text> texts = new ArrayList<>();
  private int left;
  private int above;
  private int nets;

  private DrawingLayout() {}

  /**
   * A drawing that is laid out.
   *
   * @param limit the cells that a row should have at most
   * @param mayCut whether long lines may be named at both ends instead, where there is no room
   */
  static DrawingPicture of(Drawing drawing, int limit, boolean mayCut) {
    DrawingLayout layout = new DrawingLayout();
    DrawingGraph graph = new DrawingGraph(drawing, limit - 1); // a line may be moved aside
    int width = 0;
    int height = 0;
    for (List<Integer> part : DrawingRows.parts(graph)) {
      DrawingBoard board = board(graph, part, limit - 1, mayCut);
      if (layout.left > 0 && layout.left + board.width() > limit) {
        layout.left = 0;
        layout.above = height + LINES_APART;
      }
      height = Math.max(height, layout.draw(board));
      width = Math.max(width, layout.left + board.width());
      layout.left += board.width() + APART;
    }
    for (Stroke stroke : layout.strokes) {
      width = Math.max(width, stroke.x2() + 1); // one that was moved aside
    }
    return new DrawingPicture(
        drawing.name(), width, height, layout.frames, layout.strokes, layout.dots, layout.texts);
  }

  /** The cells that rows should have, so that the picture is about as wide as a screen is. */
  static int roomy(Drawing drawing) {
    DrawingGraph graph = new DrawingGraph(drawing, Integer.MAX_VALUE);
    long cells = 0;
    for (int box = 0; box < drawing.boxes().size(); box++) {
      cells += (long) graph.estimate(box, false) * (LINES + graph.text(box).size());
    }
    return Math.max(NARROW, (int) Math.sqrt(WIDE * cells));
  }

  private static DrawingBoard board(
      DrawingGraph graph, List<Integer> part, int limit, boolean mayCut) {
    int room = limit;
    List<List<Integer>> rows = new ArrayList<>(DrawingRows.of(graph, part, room));
    if (mayCut) {
      DrawingRows.cutCrowds(graph, rows, room);
    }
    DrawingBoard board = new DrawingBoard(graph, rows);
    for (int row = 0; row < board.rows.size(); ) {
      if (DrawingBoard.width(board.rows.get(row)) <= room) {
        row++;
        continue;
      }
      int count = rows.size();
      boolean folded = DrawingRows.fold(graph, rows, board, row, room, mayCut);
      if (!folded && !mayCut) {
        room += room / 4;
        rows = new ArrayList<>(DrawingRows.of(graph, part, room));
      }
      board = folded || !mayCut ? new DrawingBoard(graph, rows) : board;
      // Rows above one that is split are as before; a box alone may stay too wide.
      row = !folded && mayCut ? row + 1 : rows.size() > count ? row : 0;
    }
    DrawingOrder.sort(board);
    DrawingPlaces.set(board);
    return board;
  }

  /** Draws a part, and returns the line below it. */
  private int draw(DrawingBoard board) {
    int y = above;
    for (int row = 0; row < board.rows.size(); row++) {
      List<DrawingItem> items = board.rows.get(row);
      int height = 1;
      for (DrawingItem item : items) {
        item.y = y;
        height = Math.max(height, item.height());
      }
      for (DrawingItem item : items) {
        draw(item, y + height);
      }
      y = connect(board, row, y + height);
    }
    nets += board.nets.size();
    return y;
  }

  private void draw(DrawingItem item, int end) {
    if (item.box == null) {
      DrawingPort port = item.top.getFirst();
      int x = left + port.x();
      strokes.add(new Stroke(x, item.y, x, end - 1, nets + port.net.number, port.state));
      return;
    }
    State state = item.box.state();
    Kind kind = item.box.kind();
    frames.add(new Frame(left + item.x, item.y, item.width, item.height(), kind, state));
    int y = item.y + 1 + DrawingItem.labelHeight(item.top);
    for (int i = 0; i < item.lines.size(); i++) {
      int width = DrawingCells.width(item.lines.get(i));
      int x = left + item.x + (item.width - width) / 2;
      Role role = i == 0 ? Role.NAME : Role.TEXT;
      int middle = 2 * (left + item.x) + item.width - 1;
      texts.add(new Text(x, y + i, width, middle, item.lines.get(i), role, state));
    }
    for (DrawingPort port : item.top) {
      write(port, port.label, item.y + 1, Role.LABEL);
    }
    for (DrawingPort port : item.bottom) {
      write(port, port.label, item.y + item.height() - 1 - port.label.size(), Role.LABEL);
    }
  }

  private void write(DrawingPort port, List<String> lines, int y, Role role) {
    for (int i = 0; i < lines.size(); i++) {
      int width = DrawingCells.width(lines.get(i));
      int x = left + port.center() - width / 2;
      int middle = 2 * (left + port.center());
      texts.add(new Text(x, y + i, width, middle, lines.get(i), role, port.state));
    }
  }

  /** Draws the lines below a row, from a line on, and returns the line below them. */
  private int connect(DrawingBoard board, int row, int y) {
    DrawingChannel channel = new DrawingChannel(board.nets, row);
    boolean last = row + 1 == board.rows.size();
    int upper = zone(board.rows.get(row), false);
    int lower = last ? 0 : zone(board.rows.get(row + 1), true);
    int first = y + upper;
    int end = first + Math.max(channel.tracks, last ? 0 : 1) + lower;
    for (DrawingChannel.Way way : channel.ways) {
      int level = first + way.track;
      int net = nets + way.net.number;
      if (!way.isStraight()) {
        int right = left + way.right;
        strokes.add(new Stroke(left + way.left, level, right, level, net, way.net.state()));
      }
      for (DrawingPort port : way.upper) {
        int from = port.item.box == null ? y - 1 : port.item.y + port.item.height() - 1;
        int to = way.isStraight() ? end : level;
        strokes.add(new Stroke(left + port.x(), from, left + port.x(), to, net, port.state));
        dot(port, from);
        write(port, port.middle, y + 1, Role.MIDDLE);
      }
      for (DrawingPort port : way.lower) {
        if (!way.isStraight()) {
          strokes.add(new Stroke(left + port.x(), level, left + port.x(), end, net, port.state));
        }
        dot(port, end);
        write(port, port.middle, end - 1 - port.middle.size(), Role.MIDDLE);
      }
    }
    return end;
  }

  private void dot(DrawingPort port, int y) {
    if (port.item.box != null) {
      dots.add(new Dot(left + port.x(), y, port.state));
    }
  }

  /** The lines between a row and the tracks, for what stands on the lines of its ports. */
  private static int zone(List<DrawingItem> row, boolean top) {
    int height = 0;
    for (DrawingItem item : row) {
      height = Math.max(height, DrawingItem.middleHeight(top ? item.top : item.bottom));
    }
    return height == 0 ? 0 : height + 1;
  }
}
