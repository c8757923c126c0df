package dev.nsjava.cli;

import static dev.nsjava.cli.Option.flag;
import static dev.nsjava.cli.Option.required;

/** The options of {@code inspect}. */
enum InspectOption implements Option.Declared {
  TYPE(
      required(
              't',
              "type",
              "TYPE",
              Option.GROUP,
              "only namespaces of this type: pid, net, mnt, uts, ipc, user, cgroup or time; may be"
                  + " repeated")
          .taking(ValueKind.NS_TYPE)),
  DIFF(
      required(
              "diff",
              "NAME",
              Option.GROUP,
              "what the target shares with another one, and what differs")
          .taking(ValueKind.SUBJECT)),
  JSON(flag('J', "json", Option.GROUP, "print JSON")),
  HELP(flag('h', "help", UnshareOption.Group.HELP, "print this help")),
  VERSION(flag('V', "version", UnshareOption.Group.HELP, "print the version"));

  @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
  private final Option option;

  InspectOption(Option option) {
    this.option = option;
  }

  @Override
  public Option option() {
    return option;
  }
}
