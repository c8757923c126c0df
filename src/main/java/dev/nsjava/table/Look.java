package dev.nsjava.table;

import java.util.List;
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
    @Nullable Column tree) {

  /** For pipes: headings, wrapped, no colour, no tree. */
  public static final Look PLAIN = new Look(0, true, true, true, true, false, null);

  /** The index of the tree's column; -1 if it is none of these. */
  int treeIn(List<? extends Column> columns) {
    return tree == null ? -1 : columns.indexOf(tree);
  }
}
