package dev.nsjava.it;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Output as a document shows it, and as it is: process ids (20000 to 29999 in the document), inodes
 * of namespaces and the order of rows that begin with one, times and dates differ; {@code …} is for
 * one line or more, or for a part of one. A number in the document is the same thing wherever it
 * stands there.
 */
final class Samples {

  private static final Pattern ROW = Pattern.compile("\\d{10} .*");

  private static final String NUMBER = "(?<![\\w.])(?:2\\d{4}|4026\\d{6})(?![\\w.])";

  /** What differs, as it is shown, and how it may be instead. */
  private enum Kind {
    LINES("(?m)^…$", ".*(?:\\n.*)*"),
    PART("…", ".*"),
    NUMBER(Samples.NUMBER, "(\\d+)"),
    DATE("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z"),
    TIME("(?<![\\w.])\\d+(?:\\.\\d+|(?=ms))(?![\\d.])", "\\d+(?:\\.\\d+)?");

    final String shown;
    final String printed;

    Kind(String shown, String printed) {
      this.shown = "(?<" + name() + ">" + shown + ")";
      this.printed = printed;
    }

    static Kind of(Matcher found) {
      for (Kind kind : values()) {
        if (found.group(kind.name()) != null) {
          return kind;
        }
      }
      throw new AssertionError(found.group());
    }
  }

  private static final Pattern DIFFERENT =
      Pattern.compile(
          String.join("|", List.of(Kind.values()).stream().map(kind -> kind.shown).toList()));

  /** The numbers that were printed for those that are shown. */
  private final Map<String, String> numbers = new HashMap<>();

  /** A command with the numbers that were printed instead of those that are shown. */
  String command(String shown) {
    return Pattern.compile(NUMBER)
        .matcher(shown)
        .replaceAll(
            m -> {
              String number = numbers.get(m.group());
              if (number == null) {
                throw new AssertionError(m.group() + " was never printed: " + shown);
              }
              return number;
            });
  }

  /** Whether this may be shown for what was printed. */
  boolean fit(List<String> shown, List<String> printed) {
    // Columns are as wide as what differs.
    boolean exact = !DIFFERENT.matcher(String.join("\n", shown)).find();
    String sample = text(shown, exact);
    Map<Integer, String> groups = new LinkedHashMap<>();
    Matcher actual = Pattern.compile(regex(sample, groups)).matcher(text(printed, exact));
    if (!actual.matches()) {
      return false;
    }
    Map<String, String> found = new HashMap<>();
    for (Map.Entry<Integer, String> group : groups.entrySet()) {
      String before = found.putIfAbsent(group.getValue(), actual.group(group.getKey()));
      if (before != null && !before.equals(actual.group(group.getKey()))) {
        return false;
      }
    }
    if (new HashSet<>(found.values()).size() < found.size()) {
      return false; // two things in the document, and one in the world
    }
    numbers.putAll(found);
    return true;
  }

  private static String text(List<String> lines, boolean exact) {
    List<String> text = new ArrayList<>();
    int rows = 0; // of namespaces, which come in the order of their inodes, at the end of the text
    for (String line : lines) {
      text.add(exact ? line.stripTrailing() : line.strip().replaceAll(" +", " "));
      rows = ROW.matcher(text.getLast()).matches() ? rows + 1 : 0;
      text.subList(text.size() - rows, text.size()).sort(comparing(Samples::withoutNumbers));
    }
    return String.join("\n", text);
  }

  private static String withoutNumbers(String line) {
    return line.replaceAll("\\d+", "#");
  }

  /**
   * @param groups gets the number that is shown for each group of the expression
   */
  private String regex(String sample, Map<Integer, String> groups) {
    StringBuilder regex = new StringBuilder();
    Matcher different = DIFFERENT.matcher(sample);
    int at = 0;
    while (different.find()) {
      regex.append(Pattern.quote(sample.substring(at, different.start())));
      Kind kind = Kind.of(different);
      String number = numbers.get(different.group());
      if (kind == Kind.NUMBER) {
        groups.put(groups.size() + 1, different.group());
      }
      regex.append(number == null ? kind.printed : "(" + number + ")");
      at = different.end();
    }
    return regex.append(Pattern.quote(sample.substring(at))).toString();
  }
}
