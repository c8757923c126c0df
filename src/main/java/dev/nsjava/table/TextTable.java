package dev.nsjava.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aligned columns for people, with trees and cells of several lines. */
final class TextTable {

  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String NORMAL = "\u001b[0m";

  private final Column[] columns;
  private final Look look;
  private final Output out;

  /** Of each column, whether it shows the tree, and whether its cells have parts. */
  private final boolean[] isTree;

  private final boolean[] hasParts;
  private final @Nullable Outline outline;
  private final List<Row> rows;

  /** Of each row in each column: its cells, and whether it is shown as it is, a cell a byte. */
  private final int[][] cellWidths;

  private final boolean[][] isPlain;
  private final int[] widths;

  private TextTable(Table<?> table, Look look, Output out) {
    this.columns = table.columns().toArray(new Column[0]);
    this.look = look;
    this.out = out;
    this.isTree = new boolean[columns.length];
    this.hasParts = new boolean[columns.length];
    for (int i = 0; i < columns.length; i++) {
      isTree[i] = look.isTree(columns[i]);
      hasParts[i] = look.wrap() && columns[i].isWrapped() && !isTree[i];
    }
    this.outline = Outline.of(table, look);
    this.rows = Outline.rows(table, outline);
    this.cellWidths = new int[rows.size()][columns.length];
    this.isPlain = new boolean[rows.size()][columns.length];
    for (int row = 0; row < cellWidths.length; row++) {
      measure(row);
    }
    this.widths = Widths.of(columns, headingWidths(), cellWidths, look);
  }

  /** Writes the lines of a table; none if it has no rows. */
  static void print(Table<?> table, Look look, Output out) {
    if (table.columns().isEmpty() || table.rows().isEmpty()) {
      return;
    }
    TextTable text = new TextTable(table, look, out);
    if (look.headings()) {
      text.addHeadings();
    }
    for (int row = 0; row < text.rows.size(); row++) {
      text.addRow(row);
    }
  }

  private int[] headingWidths() {
    int[] wide = new int[columns.length];
    for (int i = 0; look.headings() && i < wide.length; i++) {
      wide[i] = columns[i].heading().length();
    }
    return wide;
  }

  private void measure(int row) {
    for (int i = 0; i < columns.length; i++) {
      String text = text(row, i);
      boolean plain = Text.isPlain(text);
      int width = plain ? text.length() : widest(text, hasParts[i]);
      isPlain[row][i] = plain;
      cellWidths[row][i] = width + glyphWidth(row, i);
    }
  }

  private int glyphWidth(int row, int i) {
    return isTree[i] && outline != null ? outline.width(row) : 0;
  }

  private String text(int row, int i) {
    String cell = rows.get(row).cells().get(i);
    return cell == null ? "" : cell;
  }

  private int widest(String text, boolean parts) {
    int widest = 0;
    for (int start = 0; start <= text.length(); ) {
      int end = parts ? endOfPart(text, start) : text.length();
      widest = Math.max(widest, Text.width(text, start, end, look.utf8()));
      start = end + 1;
    }
    return widest;
  }

  private static int endOfPart(String text, int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  private void addHeadings() {
    if (look.colour()) {
      out.append(BOLD);
    }
    for (int i = 0; i < columns.length; i++) {
      String heading = columns[i].heading();
      int blanks = widths[i] - heading.length();
      before(i, columns[i].isRight(), blanks, heading.isEmpty());
      out.append(heading);
      after(i, columns[i].isRight(), blanks);
    }
    out.append(look.colour() ? NORMAL : "").append('\n');
  }

  private void addRow(int row) {
    if (outline != null) {
      outline.moveTo(row);
    }
    boolean more = false;
    for (int i = 0; i < columns.length; i++) {
      more |= hasParts[i] && !isPlain[row][i] && text(row, i).indexOf('\n') >= 0;
    }
    if (more) {
      addLines(row);
      return;
    }
    for (int i = 0; i < columns.length; i++) {
      String text = text(row, i);
      addCell(row, i, columns[i].isRight(), text, 0, text.length(), cellWidths[row][i]);
    }
    out.append('\n');
  }

  private void addLines(int row) {
    int[] starts = new int[columns.length];
    boolean first = true;
    boolean more = true;
    while (more) {
      more = false;
      for (int i = 0; i < columns.length; i++) {
        String text = text(row, i);
        int start = Math.min(starts[i], text.length());
        int end = hasParts[i] ? endOfPart(text, start) : text.length();
        starts[i] = end + 1;
        more |= end < text.length();
        if (!first && isTree[i] && outline != null) {
          addBelowGlyphs(row, i, outline);
        } else {
          int width = Text.width(text, start, end, look.utf8());
          boolean right = first && columns[i].isRight();
          addCell(row, i, right, text, start, end, width + glyphWidth(row, i));
        }
      }
      out.append('\n');
      first = false;
    }
  }

  /** Adds part of a cell, with its glyphs, cut if it is too wide. */
  private void addCell(
      int row, int i, boolean right, String text, int from, int to, int cellWidth) {
    int glyphs = glyphWidth(row, i);
    int room = widths[i] - glyphs; // below 0 if there is none for all glyphs
    int width = cellWidth;
    if (width > widths[i]) {
      // A wide character is left out as a whole, so it may be less than there is room for.
      width = room < 0 ? widths[i] : glyphs + Text.show(text, from, to, look.utf8(), room, null);
    }
    before(i, right, widths[i] - width, width == 0);
    if (width > 0) { // what has no width is not printed
      if (glyphs > 0 && outline != null) {
        addGlyphs(outline.glyphs(), widths[i]);
      }
      addText(text, from, to, isPlain[row][i], room);
    }
    after(i, right, widths[i] - width);
  }

  private void addText(String text, int from, int to, boolean plain, int room) {
    if (plain && room > 0) {
      out.append(text, from, Math.min(to, from + room));
    } else if (!plain && room >= 0) {
      Text.show(text, from, to, look.utf8(), room, out);
    }
  }

  private void addBelowGlyphs(int row, int i, Outline tree) {
    addGlyphs(tree.belowGlyphs(row), Integer.MAX_VALUE);
    after(i, false, widths[i] - tree.belowWidth(row));
  }

  private void addGlyphs(String glyphs, int room) {
    if (glyphs.isEmpty()) {
      return;
    }
    out.append(look.colour() ? DIM : "");
    Text.show(glyphs, 0, glyphs.length(), look.utf8(), room, out);
    out.append(look.colour() ? NORMAL : "");
  }

  /** Moves what comes to the right edge. */
  private void before(int i, boolean right, int blanks, boolean isEmpty) {
    boolean last = i == columns.length - 1;
    if (right && !isTree[i] && !(last && isEmpty)) {
      out.pad(blanks);
    }
  }

  /** Fills up what came, and appends the blank after it; the last has none. */
  private void after(int i, boolean right, int blanks) {
    if (i < columns.length - 1) {
      out.pad(right && !isTree[i] ? 0 : blanks);
      out.append(' ');
    }
  }
}
