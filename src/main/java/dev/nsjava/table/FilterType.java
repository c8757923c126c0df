package dev.nsjava.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What values are compared as. A value is a String, a Long (unsigned), a BigDecimal or a Boolean;
 * null is that of a cell that is absent.
 */
enum FilterType {
  STRING {
    @Override
    Object cast(Object value) {
      return value instanceof Long number
          ? Long.toUnsignedString(number)
          : value instanceof BigDecimal decimal ? shown(decimal) : value.toString();
    }
  },
  NUMBER {
    @Override
    Object cast(Object value) {
      if (value instanceof Boolean truth) {
        return truth ? 1L : 0L;
      }
      return value instanceof String text ? number(text) : value;
    }
  },
  FLOAT {
    @Override
    Object cast(Object value) {
      return switch (value) {
        case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
        case Long number -> new BigDecimal(Long.toUnsignedString(number));
        case String text -> decimal(text);
        default -> value;
      };
    }
  },
  BOOLEAN {
    @Override
    Object cast(Object value) {
      if (value instanceof String text) {
        return switch (trimmed(text).toLowerCase(Locale.ROOT)) {
          case "1", "y", "yes", "true" -> true;
          default -> false;
        };
      }
      return isTrue(value);
    }
  };

  /**
   * A value as one of this type.
   *
   * @throws FilterException if it is a text that is no number
   */
  abstract Object cast(Object value);

  /** Whether numbers that are absent count as 0 when they become one of this type. */
  boolean isZeroIfAbsent() {
    return this != NUMBER;
  }

  /** Whether a value by itself lets a row pass: what is absent, empty or zero does not. */
  static boolean isTrue(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean truth -> truth;
      case Long number -> number != 0;
      case BigDecimal decimal -> decimal.signum() != 0;
      default -> !value.toString().isEmpty();
    };
  }

  /** The order of two values of one type: bytes, numbers, false before true. */
  static int compare(Object a, Object b) {
    return switch (a) {
      case Long number -> Long.compareUnsigned(number, (Long) b);
      case BigDecimal decimal -> decimal.compareTo((BigDecimal) b);
      case Boolean truth -> truth.compareTo((Boolean) b);
      default -> a.toString().compareTo(b.toString());
    };
  }

  /** A text without what is blank at its ends, as isspace(3) has it. */
  static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  static FilterException unfit(String reason) {
    return new FilterException("failed to apply filter: " + reason);
  }

  private static Object number(String text) {
    String digits = trimmed(text);
    try {
      return Long.parseUnsignedLong(digits);
    } catch (NumberFormatException e) {
      boolean isInteger = digits.matches("[+-]?[0-9]+");
      throw unfit(isInteger ? "Numerical result out of range" : "Invalid argument");
    }
  }

  private static Object decimal(String text) {
    try {
      return new BigDecimal(trimmed(text));
    } catch (NumberFormatException e) {
      throw unfit("Invalid argument");
    }
  }

  /** As {@code %Lg} of printf(3): six digits, and an exponent where the point is far away. */
  private static String shown(BigDecimal decimal) {
    if (decimal.signum() == 0) {
      return "0";
    }
    BigDecimal rounded =
        decimal.round(new MathContext(6, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return rounded.toPlainString();
    }
    String sign = exponent < 0 ? "e-" : "e+";
    String digits = Integer.toString(Math.abs(exponent));
    return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString()
        + sign
        + (digits.length() < 2 ? "0" : "")
        + digits;
  }
}
