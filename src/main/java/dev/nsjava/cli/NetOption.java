package dev.nsjava.cli;

import static dev.nsjava.cli.Option.flag;
import static dev.nsjava.cli.Option.required;

/** The options of the commands of {@code net}, each of which takes some. */
enum NetOption implements Option.Declared {
  NETNS(
      required(
          'n',
          "netns",
          "NS",
          Group.PLACE,
          "in this network namespace: a name, a PID, a path, or host")),
  ALL(flag('a', "all", Group.PLACE, "all network namespaces that have names")),
  USER(
      required(
          'u', "user", "USER[:GROUP]", Group.OPTIONS, "as this user, with the groups they have")),
  KILL(flag('k', "kill", Group.OPTIONS, "end the processes inside first (SIGKILL)")),
  NSID(required("nsid", "ID", Group.OPTIONS, "the one with this id")),
  TARGET_NSID(
      required(
          "target-nsid", "ID", Group.OPTIONS, "as the network namespace with this id has them")),
  JSON(flag('J', "json", Group.OPTIONS, "print JSON")),
  HELP(flag('h', "help", UnshareOption.Group.HELP, "print this help")),
  VERSION(flag('V', "version", UnshareOption.Group.HELP, "print the version"));

  /** Headings in the help. */
  private static final class Group {
    private static final String PLACE = "Place";
    private static final String OPTIONS = "Options";
  }

  @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
  private final Option option;

  NetOption(Option option) {
    this.option = option;
  }

  @Override
  public Option option() {
    return option;
  }
}
