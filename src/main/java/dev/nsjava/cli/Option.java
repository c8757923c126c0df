package dev.nsjava.cli;

import java.util.Arrays;

/**
 * An option of a command, declared once: {@link Getopt} reads by it, {@link Help} shows it.
 *
 * @param shortName the name after {@code -}, or {@link #NO_SHORT}
 * @param longName the name after {@code --}
 * @param argument whether it has a value
 * @param label what the value is called in the help, or nothing
 * @param group the heading under which the help lists it
 * @param description what the help says
 */
record Option(
    char shortName,
    String longName,
    Argument argument,
    String label,
    String group,
    String description) {

  /** No short name. */
  static final char NO_SHORT = 0;

  /**
   * Whether an option has a value. An optional one follows {@code =} after the long name; the short
   * name then takes none, or, with {@link #ATTACHED}, what follows it in the same word.
   */
  enum Argument {
    NONE,
    REQUIRED,
    OPTIONAL,
    ATTACHED
  }

  /**
   * The options of one command are an enum, so that a {@code switch} can be checked to have all.
   */
  interface Declared {
    Option option();
  }

  static Option flag(char shortName, String longName, String group, String description) {
    return new Option(shortName, longName, Argument.NONE, "", group, description);
  }

  static Option flag(String longName, String group, String description) {
    return flag(NO_SHORT, longName, group, description);
  }

  static Option required(
      char shortName, String longName, String label, String group, String description) {
    return new Option(shortName, longName, Argument.REQUIRED, label, group, description);
  }

  static Option required(String longName, String label, String group, String description) {
    return required(NO_SHORT, longName, label, group, description);
  }

  static Option optional(
      char shortName, String longName, String label, String group, String description) {
    return new Option(shortName, longName, Argument.OPTIONAL, label, group, description);
  }

  static Option optional(String longName, String label, String group, String description) {
    return optional(NO_SHORT, longName, label, group, description);
  }

  static Option attached(
      char shortName, String longName, String label, String group, String description) {
    return new Option(shortName, longName, Argument.ATTACHED, label, group, description);
  }

  /** The options up to one of them. */
  static <O> O[] upTo(O last, O[] options) {
    return Arrays.copyOf(options, Arrays.asList(options).indexOf(last) + 1);
  }
}
