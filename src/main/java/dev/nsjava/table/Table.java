package dev.nsjava.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows under columns. How they are shown is the business of {@link Format} and {@link Look}.
 *
 * @param <C> the columns' own type
 */
public final class Table<C extends Column> {

  private final String name;
  private final List<C> columns;
  private final List<Row> rows = new ArrayList<>();
  private final List<Row> roots = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param name the key that JSON has for all of it
   */
  public Table(String name, List<C> columns) {
    this.name = name;
    this.columns = columns;
  }

  /**
   * Adds a row.
   *
   * @param parent the row it hangs below where a tree is shown; null: none
   * @param cells one for each column, null where there is nothing; kept as it is
   */
  public Row add(@Nullable Row parent, List<@Nullable String> cells) {
    Row row = new Row(cells);
    rows.add(row);
    (parent == null ? roots : parent.children()).add(row);
    return row;
  }

  public String name() {
    return name;
  }

  public List<C> columns() {
    return columns;
  }

  /** All rows as they were added. */
  public List<Row> rows() {
    return rows;
  }

  /** The rows below no other. */
  public List<Row> roots() {
    return roots;
  }
}
