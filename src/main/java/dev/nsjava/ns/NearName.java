package dev.nsjava.ns;

/** What a mistyped name may have been meant to be. */
public final class NearName {

  private NearName() {}

  /** Whether one letter more, less or another, or two the other way round, makes it that name. */
  public static boolean is(String name, String other) {
    int shorter = Math.min(name.length(), other.length());
    int start = 0;
    while (start < shorter && name.charAt(start) == other.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && name.charAt(name.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    String ours = name.substring(start, name.length() - end);
    String theirs = other.substring(start, other.length() - end);
    boolean one = ours.length() <= 1 && theirs.length() <= 1;
    return shorter > 1 && (one || ours.contentEquals(new StringBuilder(theirs).reverse()));
  }
}
