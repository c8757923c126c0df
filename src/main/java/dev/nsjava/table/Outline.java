package dev.nsjava.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows in the order they are shown, each with the glyphs that lead to it from its parent. A
 * tree may be as deep as it has rows; what is kept of each is little.
 */
final class Outline {

  private static final String[] UTF_8 = {
    "\u00e2\u0094\u009c\u00e2\u0094\u0080", // ├─
    "\u00e2\u0094\u0094\u00e2\u0094\u0080", // └─
    "\u00e2\u0094\u0082 ", // │
  };
  private static final String[] ASCII = {"|-", "`-", "| "};

  private final List<Place> places;
  private final String[] symbols;

  /** What the levels above the current row put before it, and where each of them ends. */
  private final StringBuilder indent = new StringBuilder();

  private final int[] ends;
  private String glyphs = "";

  /** A row, how deep it is, and whether no other hangs below the same one after it. */
  private record Place(Row row, int depth, boolean isLast) {}

  private Outline(List<Place> places, boolean utf8) {
    this.places = places;
    symbols = utf8 ? UTF_8 : ASCII;
    int deepest = 0;
    for (Place place : places) {
      deepest = Math.max(deepest, place.depth);
    }
    ends = new int[deepest + 1];
  }

  /** The rows of a table, from its roots down; null if it shows no tree. */
  static @Nullable Outline of(Table<?> table, Look look) {
    if (!look.isTree(table)) {
      return null;
    }
    List<Place> places = new ArrayList<>(table.rows().size());
    List<Place> waiting = new ArrayList<>();
    push(waiting, table.roots(), 0);
    while (!waiting.isEmpty()) {
      Place place = waiting.removeLast();
      places.add(place);
      push(waiting, place.row.children(), place.depth + 1);
    }
    return new Outline(places, look.utf8());
  }

  private static void push(List<Place> waiting, List<Row> siblings, int depth) {
    for (int i = siblings.size() - 1; i >= 0; i--) {
      waiting.add(new Place(siblings.get(i), depth, i == siblings.size() - 1));
    }
  }

  /** The rows as they are shown: in their outline's order, or as they were added without one. */
  static List<Row> rows(Table<?> table, @Nullable Outline outline) {
    if (outline == null) {
      return table.rows();
    }
    List<Row> rows = new ArrayList<>(outline.places.size());
    for (Place place : outline.places) {
      rows.add(place.row);
    }
    return rows;
  }

  /** The cells that the glyphs before a row take: two a level. */
  int width(int row) {
    return 2 * places.get(row).depth;
  }

  /** Goes on to a row; to each after the one before it, from the first on. */
  void moveTo(int row) {
    Place place = places.get(row);
    int depth = place.depth;
    indent.setLength(depth == 0 ? 0 : ends[depth - 1]);
    glyphs = "";
    if (depth > 0) {
      glyphs = indent + symbols[place.isLast ? 1 : 0];
      indent.append(place.isLast ? "  " : symbols[2]);
      ends[depth] = indent.length();
    }
  }

  /** What stands before the cell of a tree's column in this row. */
  String glyphs() {
    return glyphs;
  }

  /** The same on further lines of the row. */
  String belowGlyphs(int row) {
    return places.get(row).row.children().isEmpty() ? indent.toString() : indent + symbols[2];
  }

  /** The cells that these take. */
  int belowWidth(int row) {
    return width(row) + (places.get(row).row.children().isEmpty() ? 0 : 2);
  }
}
