package dev.nsjava.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A page as a manual page: man(7). */
final class ManPage {

  private static final int WIDTH = 72;

  private static final String DOCUMENTS =
      "Documents and examples are in /usr/share/doc/nsjava, in the archive beside bin, and at"
          + " https://github.com/nsjava/nsjava: docs/guide.md is a course on namespaces,"
          + " docs/topology.md describes the files of net up.";

  private final StringBuilder text = new StringBuilder();
  private final Page page;
  private final List<Page> commands;

  private ManPage(Page page, List<Page> commands) {
    this.page = page;
    this.commands = commands;
  }

  /**
   * The source of the manual page.
   *
   * @param commands the pages of the command's own commands that are part of this one
   * @param related other manual pages, with their sections
   * @param date YYYY-MM-DD
   */
  static String of(Page page, List<Page> commands, List<String> related, String date) {
    ManPage man = new ManPage(page, commands);
    man.write(related, date);
    return man.text.toString();
  }

  /** {@code nsjava-net-link}. */
  static String name(String command) {
    return (Invocation.PRODUCT + " " + command).strip().replace(' ', '-');
  }

  private void write(List<String> related, String date) {
    String name = name(page.name());
    line(".\\\" Made by scripts/build from what --help prints, too.");
    line(
        ".TH %s 1 %s \"%s %s\" \"User Commands\""
            .formatted(
                escaped(name.toUpperCase(java.util.Locale.ROOT)),
                date,
                Invocation.PRODUCT,
                Invocation.VERSION));
    line(".nh\n.ad l");
    heading("NAME");
    prose(name + " - " + page.brief());
    heading("SYNOPSIS");
    synopsis();
    heading("DESCRIPTION");
    prose(page.sentence());
    page.notes().forEach(this::paragraph);
    if (commands.isEmpty()) {
      commandList();
    } else {
      commands();
    }
    if (!page.options().isEmpty()) {
      heading("OPTIONS");
      options(page);
    }
    page.sections().forEach(this::section);
    examples();
    related(related);
  }

  private void synopsis() {
    boolean called = !page.arguments().startsWith("COMMAND ") || commands.isEmpty();
    List<Page> all =
        Stream.concat(called ? Stream.of(page) : Stream.of(), commands.stream()).toList();
    for (Page one : all) {
      line((one.equals(all.getFirst()) ? "" : ".br\n") + call(one));
    }
  }

  private static String call(Page page) {
    return (bold(page.command()) + " " + marked(page.arguments())).strip();
  }

  private void commandList() {
    if (!page.commands().isEmpty()) {
      heading("COMMANDS");
      for (Page.Command command : page.commands()) {
        item(bold(command.words()), command.sentence());
      }
    }
  }

  private void commands() {
    heading("COMMANDS");
    for (Page command : commands) {
      line(".SS " + quoted(call(command)));
      prose(command.sentence());
      options(command);
    }
  }

  private void options(Page of) {
    // What has no heading in the section of that name comes before those that have one.
    List<String> groups = new ArrayList<>(of.groups());
    if (groups.remove(Option.GROUP)) {
      groups.addFirst(Option.GROUP);
    }
    boolean inside = !of.equals(page);
    for (String group : groups) {
      if (inside && group.equals(UnshareOption.Group.HELP)) {
        continue; // said once for all
      }
      if (!inside && groups.size() > 1 && !group.equals(Option.GROUP)) {
        line(".SS " + quoted(escaped(group)));
      }
      for (Option option : of.options()) {
        if (option.group().equals(group)) {
          item(names(option), option.description());
        }
      }
    }
  }

  private static String names(Option option) {
    String value = "\\fI" + escaped(option.label()) + "\\fR";
    String longName = bold("--" + option.longName());
    String shortName =
        option.shortName() == Option.NO_SHORT ? "" : bold("-" + option.shortName()) + ", ";
    return shortName
        + longName
        + switch (option.argument()) {
          case NONE -> "";
          case REQUIRED -> "=" + value;
          case OPTIONAL, ATTACHED -> "[=" + value + "]";
        };
  }

  private void section(Page.Section section) {
    heading(section.heading());
    section.items().forEach(item -> item(bold(item.term()), item.text()));
  }

  private void examples() {
    List<Page.Example> all = new ArrayList<>(page.examples());
    commands.forEach(command -> all.addAll(command.examples()));
    if (all.isEmpty()) {
      return;
    }
    heading("EXAMPLES");
    boolean explained = all.stream().anyMatch(example -> !example.what().isEmpty());
    for (Page.Example example : all) {
      boolean first = example.equals(all.getFirst());
      if (explained) {
        if (!first) {
          line(".PP");
        }
        prose(Character.toUpperCase(example.what().charAt(0)) + example.what().substring(1));
      }
      if (explained || first) {
        line((explained ? ".PP\n" : "") + ".RS 4\n.EX");
      }
      example.lines().forEach(command -> line(escaped(command)));
      if (explained || example.equals(all.getLast())) {
        line(".EE\n.RE");
      }
    }
  }

  private void related(List<String> all) {
    heading("SEE ALSO");
    for (String one : all) {
      int open = one.indexOf('(');
      String comma = one.equals(all.getLast()) ? "" : ",";
      line(".BR \\%" + escaped(one.substring(0, open)) + " " + one.substring(open) + comma);
    }
    paragraph(DOCUMENTS);
  }

  private void heading(String heading) {
    line(".SH " + heading);
  }

  private void item(String term, String description) {
    line(".TP\n" + term);
    prose(description);
  }

  private void paragraph(String paragraph) {
    line(".PP");
    prose(paragraph);
  }

  private void prose(String sentences) {
    StringBuilder line = new StringBuilder();
    for (String word : sentences.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + word.length() > WIDTH) {
        line(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(escaped(word));
    }
    line(line.toString());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String bold(String word) {
    return "\\fB" + escaped(word) + "\\fR";
  }

  /** With what stands for something else in italics, and options in bold. */
  private static String marked(String arguments) {
    return escaped(arguments)
        .replaceAll("(?<![A-Za-z])[A-Z]+(?![a-z])", "\\\\fI$0\\\\fR")
        .replaceAll("(?<![a-z])\\\\-[a-z\\\\-]+", "\\\\fB$0\\\\fR");
  }

  private static String quoted(String argument) {
    return '"' + argument + '"';
  }

  /** As it is: roff(7) would make other characters of some, or a command of a line. */
  private static String escaped(String words) {
    return words
        .replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("\"", "\\(dq")
        .replace("~", "\\(ti")
        .replace("^", "\\(ha")
        .replace("`", "\\(ga")
        .replaceAll("^\\.", "\\\\&.");
  }
}
