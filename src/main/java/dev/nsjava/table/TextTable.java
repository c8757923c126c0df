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
  private final int tree;
  private final @Nullable Outline outline;
  private final StringBuilder out = new StringBuilder(4096);

  /** What is shown of each row in each column; parts of a wrapped cell have newlines between. */
  private final String[][] texts;

  private final int[][] textWidths;
  private final int[] widths;

  private TextTable(Table<?> table, Look look) {
    this.columns = table.columns().toArray(new Column[0]);
    this.look = look;
    this.tree = look.treeIn(table.columns());
    this.outline = tree < 0 ? null : Outline.of(table, look.utf8());
    List<Row> rows = outline == null ? table.rows() : outline.rows();
    this.texts = new String[rows.size()][columns.length];
    this.textWidths = new int[rows.size()][columns.length];
    for (int row = 0; row < texts.length; row++) {
      take(row, rows.get(row).cells());
    }
    this.widths = Widths.of(columns, headingWidths(), textWidths, look);
  }

  /** The lines of a table; none if it has no rows. */
  static String print(Table<?> table, Look look) {
    if (table.columns().isEmpty() || table.rows().isEmpty()) {
      return "";
    }
    TextTable text = new TextTable(table, look);
    if (look.headings()) {
      text.addHeadings();
    }
    for (int row = 0; row < text.texts.length; row++) {
      text.addRow(row);
    }
    return text.out.toString();
  }

  private int[] headingWidths() {
    int[] wide = new int[columns.length];
    for (int i = 0; look.headings() && i < wide.length; i++) {
      wide[i] = columns[i].heading().length();
    }
    return wide;
  }

  private void take(int row, List<@Nullable String> cells) {
    for (int i = 0; i < columns.length; i++) {
      String cell = cells.get(i);
      String text = cell == null ? "" : cell;
      int width = text.length();
      if (!Text.isPlain(text)) {
        text = readable(i, text);
        width = widest(text);
      }
      if (i == tree && outline != null) {
        String glyphs = outline.glyphs(row);
        text = glyphs.concat(text);
        width += Text.width(glyphs);
      }
      texts[row][i] = text;
      textWidths[row][i] = width;
    }
  }

  private String readable(int i, String cell) {
    boolean parts = look.wrap() && i != tree && columns[i].isWrapped();
    return parts && cell.indexOf('\n') >= 0 ? shownParts(cell) : shown(cell);
  }

  private String shown(String bytes) {
    return Text.shown(bytes, look.utf8());
  }

  private String shownParts(String bytes) {
    StringBuilder parts = new StringBuilder(bytes.length());
    for (int line = 0; line < lines(bytes); line++) {
      parts.append(line == 0 ? "" : "\n").append(shown(part(bytes, line)));
    }
    return parts.toString();
  }

  private static int widest(String text) {
    int lines = lines(text);
    if (lines == 1) {
      return Text.width(text);
    }
    int widest = 0;
    for (int line = 0; line < lines; line++) {
      widest = Math.max(widest, Text.width(part(text, line)));
    }
    return widest;
  }

  private static int lines(String text) {
    int lines = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      lines++;
    }
    return lines;
  }

  /** One part of a text; empty if there are fewer. */
  private static String part(String text, int line) {
    int start = 0;
    for (int i = 0; i < line; i++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return "";
      }
      start = end + 1;
    }
    int end = text.indexOf('\n', start);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  private void addHeadings() {
    if (look.colour()) {
      out.append(BOLD);
    }
    for (int i = 0; i < columns.length; i++) {
      String heading = columns[i].heading();
      addCell(i, heading, heading.length(), columns[i].isRight(), 0);
    }
    out.append(look.colour() ? NORMAL : "").append('\n');
  }

  private void addRow(int row) {
    int lines = 1;
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].isWrapped()) {
        lines = Math.max(lines, lines(texts[row][i]));
      }
    }
    if (lines > 1) {
      addLines(row, lines);
      return;
    }
    for (int i = 0; i < columns.length; i++) {
      int glyphs = i == tree && outline != null ? outline.glyphs(row).length() : 0;
      addCell(i, texts[row][i], textWidths[row][i], columns[i].isRight(), glyphs);
    }
    out.append('\n');
  }

  private void addLines(int row, int lines) {
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < columns.length; i++) {
        String text = part(texts[row][i], line);
        boolean right = line == 0 && columns[i].isRight();
        if (line > 0 && i == tree && outline != null) {
          String glyphs = outline.belowGlyphs(row);
          addUncut(i, glyphs, Text.width(glyphs), false, glyphs.length());
        } else {
          int glyphs = i == tree && outline != null ? outline.glyphs(row).length() : 0;
          addCell(i, text, Text.width(text), right, glyphs);
        }
      }
      out.append('\n');
    }
  }

  private void addCell(int i, String text, int textWidth, boolean right, int glyphs) {
    if (textWidth == 0) {
      addUncut(i, "", 0, right, 0); // what has no width is not printed
    } else if (textWidth > widths[i]) {
      String cut = Text.cut(text, widths[i]);
      addUncut(i, cut, Text.width(cut), right, Math.min(glyphs, cut.length()));
    } else {
      addUncut(i, text, textWidth, right, glyphs);
    }
  }

  /**
   * Appends a cell, moved to its edge, and the blank after it; the last has none.
   *
   * @param glyphs how many bytes at its start are glyphs of the tree
   */
  private void addUncut(int i, String text, int textWidth, boolean isRight, int glyphs) {
    boolean last = i == columns.length - 1;
    boolean right = isRight && i != tree;
    if (right && !(last && text.isEmpty())) {
      pad(widths[i] - textWidth);
    }
    int dim = look.colour() ? glyphs : 0;
    if (dim > 0) {
      out.append(DIM).append(text, 0, dim).append(NORMAL).append(text, dim, text.length());
    } else {
      out.append(text);
    }
    if (!last) {
      pad(right ? 0 : widths[i] - textWidth);
      out.append(' ');
    }
  }

  private void pad(int blanks) {
    out.repeat(' ', Math.max(blanks, 0));
  }
}
