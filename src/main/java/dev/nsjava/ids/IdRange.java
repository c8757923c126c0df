package dev.nsjava.ids;

/**
 * A block of ids that a user namespace maps: {@code count} ids from {@code inner} on inside stand
 * for as many from {@code outer} on outside.
 *
 * @param inner the first id inside, 0 to 2^32-2
 * @param outer the first id outside, 0 to 2^32-2
 * @param count at least 1; both blocks end at 2^32-2 or before, as 2^32-1 means "no id"
 * @param packed whether the ids inside may be moved so that none outside is wasted (`auto`)
 */
public record IdRange(long inner, long outer, long count, boolean packed) {

  static final long LIMIT = 0xffff_ffffL;

  /** A block whose ids inside stay as they are. */
  public IdRange(long inner, long outer, long count) {
    this(inner, outer, count, false);
  }

  /**
   * Reads {@code INNER:OUTER:COUNT} or, as old scripts have it, {@code OUTER,INNER,COUNT}.
   *
   * @throws IdException if the text is anything else, or its ids are out of range
   */
  public static IdRange parse(String text) {
    boolean old = text.indexOf(':') < 0;
    char separator = old ? ',' : ':';
    int first = text.indexOf(separator);
    int second = text.indexOf(separator, first + 1);
    if (first < 0 || second < 0) {
      throw invalid(text);
    }
    long left = Decimal.parse(text.substring(0, first), LIMIT - 1);
    long middle = Decimal.parse(text.substring(first + 1, second), LIMIT - 1);
    long count = Decimal.parse(text.substring(second + 1), LIMIT);
    if (left < 0 || middle < 0 || count < 1 || Math.max(left, middle) + count > LIMIT) {
      throw invalid(text);
    }
    return old ? new IdRange(middle, left, count) : new IdRange(left, middle, count);
  }

  /** The same ids outside, packed inside. */
  public IdRange asPacked() {
    return new IdRange(0, outer, count, true);
  }

  /** Whether an id is in both blocks inside, or in both blocks outside. */
  boolean overlaps(IdRange other) {
    return (inner < other.inner + other.count && other.inner < inner + count)
        || (outer < other.outer + other.count && other.outer < outer + count);
  }

  /** {@code INNER:OUTER:COUNT}. */
  public String text() {
    return inner + ":" + outer + ":" + count;
  }

  private static IdException invalid(String text) {
    return new IdException("invalid mapping '" + text + "'");
  }
}
