package dev.nsjava.table;

/** What a table shows of each row in one column, and how. */
public interface Column {

  /** The words above it, as in {@code NETNSID}; in JSON the key is this in lower case. */
  String heading();

  /** Whether cells are moved to the right edge. */
  boolean isRight();

  /** Whether cells are numbers: not quoted in JSON, and compared as numbers by a filter. */
  boolean isNumber();

  /** Whether it is the first to be cut on a narrow terminal. */
  boolean isTruncated();

  /** Whether cells have parts, with {@code \n} between, each on a line of its own in a table. */
  boolean isWrapped();

  /** One line of help. */
  String description();
}
