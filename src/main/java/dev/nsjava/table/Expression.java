package dev.nsjava.table;

import dev.nsjava.table.Filter.Cells;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A part of a filter. */
sealed interface Expression<C extends Column> {

  /** What it is for this row, see {@link FilterType}; null if it is a cell that is absent. */
  @Nullable Object value(Cells<C> row);

  /** What it is by itself. */
  FilterType type();

  /** What was written down, and so decides what a cell is compared as. */
  record Literal<C extends Column>(FilterType type, Object fixed) implements Expression<C> {
    @Override
    public Object value(Cells<C> row) {
      return fixed;
    }
  }

  /** The cell of a column. */
  record Cell<C extends Column>(C column) implements Expression<C> {
    @Override
    public @Nullable Object value(Cells<C> row) {
      String text = row.cell(column);
      return text == null ? null : type().cast(FilterType.trimmed(text));
    }

    @Override
    public FilterType type() {
      return column.isNumber() ? FilterType.NUMBER : FilterType.STRING;
    }
  }

  /** One that is true or false. */
  sealed interface Test<C extends Column> extends Expression<C> {

    boolean holds(Cells<C> row);

    @Override
    default Object value(Cells<C> row) {
      return holds(row);
    }

    @Override
    default FilterType type() {
      return FilterType.BOOLEAN;
    }
  }

  record Not<C extends Column>(Expression<C> operand) implements Test<C> {
    @Override
    public boolean holds(Cells<C> row) {
      return !operand.isTrue(row);
    }
  }

  record And<C extends Column>(Expression<C> left, Expression<C> right) implements Test<C> {
    @Override
    public boolean holds(Cells<C> row) {
      return left.isTrue(row) && right.isTrue(row);
    }
  }

  record Or<C extends Column>(Expression<C> left, Expression<C> right) implements Test<C> {
    @Override
    public boolean holds(Cells<C> row) {
      return left.isTrue(row) || right.isTrue(row);
    }
  }

  /** A regular expression found in a text. A text that is absent is empty, a number is 0. */
  record Match<C extends Column>(Expression<C> operand, Pattern pattern) implements Test<C> {
    @Override
    public boolean holds(Cells<C> row) {
      if (!(operand instanceof Cell) && operand.type() != FilterType.STRING) {
        throw FilterType.unfit("Invalid argument");
      }
      Object value = operand.value(row);
      String absent = operand.type() == FilterType.NUMBER ? "0" : "";
      Object text = value == null ? absent : FilterType.STRING.cast(value);
      return Ere.isFoundIn(pattern, text.toString());
    }
  }

  /** A comparison by one of {@code == != < <= > >=}. */
  record Comparison<C extends Column>(
      FilterToken.Kind operator, Expression<C> left, Expression<C> right) implements Test<C> {

    @Override
    public boolean holds(Cells<C> row) {
      FilterType type = commonType();
      Object a = operand(left, type, row);
      Object b = operand(right, type, row);
      if (a != null && b != null) {
        return isAsked(FilterType.compare(a, b));
      }
      // Absent texts come before all others; numbers that are absent are not even different.
      return type == FilterType.STRING && isAsked(a == b ? 0 : a == null ? -1 : 1);
    }

    private @Nullable Object operand(Expression<C> side, FilterType type, Cells<C> row) {
      Object value = side.value(row);
      if (value == null) {
        boolean zero = side.type() == FilterType.NUMBER && type.isZeroIfAbsent();
        return zero ? type.cast(0L) : null;
      }
      return type.cast(value);
    }

    /** That of a literal rather than of a cell, and of the left one rather than of the right. */
    private FilterType commonType() {
      boolean leftDecides = !(left instanceof Cell) || right instanceof Cell;
      FilterType type = leftDecides ? left.type() : right.type();
      FilterType other = leftDecides ? right.type() : left.type();
      boolean isFloat = type == FilterType.NUMBER && other == FilterType.FLOAT;
      return isFloat ? FilterType.FLOAT : type;
    }

    private boolean isAsked(int order) {
      return switch (operator) {
        case EQ -> order == 0;
        case NE -> order != 0;
        case LT -> order < 0;
        case LE -> order <= 0;
        case GT -> order > 0;
        default -> order >= 0;
      };
    }
  }

  /** Whether it lets a row pass by itself. */
  default boolean isTrue(Cells<C> row) {
    return FilterType.isTrue(value(row));
  }
}
