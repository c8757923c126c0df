package dev.nsjava.topology.file;

/** Numbers, and numbers with units, as files have them. What is none is -1. */
public final class Quantities {

  private static final int MILLION = 1_000_000;
  private static final int FRACTION = 6;
  private static final int DIGITS = 12;

  private Quantities() {}

  /**
   * Digits alone.
   *
   * @param most the largest that is a number
   */
  static long whole(String text, long most) {
    if (text.isEmpty() || text.length() > DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number <= most ? number : -1;
  }

  /** {@code 20ms}, {@code 100us} or {@code 1.5s}, in microseconds. */
  static long microseconds(String text) {
    if (text.equals("0")) {
      return 0;
    }
    if (text.endsWith("us")) {
      return times(text, 2, 1);
    }
    return text.endsWith("ms") ? times(text, 2, 1_000) : times(text, 1, unit(text, 's'));
  }

  private static long unit(String text, char unit) {
    return !text.isEmpty() && text.charAt(text.length() - 1) == unit ? MILLION : -1;
  }

  /** {@code 10mbit}, in bits per second, decimal. */
  static long bits(String text) {
    if (text.endsWith("kbit")) {
      return times(text, 4, 1_000);
    }
    if (text.endsWith("mbit")) {
      return times(text, 4, MILLION);
    }
    return text.endsWith("gbit") ? times(text, 4, 1_000L * MILLION) : -1;
  }

  /** {@code 0.5%}, in parts per million, at most all. */
  static long partsPerMillion(String text) {
    long parts = text.equals("0") ? 0 : text.endsWith("%") ? times(text, 1, MILLION / 100) : -1;
    return parts > MILLION ? -1 : parts;
  }

  /** The number before a unit, times what that is. */
  private static long times(String text, int unitLength, long unit) {
    long millionths = decimal(text.substring(0, Math.max(text.length() - unitLength, 0)));
    if (millionths < 0 || unit < 0) {
      return -1;
    }
    return millionths / MILLION * unit + millionths % MILLION * unit / MILLION;
  }

  /** A number with at most six digits behind its point, in millionths. */
  private static long decimal(String text) {
    int point = text.indexOf('.');
    String before = point < 0 ? text : text.substring(0, point);
    String behind = point < 0 ? "" : text.substring(point + 1);
    long number = whole(before, Integer.MAX_VALUE);
    boolean fraction = point < 0 || (!behind.isEmpty() && behind.length() <= FRACTION);
    long millionths = behind.isEmpty() ? 0 : whole(behind, MILLION);
    if (number < 0 || millionths < 0 || !fraction) {
      return -1;
    }
    for (int i = behind.length(); !behind.isEmpty() && i < FRACTION; i++) {
      millionths *= 10;
    }
    return number * MILLION + millionths;
  }

  /** {@code 0.5%} of parts per million, or nothing for none. */
  public static String percent(int parts) {
    if (parts == 0) {
      return "";
    }
    long whole = parts / (MILLION / 100);
    String rest = Long.toString(MILLION / 100 + parts % (MILLION / 100)).substring(1);
    int end = rest.length();
    while (end > 0 && rest.charAt(end - 1) == '0') {
      end--;
    }
    return whole + (end == 0 ? "" : "." + rest.substring(0, end)) + "%";
  }
}
