package dev.nsjava.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of {@code lsns --filter}, see scols-filter(5).
 *
 * @param <C> the columns that an expression may name
 */
public final class Filter<C extends Column> {

  private static final int LONGEST = 1024;

  private final Expression<C> expression;
  private final List<C> columns;

  private Filter(Expression<C> expression, List<C> columns) {
    this.expression = expression;
    this.columns = columns;
  }

  /** A row as a filter looks at it: asked only for what the expression needs. */
  public interface Cells<C> {

    /** The text of a cell, null if there is none. Bytes, one char each. */
    @Nullable String cell(C column);
  }

  /**
   * Reads an expression. An empty one lets all rows pass.
   *
   * @param expression bytes, one char each
   * @param columns all that may be named, by their headings in any case
   * @throws FilterException if it is none
   */
  public static <C extends Column> Filter<C> parse(String expression, List<C> columns) {
    if (expression.isEmpty()) {
      return new Filter<>(new Expression.Literal<>(FilterType.BOOLEAN, true), List.of());
    }
    try {
      if (expression.length() > LONGEST) {
        throw new FilterSyntax("expression too long");
      }
      FilterParser<C> parser = new FilterParser<>(expression, columns);
      Expression<C> parsed = parser.parse();
      refuse(parser.unknown());
      return new Filter<>(parsed, parser.named());
    } catch (FilterSyntax e) {
      throw new FilterException("failed to parse \"" + expression + "\": " + e.reason());
    }
  }

  private static void refuse(List<String> unknown) {
    if (!unknown.isEmpty()) {
      List<String> messages = new ArrayList<>();
      for (String name : unknown) {
        messages.add("unknown column: " + name);
      }
      messages.add("failed to initialize filter");
      throw new FilterException(messages.toArray(new String[0]));
    }
  }

  /** The columns that the expression names, each once. */
  public List<C> columns() {
    return columns;
  }

  /**
   * Whether the row passes.
   *
   * @throws FilterException if a cell cannot be compared as asked
   */
  public boolean accepts(Cells<C> row) {
    return expression.isTrue(row);
  }
}
