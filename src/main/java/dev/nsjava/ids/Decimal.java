package dev.nsjava.ids;

/** Numbers as people write ids: decimal digits and nothing else. */
public final class Decimal {

  /** What {@link #parse} answers for a text that is no number. */
  public static final long NONE = -1;

  /** What {@link #parse} answers for a number above the limit. */
  public static final long TOO_LARGE = -2;

  private Decimal() {}

  /**
   * Reads a number without sign, blanks or prefix; leading zeros do not make it octal.
   *
   * @param max the largest number allowed, below 2^59
   * @return 0 to max, {@link #NONE} or {@link #TOO_LARGE}
   */
  public static long parse(String text, long max) {
    if (text.isEmpty()) {
      return NONE;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      number = Math.min(number * 10 + digit, max + 1);
    }
    return number > max ? TOO_LARGE : number;
  }
}
