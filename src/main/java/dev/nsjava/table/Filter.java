package dev.nsjava.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of {@code lsns --filter}, see scols-filter(5).
 *
 * @param <C> the columns that an expression may name
 */
public final class Filter<C extends Column> {

  /** A row as a filter looks at it: asked only for what the expression needs. */
  public interface Cells<C> {

    /** The text of a cell, null if there is none. */
    @Nullable String cell(C column);
  }

  private Filter() {}

  /**
   * Reads an expression.
   *
   * @param columns all that may be named, by their headings in any case
   * @throws FilterException if it is none
   */
  public static <C extends Column> Filter<C> parse(String expression, List<C> columns) {
    return new Filter<>();
  }

  /** The columns that the expression names, each once. */
  public List<C> columns() {
    return List.of();
  }

  /**
   * Whether the row passes.
   *
   * @throws FilterException if a column's values cannot be compared as asked
   */
  public boolean accepts(Cells<C> row) {
    return true;
  }
}
