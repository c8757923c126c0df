package dev.nsjava.ns;

/** What a mistyped name may have been meant to be. */
public final class NearName {

  private NearName() {}

  /** Whether one letter more, less or another, or two the other way round, makes one the other. */
  public static boolean is(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    int start = 0;
    while (start < shorter && one.charAt(start) == other.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    String ours = one.substring(start, one.length() - end);
    String theirs = other.substring(start, other.length() - end);
    boolean single = ours.length() <= 1 && theirs.length() <= 1;
    return shorter > 1 && (single || ours.contentEquals(new StringBuilder(theirs).reverse()));
  }
}
