package dev.nsjava.ns;

import org.jspecify.annotations.Nullable;

/** Finds what a mistyped word was meant to be. */
public final class Nearest {

  private Nearest() {}

  /** The candidate that the fewest changes of letters lead to, or null if a third would change. */
  public static @Nullable String to(String word, String... candidates) {
    @Nullable String nearest = null;
    int fewest = Math.max(word.length(), 3) / 3 + 1;
    for (String candidate : candidates) {
      int changes = changes(word, candidate);
      if (changes < fewest) {
        nearest = candidate;
        fewest = changes;
      }
    }
    return nearest;
  }

  /** Levenshtein's distance: letters to put in, take out or replace. */
  private static int changes(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int i = 0; i <= to.length(); i++) {
      above[i] = i;
    }
    for (int i = 0; i < from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i + 1;
      for (int j = 0; j < to.length(); j++) {
        int replaced = above[j] + (from.charAt(i) == to.charAt(j) ? 0 : 1);
        row[j + 1] = Math.min(replaced, Math.min(above[j + 1], row[j]) + 1);
      }
      above = row;
    }
    return above[to.length()];
  }
}
