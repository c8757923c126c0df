package dev.nsjava.cli;

import dev.nsjava.cli.Option.Argument;
import dev.nsjava.launch.Answer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The texts of {@code --help}. Only this class knows picocli, and only help needs it. */
final class Help {

  private static final int WIDTH = 80;

  private Help() {}

  static Answer print(Page page) {
    CommandSpec spec = CommandSpec.create().name(page.command());
    spec.usageMessage()
        .customSynopsis(("Usage: " + page.command() + " " + page.arguments()).strip())
        .synopsisHeading("")
        .description(page.sentence().replace("%", "%%"))
        .sortOptions(false)
        .optionListHeading("")
        .footer(footer(page).stream().map(line -> line.replace("%", "%%")).toArray(String[]::new));
    int order = 0;
    for (String group : page.groups()) {
      ArgGroupSpec.Builder section =
          ArgGroupSpec.builder().heading("%n" + group + ":%n").validate(false).order(order++);
      page.options().stream()
          .filter(option -> option.group().equals(group))
          .forEach(option -> section.addArg(shown(option)));
      spec.addArgGroup(section.build());
    }
    return Answer.print(new CommandLine(spec).getUsageMessage(Ansi.OFF));
  }

  private static OptionSpec shown(Option option) {
    String longName = "--" + option.longName();
    String[] names =
        option.shortName() == Option.NO_SHORT
            ? new String[] {longName}
            : new String[] {"-" + option.shortName(), longName};
    OptionSpec.Builder builder =
        OptionSpec.builder(names).description(option.description().replace("%", "%%"));
    if (option.argument() == Argument.NONE) {
      return builder.arity("0").build();
    }
    return builder
        .type(String.class)
        .paramLabel(option.label())
        .arity(option.argument() == Argument.REQUIRED ? "1" : "0..1")
        .build();
  }

  private static List<String> footer(Page page) {
    List<String> lines = new ArrayList<>();
    if (!page.commands().isEmpty()) {
      lines.addAll(List.of("", "Commands:"));
      int longest = page.commands().stream().mapToInt(c -> c.words().length()).max().orElseThrow();
      for (Page.Command command : page.commands()) {
        String padding = " ".repeat(longest - command.words().length());
        lines.add("  " + command.words() + padding + "  " + command.sentence());
      }
    }
    if (page.arguments().startsWith("COMMAND ")) {
      lines.addAll(List.of("", "'" + page.command() + " COMMAND --help' tells more."));
    }
    for (String note : page.notes()) {
      lines.add("");
      lines.addAll(wrapped(note));
    }
    if (!page.examples().isEmpty()) {
      lines.addAll(List.of("", page.examples().size() == 1 ? "Example:" : "Examples:"));
    }
    for (Page.Example example : page.examples()) {
      String indent = example.what().isEmpty() ? "  " : "    ";
      if (!example.what().isEmpty()) {
        lines.add("  " + example.what());
      }
      example.lines().forEach(line -> lines.add(indent + line));
    }
    return lines;
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
