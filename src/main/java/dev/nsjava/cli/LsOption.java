package dev.nsjava.cli;

import static dev.nsjava.cli.Option.attached;
import static dev.nsjava.cli.Option.flag;
import static dev.nsjava.cli.Option.required;

/** The options of lsns(8), then our own. An ambiguous prefix is answered in this order. */
enum LsOption implements Option.Declared {
  JSON(flag('J', "json", Group.OUTPUT, "JSON, with what hangs below a row inside it")),
  TASK(
      required('p', "task", "PID", Group.WHICH, "those that this process is in")
          .taking(ValueKind.PID)),
  HELP(flag('h', "help", Group.HELP, "print this help")),
  OUTPUT(
      required('o', "output", "[+]LIST", Group.OUTPUT, "these columns; with + more of them")
          .taking(ValueKind.COLUMNS)),
  OUTPUT_ALL(flag("output-all", Group.OUTPUT, "all columns of lsns, as a list")),
  PERSISTENT(flag('P', "persistent", Group.WHICH, "those without processes")),
  NOTRUNCATE(flag('u', "notruncate", Group.OUTPUT, "cut nothing on a terminal")),
  VERSION(flag('V', "version", Group.HELP, "print the version")),
  NOHEADINGS(flag('n', "noheadings", Group.OUTPUT, "no headings")),
  NOWRAP(flag('W', "nowrap", Group.OUTPUT, "one line a row: several mount points are joined by ,")),
  LIST(flag('l', "list", Group.OUTPUT, "a list, not a tree")),
  RAW(flag('r', "raw", Group.OUTPUT, "for scripts: one blank between, others escaped")),
  TYPE(
      required(
              't',
              "type",
              "TYPE",
              Group.WHICH,
              "of this type: mnt, net, ipc, user, pid, uts, cgroup or time; may be repeated")
          .taking(ValueKind.NS_TYPE)),
  TREE(
      attached(
              'T',
              "tree",
              "RELATION",
              Group.OUTPUT,
              "a tree: by owner (without a value), parent, or process")
          .taking(ValueKind.TREE)),
  FILTER(required('Q', "filter", "EXPRESSION", Group.WHICH, "those for which this is true")),
  LIST_COLUMNS(flag('H', "list-columns", Group.HELP, "list the columns")),

  HOLDERS(
      flag(
          "holders",
          Group.WHICH,
          "look into all mount namespaces too, and show what keeps those without processes")),
  OUTPUT_FORMAT(
      required(
              "output-format",
              "FORMAT",
              Group.OUTPUT,
              "table, json, jsonl, csv or dot (for Graphviz)")
          .taking(ValueKind.LS_FORMAT)),
  WATCH(
      attached(
          'w',
          "watch",
          "SECONDS",
          Group.OUTPUT,
          "again every 2 seconds: redrawn on a terminal, JSON Lines in a pipe"));

  /** The headings of the help. */
  static final class Group {
    static final String WHICH = "Which namespaces";
    static final String OUTPUT = "Output";
    static final String HELP = UnshareOption.Group.HELP;
  }

  /** Those that lsns(8) has. */
  static final LsOption[] OF_LSNS = Option.upTo(LIST_COLUMNS, values());

  @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
  private final Option option;

  LsOption(Option option) {
    this.option = option;
  }

  @Override
  public Option option() {
    return option;
  }
}
