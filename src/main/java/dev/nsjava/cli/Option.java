package dev.nsjava.cli;

import java.util.Arrays;

/**
 * An option of a command, declared once: {@link Getopt} reads by it; help, manual pages and
 * completion are made of it.
 *
 * @param shortName the name after {@code -}, or {@link #NO_SHORT}
 * @param longName the name after {@code --}
 * @param argument whether it has a value
 * @param label what the value is called in the help, or nothing
 * @param group the heading under which the help lists it
 * @param description what the help says
 * @param kind what its value can be
 * @param operand whether it stands in the place of the command's first operand
 */
record Option(
    char shortName,
    String longName,
    Argument argument,
    String label,
    String group,
    String description,
    ValueKind kind,
    boolean operand) {

  /** The heading of options that need no other. */
  static final String GROUP = "Options";

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

  private static Option of(
      char shortName,
      String longName,
      Argument argument,
      String label,
      String group,
      String description) {
    return new Option(
        shortName, longName, argument, label, group, description, ValueKind.ANY, false);
  }

  static Option flag(char shortName, String longName, String group, String description) {
    return of(shortName, longName, Argument.NONE, "", group, description);
  }

  static Option flag(String longName, String group, String description) {
    return flag(NO_SHORT, longName, group, description);
  }

  static Option required(
      char shortName, String longName, String label, String group, String description) {
    return of(shortName, longName, Argument.REQUIRED, label, group, description);
  }

  static Option required(String longName, String label, String group, String description) {
    return required(NO_SHORT, longName, label, group, description);
  }

  static Option optional(
      char shortName, String longName, String label, String group, String description) {
    return of(shortName, longName, Argument.OPTIONAL, label, group, description);
  }

  static Option optional(String longName, String label, String group, String description) {
    return optional(NO_SHORT, longName, label, group, description);
  }

  static Option attached(
      char shortName, String longName, String label, String group, String description) {
    return of(shortName, longName, Argument.ATTACHED, label, group, description);
  }

  /** The same with a value of this kind. */
  Option taking(ValueKind value) {
    return new Option(shortName, longName, argument, label, group, description, value, operand);
  }

  /** The same in the place of the command's first operand. */
  Option insteadOfOperand() {
    return new Option(shortName, longName, argument, label, group, description, kind, true);
  }

  /** The options up to one of them. */
  static <O> O[] upTo(O last, O[] options) {
    return Arrays.copyOf(options, Arrays.asList(options).indexOf(last) + 1);
  }
}
