package dev.nsjava.inspect;

import dev.nsjava.ns.NsType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What could not be seen, and why. */
public final class Skipped {

  /** Kinds of things, each with a line of its own. */
  enum Kind {
    PROCESS("process", "processes"),
    PART("part", "parts"),
    SECTION("section", "sections");

    private final String one;
    private final String many;

    Kind(String one, String many) {
      this.one = one;
      this.many = many;
    }
  }

  /** For each kind the reasons, for each reason the names; the same one may come again. */
  private final Map<Kind, Map<String, List<String>>> reasons = new TreeMap<>();

  /**
   * Notes one thing.
   *
   * @param name what tells it from others of its kind, or nothing
   * @param why without a period at its end
   */
  void add(Kind kind, String name, String why) {
    reasons
        .computeIfAbsent(kind, k -> new LinkedHashMap<>())
        .computeIfAbsent(why, w -> new ArrayList<>())
        .add(name);
  }

  /** Notes that the target has no namespace of a type that was asked for. */
  public void add(NsType type, String why) {
    add(Kind.SECTION, type.word(), why);
  }

  /** One line for each kind and reason: {@code skipped 2 parts (net routes, uts): WHY}. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    reasons.forEach((kind, all) -> all.forEach((why, names) -> lines.add(line(kind, why, names))));
    return lines;
  }

  private static String line(Kind kind, String why, List<String> names) {
    List<String> named = names.stream().filter(name -> !name.isEmpty()).distinct().toList();
    String list = named.isEmpty() ? "" : " (" + String.join(", ", named) + ")";
    String noun = names.size() == 1 ? kind.one : kind.many;
    return "skipped " + names.size() + " " + noun + list + ": " + why;
  }
}
