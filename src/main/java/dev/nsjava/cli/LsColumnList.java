package dev.nsjava.cli;

import dev.nsjava.table.Column;
import dev.nsjava.table.Format;
import dev.nsjava.table.Look;
import dev.nsjava.table.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of {@code ls} as a table: {@code --list-columns}. */
enum LsColumnList implements Column {
  HOLDER,
  TYPE,
  DESCRIPTION;

  private static final Look LOOK = new Look(0, true, false, true, true, false, false, null);

  static String print(List<LsColumn> columns, @Nullable Format format) {
    Table<LsColumnList> table = new Table<>("lsns-columns", List.of(values()));
    for (LsColumn column : columns) {
      String type = column.isNumber() ? "<integer>" : "<string>";
      table.add(null, List.of(column.heading(), type, column.description()));
    }
    return (format == null ? Format.TABLE : format).print(table, LOOK);
  }

  @Override
  public String heading() {
    return name();
  }

  @Override
  public boolean isRight() {
    return this == HOLDER;
  }

  @Override
  public boolean isNumber() {
    return false;
  }

  @Override
  public boolean isTruncated() {
    return false;
  }

  @Override
  public boolean isWrapped() {
    return false;
  }

  @Override
  public String description() {
    return "";
  }
}
