package dev.nsjava.table;

/** A way to write down a {@link Table}. */
public enum Format {
  /** For people: aligned columns. */
  TABLE,
  /** One row a line, blanks within cells escaped as in {@code \x20}. */
  RAW,
  /** One document, with what hangs below a row in its {@code children}. */
  JSON,
  /** The same on one line. */
  JSON_LINE,
  /** The same with few blanks: {@code LIBSMARTCOLS_JSON=compact}. */
  JSON_COMPACT,
  /** One object a line. */
  JSONL,
  /** RFC 4180. */
  CSV;

  /** Writes the whole text, with its last newline. Bytes, one char each. */
  public void print(Table<?> table, Look look, Output out) {
    switch (this) {
      case TABLE -> TextTable.print(table, look, out);
      case RAW -> Raw.print(table, look, out);
      case JSON -> JsonTable.print(table, look, false, out);
      case JSON_LINE -> JsonTable.print(table, look, true, out);
      case JSON_COMPACT -> JsonTable.printCompact(table, look, out);
      case JSONL -> JsonTable.printLines(table, look, out);
      case CSV -> Csv.print(table, look, out);
    }
  }

  /** The whole text of a small table. */
  public String print(Table<?> table, Look look) {
    Output out = new Output();
    print(table, look, out);
    return out.toString();
  }
}
