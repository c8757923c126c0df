package dev.nsjava.table;

import dev.nsjava.table.Expression.And;
import dev.nsjava.table.Expression.Cell;
import dev.nsjava.table.Expression.Comparison;
import dev.nsjava.table.Expression.Literal;
import dev.nsjava.table.Expression.Match;
import dev.nsjava.table.Expression.Not;
import dev.nsjava.table.Expression.Or;
import dev.nsjava.table.FilterToken.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the language of scols-filter(5), with the precedences that it has there: {@code and} and
 * {@code or} bind alike, so do all comparisons; {@code not} takes one operand only.
 *
 * <pre>
 * tests:      comparison ((and|or) comparison)*
 * comparison: operand ((==|!=|<|<=|>|>=|=~|!~) operand)*
 * operand:    not operand | ( tests ) | name | literal
 * </pre>
 */
final class FilterParser<C extends Column> {

  private static final int MOST_NODES = 256;

  private final FilterLexer lexer;
  private final List<C> columns;
  private final List<C> named = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private FilterToken token;
  private int depth;
  private int nodes;

  FilterParser(String source, List<C> columns) {
    this.lexer = new FilterLexer(source);
    this.columns = columns;
    this.token = lexer.next();
  }

  /**
   * The whole of it.
   *
   * @throws FilterSyntax if it is none
   */
  Expression<C> parse() {
    Expression<C> expression = tests();
    if (token.kind() != Kind.END) {
      throw unexpected();
    }
    return expression;
  }

  /** The columns named so far, each once. */
  List<C> named() {
    return named;
  }

  /** Names that are no column's, as often as they were met. */
  List<String> unknown() {
    return unknown;
  }

  private Expression<C> tests() {
    Expression<C> left = comparison();
    while (token.kind() == Kind.AND || token.kind() == Kind.OR) {
      boolean and = token.kind() == Kind.AND;
      advance();
      Expression<C> right = comparison();
      left = counted(and ? new And<>(left, right) : new Or<>(left, right));
    }
    return left;
  }

  private Expression<C> comparison() {
    Expression<C> left = operand();
    while (true) {
      Kind operator = token.kind();
      switch (operator) {
        case EQ, NE, LT, LE, GT, GE -> {
          advance();
          left = counted(new Comparison<>(operator, left, operand()));
        }
        case MATCHES, DIFFERS -> {
          advance();
          left = match(left);
          left = operator == Kind.MATCHES ? left : counted(new Not<>(left));
        }
        default -> {
          return left;
        }
      }
    }
  }

  private Expression<C> match(Expression<C> left) {
    FilterToken first = token;
    if (operand() instanceof Literal<C> literal && literal.fixed() instanceof String pattern) {
      return counted(new Match<>(left, Ere.compile(pattern)));
    }
    throw new FilterSyntax("syntax error, unexpected " + first.kind() + ", expecting STRING");
  }

  private Expression<C> operand() {
    FilterToken first = token;
    switch (first.kind()) {
      case NOT -> {
        advance();
        return counted(new Not<>(operand()));
      }
      case OPEN -> {
        return group();
      }
      case HOLDER -> {
        advance();
        return counted(cell(first.text()));
      }
      default -> {
        Expression<C> literal = literal(first);
        advance();
        return counted(literal);
      }
    }
  }

  private Expression<C> group() {
    depth++;
    advance();
    Expression<C> inner = tests();
    if (token.kind() != Kind.CLOSE) {
      throw unexpected();
    }
    depth--;
    advance();
    return inner;
  }

  private Expression<C> literal(FilterToken word) {
    String text = word.text();
    return switch (word.kind()) {
      case STRING -> new Literal<>(FilterType.STRING, text);
      case NUMBER -> new Literal<>(FilterType.NUMBER, Long.parseUnsignedLong(text));
      case FLOAT -> new Literal<>(FilterType.FLOAT, new BigDecimal(text));
      case TRUE, FALSE -> new Literal<>(FilterType.BOOLEAN, word.kind() == Kind.TRUE);
      case INVALID_NUMBER ->
          throw new FilterSyntax('"' + text + "\" token error: Numerical result out of range");
      default -> throw new FilterSyntax("syntax error, unexpected " + word.kind());
    };
  }

  private Expression<C> cell(String name) {
    for (C column : columns) {
      if (column.heading().equalsIgnoreCase(name)) {
        if (!named.contains(column)) {
          named.add(column);
        }
        return new Cell<>(column);
      }
    }
    unknown.add(name);
    return new Literal<>(FilterType.BOOLEAN, false); // never asked: the filter is refused
  }

  private Expression<C> counted(Expression<C> expression) {
    nodes++;
    if (nodes > MOST_NODES) {
      throw new FilterSyntax("expression too complex");
    }
    return expression;
  }

  private void advance() {
    token = lexer.next();
  }

  /** What cannot follow a complete operand. */
  private FilterSyntax unexpected() {
    boolean outermost = depth == 0;
    return new FilterSyntax(
        "syntax error, unexpected " + token.kind() + (outermost ? ", expecting end of file" : ""));
  }
}
