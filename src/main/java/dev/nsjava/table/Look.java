package dev.nsjava.table;

import org.jspecify.annotations.Nullable;

/**
 * How a table is to be shown.
 *
 * @param width of the terminal in cells; 0: none, nothing is cut or widened
 * @param utf8 whether the locale's codeset is UTF-8: glyphs of trees, and what is printable
 * @param headings whether there is a line of headings
 * @param cut whether columns that may be cut are, if the terminal is too narrow
 * @param wrap whether parts of a cell stand on lines of their own; else a newline is a character
 *     like others
 * @param colour whether headings and glyphs of trees are marked
 * @param guarded whether JSON escapes U+007F to U+009F, which terminals obey; libsmartcols does not
 * @param tree the column that shows which row hangs below which; null, or none of the table's: rows
 *     are shown as they were added, also in JSON
 */
public record Look(
    int width,
    boolean utf8,
    boolean headings,
    boolean cut,
    boolean wrap,
    boolean colour,
    boolean guarded,
    @Nullable Column tree) {

  /** For pipes: headings, wrapped, no colour, no tree. */
  public static final Look PLAIN = new Look(0, true, true, true, true, false, true, null);

  /** Whether a table shows which row hangs below which. */
  boolean isTree(Table<?> table) {
    return tree != null && table.columns().contains(tree);
  }

  /** Whether that is shown in this column; it may stand in a table twice. */
  boolean isTree(Column column) {
    return tree != null && column.equals(tree);
  }
}
