package dev.nsjava.table;

import org.jspecify.annotations.Nullable;

/**
 * How a table is to be shown.
 *
 * @param width of the terminal in cells; 0: none, nothing is cut
 * @param utf8 whether the locale's codeset is UTF-8: glyphs of trees, and what is printable
 * @param headings whether there is a line of headings
 * @param wrap whether parts of a cell stand on lines of their own; else they are joined by commas
 * @param colour whether headings and glyphs of trees are marked
 * @param tree the column that shows which row hangs below which; null, or none of the table's: rows
 *     are shown as they were added, also in JSON
 */
public record Look(
    int width,
    boolean utf8,
    boolean headings,
    boolean wrap,
    boolean colour,
    @Nullable Column tree) {

  /** For pipes: nothing cut, headings, wrapped, no colour, no tree. */
  public static final Look PLAIN = new Look(0, true, true, true, false, null);
}
