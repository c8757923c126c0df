package dev.nsjava.cli;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What there is to know of a command, said once: {@link Help} prints it, {@link ManPage} makes a
 * manual page of it, {@link CompletionTable} what completion knows.
 *
 * @param command how it is called: {@code nsjava net link}
 * @param arguments what follows that
 * @param sentence what it does
 * @param commands the commands that it has
 * @param operands what the words are that are no options, the first one first
 * @param notes paragraphs
 * @param sections what only the manual page has
 */
record Page(
    String command,
    String arguments,
    String sentence,
    List<Option> options,
    List<Command> commands,
    List<ValueKind> operands,
    List<String> notes,
    List<Example> examples,
    List<Section> sections) {

  /**
   * A command of a command.
   *
   * @param words its name, which may be of two words
   * @param page the name of its page, or of the one that it shares with others
   */
  record Command(String words, String page, String sentence) {

    /** The word by which it is found. */
    String first() {
      return words.split(" ", -1)[0];
    }

    /** What it does, in the middle of a line. */
    String brief() {
      return Page.brief(sentence);
    }
  }

  /**
   * Command lines, or a file.
   *
   * @param what they do
   * @param file whether it is a file that describes a network
   */
  record Example(String what, List<String> lines, boolean file) {

    static Example of(String what, String... lines) {
      return new Example(what, List.of(lines), false);
    }

    static Example file(String what, String... lines) {
      return new Example(what, List.of(lines), true);
    }
  }

  /** A section of the manual page that explains names or numbers. */
  record Section(String heading, List<Item> items) {

    static Section of(String heading, Item... items) {
      return new Section(heading, List.of(items));
    }
  }

  /**
   * A line of a section.
   *
   * @param text a sentence without capital and period
   */
  record Item(String term, String text) {}

  static List<Option> options(Option.Declared[] options) {
    return Arrays.stream(options).map(Option.Declared::option).toList();
  }

  /** The words that name the command, without the product's name. */
  String name() {
    return command.equals(Invocation.PRODUCT) ? "" : command.substring(command.indexOf(' ') + 1);
  }

  /** What the command does, in the middle of a line. */
  String brief() {
    return brief(sentence);
  }

  private static String brief(String sentence) {
    int end = sentence.length() - (sentence.endsWith(".") ? 1 : 0);
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1, end);
  }

  /** The headings of options; that of the help is last: who reads it knows already. */
  Set<String> groups() {
    Set<String> groups = new LinkedHashSet<>();
    options.forEach(option -> groups.add(option.group()));
    if (groups.remove(UnshareOption.Group.HELP)) {
      groups.add(UnshareOption.Group.HELP);
    }
    return groups;
  }
}
