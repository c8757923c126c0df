package dev.nsjava.cli;

import static dev.nsjava.cli.Option.flag;

/** The options of commands that have none of their own. */
enum CommonOption implements Option.Declared {
  HELP(flag('h', "help", Option.GROUP, "print this help")),
  VERSION(flag('V', "version", Option.GROUP, "print the version"));

  @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
  private final Option option;

  CommonOption(Option option) {
    this.option = option;
  }

  @Override
  public Option option() {
    return option;
  }
}
