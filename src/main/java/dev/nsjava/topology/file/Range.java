package dev.nsjava.topology.file;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts that stand for several: {@code web[1-3]}, {@code [a,b,c]}, {@code rack[01-12]-[a,b]}.
 * Numbers keep their zeros in front.
 */
final class Range {

  /** More than any machine carries. */
  static final int MOST = 65_536;

  private static final int DIGITS = 9;

  private Range() {}

  /** Whether there is one in a text. */
  static boolean in(String text) {
    return text.indexOf('[') >= 0 || text.indexOf(']') >= 0;
  }

  /**
   * All that a text stands for, each range with each other; a text without a range is itself.
   *
   * @return nothing if what is between brackets is no range, or stands for too many
   */
  static List<String> all(String text) {
    List<String> all = List.of("");
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('[', at);
      int end = open < 0 ? text.length() : open;
      List<String> next = open < 0 ? List.of("") : between(text, open);
      String fixed = text.substring(at, end);
      if (next.isEmpty() || fixed.indexOf(']') >= 0 || (long) all.size() * next.size() > MOST) {
        return List.of();
      }
      all = product(all, fixed, next);
      at = open < 0 ? end : text.indexOf(']', open) + 1;
    }
    return all;
  }

  /**
   * All that a text stands for, its ranges in step: {@code a[1-2]:b[1-2]} is two.
   *
   * @return nothing if they are not of the same length, or no ranges
   */
  static List<String> inStep(String text) {
    List<StringBuilder> all = new ArrayList<>();
    all.add(new StringBuilder());
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('[', at);
      int end = open < 0 ? text.length() : open;
      List<String> next = open < 0 ? List.of("") : between(text, open);
      String fixed = text.substring(at, end);
      if (next.isEmpty() || fixed.indexOf(']') >= 0) {
        return List.of();
      }
      if (all.size() == 1 && next.size() > 1) {
        String before = all.getFirst().toString();
        all.clear();
        for (int i = 0; i < next.size(); i++) {
          all.add(new StringBuilder(before));
        }
      }
      if (next.size() != all.size() && next.size() > 1) {
        return List.of();
      }
      for (int i = 0; i < all.size(); i++) {
        all.get(i).append(fixed).append(next.get(next.size() == 1 ? 0 : i));
      }
      at = open < 0 ? end : text.indexOf(']', open) + 1;
    }
    List<String> texts = new ArrayList<>(all.size());
    for (StringBuilder one : all) {
      texts.add(one.toString());
    }
    return texts;
  }

  private static List<String> product(List<String> all, String fixed, List<String> next) {
    if (all.size() == 1 && next.size() == 1) {
      return List.of(all.getFirst() + fixed + next.getFirst());
    }
    List<String> product = new ArrayList<>(all.size() * next.size());
    for (String one : all) {
      for (String end : next) {
        product.add(one + fixed + end);
      }
    }
    return product;
  }

  /** What stands between brackets, of which the first is at a place. */
  private static List<String> between(String text, int open) {
    int close = text.indexOf(']', open);
    if (close < 0) {
      return List.of();
    }
    if (text.lastIndexOf(':', close) > open) {
      return List.of(text.substring(open, close + 1)); // an address of IPv6
    }
    List<String> all = new ArrayList<>();
    int start = open + 1;
    while (start <= close) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 || comma > close ? close : comma;
      if (!add(text.substring(start, end).strip(), all)) {
        return List.of();
      }
      start = end + 1;
    }
    return all;
  }

  /** Adds a word, or the numbers or letters from one to another. */
  private static boolean add(String part, List<String> all) {
    int dash = part.indexOf('-');
    String from = dash < 0 ? part : part.substring(0, dash);
    String to = dash < 0 ? part : part.substring(dash + 1);
    long first = from.length() > DIGITS ? -1 : Quantities.whole(from, Integer.MAX_VALUE);
    long last = to.length() > DIGITS ? -1 : Quantities.whole(to, Integer.MAX_VALUE);
    if (dash >= 0 && first >= 0 && last >= 0) {
      return last >= first
          && last - first < MOST - all.size()
          && addNumbers(from, first, last, all);
    }
    if (dash == 1 && part.length() == 3 && isLetter(from) && isLetter(to)) {
      for (char c = from.charAt(0); c <= to.charAt(0); c++) {
        all.add(String.valueOf(c));
      }
      return from.charAt(0) <= to.charAt(0) && all.size() <= MOST;
    }
    all.add(part);
    return !part.isEmpty() && part.indexOf('[') < 0 && all.size() <= MOST;
  }

  private static boolean addNumbers(String from, long first, long last, List<String> all) {
    boolean padded = from.length() > 1 && from.charAt(0) == '0';
    for (long number = first; number <= last; number++) {
      String digits = Long.toString(number);
      all.add(padded ? "0".repeat(Math.max(from.length() - digits.length(), 0)) + digits : digits);
    }
    return true;
  }

  private static boolean isLetter(String text) {
    char c = text.charAt(0);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
