package dev.nsjava.table;

import java.util.ArrayList;
import java.util.List;

/** The rows in the order they are shown, each with the glyphs that lead to it from its parent. */
final class Outline {

  private static final String[] UTF_8 = {
    "\u00e2\u0094\u009c\u00e2\u0094\u0080", // ├─
    "\u00e2\u0094\u0094\u00e2\u0094\u0080", // └─
    "\u00e2\u0094\u0082", // │
  };
  private static final String[] ASCII = {"|-", "`-", "|"};

  private final List<Row> rows;
  private final List<String> glyphs;
  private final List<String> belowGlyphs;
  private final String branch;
  private final String last;
  private final String vertical;

  private Outline(int size, boolean utf8) {
    rows = new ArrayList<>(size);
    glyphs = new ArrayList<>(size);
    belowGlyphs = new ArrayList<>(size);
    String[] symbols = utf8 ? UTF_8 : ASCII;
    branch = symbols[0];
    last = symbols[1];
    vertical = symbols[2];
  }

  /** The tree from its roots down. */
  static Outline of(Table<?> table, boolean utf8) {
    Outline outline = new Outline(table.rows().size(), utf8);
    for (Row root : table.roots()) {
      outline.add(root, "", "");
    }
    return outline;
  }

  private void add(Row row, String glyph, String indent) {
    List<Row> children = row.children();
    rows.add(row);
    glyphs.add(glyph);
    belowGlyphs.add(children.isEmpty() ? indent : indent + vertical + " ");
    for (int i = 0, end = children.size() - 1; i <= end; i++) {
      boolean isLast = i == end;
      add(
          children.get(i),
          indent + (isLast ? last : branch),
          indent + (isLast ? "  " : vertical + " "));
    }
  }

  List<Row> rows() {
    return rows;
  }

  /** What stands before the cell of the tree's column in this row; two cells a level. */
  String glyphs(int row) {
    return glyphs.get(row);
  }

  /** The same on further lines of the row. */
  String belowGlyphs(int row) {
    return belowGlyphs.get(row);
  }
}
