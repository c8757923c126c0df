package dev.nsjava.table;

/** What a table shows of each row in one column, and how. */
public interface Column {

  /** The words above it, as in {@code NETNSID}; in JSON the key is this in lower case. */
  String heading();

  /** Whether cells are moved to the right edge. */
  boolean isRight();

  /** Whether cells are numbers: not quoted in JSON, and compared as numbers by a filter. */
  boolean isNumber();

  /** Whether it is cut on a narrow terminal; others never are. */
  boolean isTruncated();

  /** Whether cells have parts, with {@code \n} between, each on a line of its own in a table. */
  boolean isWrapped();

  /**
   * The cells it is widened to, from the last such column to the first, where a terminal has room;
   * 0: no more than it needs. Not for those that are cut.
   */
  default int roomyWidth() {
    return 0;
  }

  /** One line of help. */
  String description();
}
