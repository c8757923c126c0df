package dev.nsjava.table;

import dev.nsjava.table.FilterToken.Kind;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Cuts a filter into words, from left to right. */
final class FilterLexer {

  private static final BigInteger MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
  private static final String UNITS = "KMGTPEZY";
  private static final String NAME_SIGNS = "%-./:_";

  private final String source;
  private int at;

  FilterLexer(String source) {
    this.source = source;
  }

  /** The next word; at the end, and for ever after, {@link Kind#END}. */
  FilterToken next() {
    while (at < source.length() && " \t\n".indexOf(source.charAt(at)) >= 0) {
      at++;
    }
    if (at == source.length()) {
      return new FilterToken(Kind.END, "");
    }
    char c = source.charAt(at);
    if (isDigit(c)) {
      return number();
    }
    if (isLetter(c)) {
      return name();
    }
    return c == '"' || c == '\'' ? string(c) : sign();
  }

  private FilterToken sign() {
    for (int length = 2; length > 0; length--) {
      String sign = source.substring(at, Math.min(at + length, source.length()));
      Kind kind = kindOfSign(sign);
      if (kind != null) {
        at += sign.length();
        return new FilterToken(kind, sign);
      }
    }
    at++;
    return new FilterToken(Kind.INVALID, source.substring(at - 1, at));
  }

  private static @Nullable Kind kindOfSign(String sign) {
    return switch (sign) {
      case "==" -> Kind.EQ;
      case "!=" -> Kind.NE;
      case "<=" -> Kind.LE;
      case ">=" -> Kind.GE;
      case "=~" -> Kind.MATCHES;
      case "!~" -> Kind.DIFFERS;
      case "&&" -> Kind.AND;
      case "||" -> Kind.OR;
      case "<" -> Kind.LT;
      case ">" -> Kind.GT;
      case "!" -> Kind.NOT;
      case "(" -> Kind.OPEN;
      case ")" -> Kind.CLOSE;
      default -> null;
    };
  }

  private FilterToken name() {
    int start = at;
    while (at < source.length() && isOfName(source.charAt(at))) {
      at++;
    }
    String name = source.substring(start, at);
    Kind kind =
        switch (name) {
          case "and", "AND" -> Kind.AND;
          case "or", "OR" -> Kind.OR;
          case "not", "NOT" -> Kind.NOT;
          case "eq", "EQ" -> Kind.EQ;
          case "ne", "NE" -> Kind.NE;
          case "lt", "LT" -> Kind.LT;
          case "le", "LE" -> Kind.LE;
          case "gt", "GT" -> Kind.GT;
          case "ge", "GE" -> Kind.GE;
          case "true", "TRUE" -> Kind.TRUE;
          case "false", "FALSE" -> Kind.FALSE;
          default -> Kind.HOLDER;
        };
    return new FilterToken(kind, name);
  }

  /** Up to the same quote, without blanks around it; no escapes, and no newline within. */
  private FilterToken string(char quote) {
    int end = source.indexOf(quote, at + 1);
    int newline = source.indexOf('\n', at);
    if (end < 0 || (newline >= 0 && newline < end)) {
      at = source.length();
      return new FilterToken(Kind.INVALID, "");
    }
    String text = FilterType.trimmed(source.substring(at + 1, end));
    at = end + 1;
    return new FilterToken(Kind.STRING, text);
  }

  /**
   * Digits, with a fraction or a unit. A number's text is its value: without a unit the largest
   * unsigned one if it is larger, as strtoull(3) has it; with one it is invalid then.
   */
  private FilterToken number() {
    int start = at;
    skipDigits();
    int digits = at;
    if (at + 1 < source.length() && source.charAt(at) == '.' && isDigit(source.charAt(at + 1))) {
      at++;
      skipDigits();
      return new FilterToken(Kind.FLOAT, source.substring(start, at));
    }
    BigInteger value = new BigInteger(source.substring(start, digits));
    int unit = at < source.length() ? UNITS.indexOf(source.charAt(at)) : -1;
    if (unit < 0) {
      return new FilterToken(Kind.NUMBER, value.min(MAX).toString());
    }
    at += source.startsWith("iB", at + 1) ? 3 : 1;
    value = value.shiftLeft(10 * (unit + 1));
    return value.compareTo(MAX) > 0
        ? new FilterToken(Kind.INVALID_NUMBER, source.substring(start, at))
        : new FilterToken(Kind.NUMBER, value.toString());
  }

  private void skipDigits() {
    while (at < source.length() && isDigit(source.charAt(at))) {
      at++;
    }
  }

  private static boolean isOfName(char c) {
    return isLetter(c) || isDigit(c) || NAME_SIGNS.indexOf(c) >= 0;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
