package dev.nsjava.topology.file;

import dev.nsjava.ns.NearName;
import dev.nsjava.ns.Nearest;
import dev.nsjava.ns.Printable;
import dev.nsjava.topology.TopologyException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What is wrong in a file: all of it is told at once, in the order of the file. */
public final class Mistakes {

  private static final int MOST = 100;
  private static final int MOST_HERE = 3;
  private static final int LONGEST_WORD = 100;
  private static final int MOST_NAMES = 2_000;

  private final String file;
  private final List<Mistake> all = new ArrayList<>();

  private record Mistake(int line, int column, String what) {

    boolean isAt(Mistake other) {
      return line == other.line && column == other.column;
    }
  }

  /**
   * Those of a file.
   *
   * @param file its name, bytes
   */
  Mistakes(String file) {
    this.file = file;
  }

  void add(YamlNode at, String what) {
    all.add(new Mistake(at.line(), at.column(), what));
  }

  /**
   * Adds one within a scalar.
   *
   * @param offset of the character that it begins with
   */
  void add(YamlNode at, int offset, String what) {
    all.add(new Mistake(at.line(), at.columnOf(offset), what));
  }

  /** One behind which nothing can be read, so that it is told alone. */
  TopologyException only(int line, int column, String what) {
    all.clear();
    all.add(new Mistake(line, column, what));
    return exception();
  }

  /** Makes sure that there are none. */
  void check() throws TopologyException {
    if (!all.isEmpty()) {
      throw exception();
    }
  }

  private TopologyException exception() {
    all.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
    StringBuilder text = new StringBuilder();
    int shown = 0;
    List<Mistake> here = new ArrayList<>();
    for (Mistake mistake : all) {
      if (!here.isEmpty() && !here.getFirst().isAt(mistake)) {
        here.clear();
      }
      if (here.size() == MOST_HERE || here.contains(mistake)) {
        continue; // each of a range has the same, and an alias is read as often as it is used
      }
      here.add(mistake);
      if (shown++ == MOST) {
        text.append('\n').append(Printable.whole(file)).append(": and more, which are not shown");
        break;
      }
      text.append(text.isEmpty() ? "" : "\n").append(Printable.whole(file)).append(':');
      text.append(mistake.line).append(':').append(mistake.column).append(": ");
      text.append(mistake.what);
    }
    return new TopologyException(text.toString());
  }

  /** {@code (did you mean 'x'?)} behind a blank, or nothing if no candidate is near. */
  String meant(String word, Collection<String> candidates) {
    if (word.length() > LONGEST_WORD || candidates.size() > MOST_NAMES || all.size() > MOST) {
      return ""; // it would take long, and nobody would see it
    }
    String nearest = Nearest.to(word, candidates.toArray(new String[0]));
    for (String candidate : nearest == null ? candidates : List.<String>of()) {
      nearest = NearName.is(word, candidate) ? candidate : nearest;
    }
    return nearest == null ? "" : " (did you mean " + quoted(nearest) + "?)";
  }

  /** What stood in the file, in quotes, so that nothing in it speaks to a terminal. */
  public static String quoted(String text) {
    return "'" + Printable.of(bytes(text)) + "'";
  }

  /** The same of a whole text, without quotes. */
  static String printable(String text) {
    return Printable.whole(bytes(text));
  }

  /** Text as the words of programs are: bytes, one char each. */
  static String bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      }
    }
    return text;
  }
}
