package dev.nsjava.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of a {@link Table}, with those that hang below it. */
public final class Row {

  private final List<@Nullable String> cells;
  private final List<Row> children = new ArrayList<>(0);

  Row(List<@Nullable String> cells) {
    this.cells = cells;
  }

  /** One for each column; null where there is nothing to show. Bytes, one char each. */
  public List<@Nullable String> cells() {
    return cells;
  }

  /** The rows that were added below this one, in that order. */
  public List<Row> children() {
    return children;
  }
}
