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

  /** The whole text, with its last newline. Bytes, one char each. */
  public String print(Table<?> table, Look look) {
    return switch (this) {
      case TABLE -> TextTable.print(table, look);
      case RAW -> Raw.print(table, look);
      case JSON -> JsonTable.print(Json.indented(), table, look);
      case JSON_LINE -> JsonTable.print(Json.inline(), table, look);
      case JSON_COMPACT -> JsonTable.printCompact(table, look);
      case JSONL -> JsonTable.printLines(table, look);
      case CSV -> Csv.print(table, look);
    };
  }
}
