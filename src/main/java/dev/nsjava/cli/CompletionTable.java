package dev.nsjava.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What completion has to know, as three functions of a shell: where a word leads from a command,
 * what can follow a command, and the words of each kind that has some. What uses them is in
 * src/main/completions.
 */
final class CompletionTable {

  /**
   * A command, or the first word of one that has two.
   *
   * @param commands with what they do
   */
  private record Place(
      Map<String, String> commands, List<Option> options, List<ValueKind> operands) {}

  private final Map<String, Page> pages;
  private final Map<String, Place> places = new LinkedHashMap<>();

  /** From a place and a word, joined by a blank, to the next place. */
  private final Map<String, String> steps = new LinkedHashMap<>();

  /**
   * That of some pages.
   *
   * @param pages by their names
   */
  CompletionTable(Map<String, Page> pages) {
    this.pages = pages;
    pages.values().forEach(this::add);
    for (Map.Entry<String, String> step : List.copyOf(steps.entrySet())) {
      // Sorted: the files are to be the same each time.
      new TreeMap<>(NetUsage.OTHER_WORDS)
          .forEach(
              (other, usual) -> {
                if (step.getValue().startsWith("net ") && step.getKey().endsWith(" " + usual)) {
                  String start =
                      step.getKey().substring(0, step.getKey().length() - usual.length());
                  steps.put(start + other, step.getValue());
                }
              });
    }
  }

  private void add(Page page) {
    Place place = place(page.name());
    place.options.addAll(page.options());
    place.operands.addAll(page.operands());
    for (Page.Command command : page.commands()) {
      String at = page.name();
      String words = "";
      for (String word : command.words().split(" ", -1)) {
        words = (words + " " + word).strip();
        boolean last = words.equals(command.words());
        String next = last ? command.page() : (at + " " + word).strip();
        Page group = pages.containsKey(next) ? pages.get(next) : pages.get(words);
        String brief = last || group == null ? command.brief() : group.brief();
        place(at).commands.merge(word, brief, (old, more) -> last ? more : old);
        steps.put(at + " " + word, next);
        at = next;
      }
    }
  }

  private Place place(String name) {
    return places.computeIfAbsent(
        name, key -> new Place(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>()));
  }

  String text(Dialect dialect) {
    Map<String, List<String>> ways = new TreeMap<>();
    steps.forEach((step, next) -> ways.computeIfAbsent(next, key -> new ArrayList<>()).add(step));
    StringBuilder text = new StringBuilder(dialect.start("step"));
    ways.forEach(
        (next, from) ->
            text.append(dialect.when(from))
                .append(dialect.let("place", next))
                .append(dialect.end()));
    text.append(dialect.otherwise()).append(dialect.finish());
    text.append(dialect.start("place"));
    places.forEach(
        (name, place) ->
            text.append(dialect.when(List.of(name)))
                .append(dialect.set("inner", commands(place)))
                .append(
                    dialect.set(
                        "flags", place.options.stream().map(CompletionTable::option).toList()))
                .append(
                    dialect.set(
                        "operands", place.operands.stream().map(CompletionTable::word).toList()))
                .append(dialect.end()));
    text.append(dialect.finish()).append(dialect.start("known"));
    for (ValueKind kind : ValueKind.values()) {
      if (!kind.words().isEmpty()) {
        text.append(dialect.when(List.of(word(kind))))
            .append(dialect.set("values", kind.words()))
            .append(dialect.end());
      }
    }
    return text.append(dialect.otherwise()).append(dialect.finish()).toString();
  }

  private static List<String> commands(Place place) {
    return place.commands.entrySet().stream().map(e -> e.getKey() + ":" + e.getValue()).toList();
  }

  /** {@code SHORT:LONG:ARGUMENT:KIND:OPERAND:DESCRIPTION}; all but the last have no colon. */
  private static String option(Option option) {
    return String.join(
        ":",
        option.shortName() == Option.NO_SHORT ? "" : String.valueOf(option.shortName()),
        option.longName(),
        word(option.argument()),
        word(option.kind()),
        option.operand() ? "operand" : "",
        option.description());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The language of a shell. */
  enum Dialect {
    /** bash and zsh. */
    SH(
        "_nsjava_%s() {\n\tcase $1 in\n",
        " | ", "\t%s)\n", "\t\t%s=(%s)\n", "\t\t;;\n", "\t*) return 1 ;;\n", "\tesac\n}\n\n"),
    FISH(
        "function __nsjava_%s --no-scope-shadowing\n    switch $argv[1]\n",
        " ",
        "        case %s\n",
        "            set %s %s\n",
        "",
        "        case '*'\n            return 1\n",
        "    end\nend\n\n");

    private final String start;
    private final String or;
    private final String when;
    private final String set;
    private final String end;
    private final String otherwise;
    private final String finish;

    Dialect(
        String start,
        String or,
        String when,
        String set,
        String end,
        String otherwise,
        String finish) {
      this.start = start;
      this.or = or;
      this.when = when;
      this.set = set;
      this.end = end;
      this.otherwise = otherwise;
      this.finish = finish;
    }

    private String start(String function) {
      return start.formatted(function);
    }

    private String when(List<String> words) {
      return when.formatted(words.stream().map(this::quoted).collect(Collectors.joining(or)));
    }

    private String set(String name, List<String> values) {
      return set.formatted(
          name, values.stream().map(this::quoted).collect(Collectors.joining(" ")));
    }

    private String let(String name, String value) {
      return this == SH ? "\t\t" + name + "=" + quoted(value) + "\n" : set(name, List.of(value));
    }

    private String end() {
      return end;
    }

    private String otherwise() {
      return otherwise;
    }

    private String finish() {
      return finish;
    }

    private String quoted(String word) {
      return this == SH
          ? "'" + word.replace("'", "'\\''") + "'"
          : "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
  }
}
