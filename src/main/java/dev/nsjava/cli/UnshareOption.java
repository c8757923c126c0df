package dev.nsjava.cli;

import static dev.nsjava.cli.Option.flag;
import static dev.nsjava.cli.Option.optional;
import static dev.nsjava.cli.Option.required;

/** The options of unshare(1). An ambiguous prefix is answered with names in this order. */
enum UnshareOption implements Option.Declared {
  HELP(flag('h', "help", Group.HELP, "print this help")),
  VERSION(flag('V', "version", Group.HELP, "print the version")),

  MOUNT(optional('m', "mount", "FILE", Group.NAMESPACES, "mounts").taking(ValueKind.FILE)),
  UTS(
      optional('u', "uts", "FILE", Group.NAMESPACES, "host and domain name")
          .taking(ValueKind.FILE)),
  IPC(
      optional('i', "ipc", "FILE", Group.NAMESPACES, "System V IPC, POSIX message queues")
          .taking(ValueKind.FILE)),
  NET(
      optional('n', "net", "FILE", Group.NAMESPACES, "network devices, addresses, routes")
          .taking(ValueKind.FILE)),
  PID(
      optional('p', "pid", "FILE", Group.NAMESPACES, "process ids, of children: see --fork")
          .taking(ValueKind.FILE)),
  USER(
      optional('U', "user", "FILE", Group.NAMESPACES, "user and group ids, capabilities")
          .taking(ValueKind.FILE)),
  CGROUP(
      optional('C', "cgroup", "FILE", Group.NAMESPACES, "the root of the cgroups")
          .taking(ValueKind.FILE)),
  TIME(
      optional('T', "time", "FILE", Group.NAMESPACES, "monotonic and boot-time clocks")
          .taking(ValueKind.FILE)),

  FORK(flag('f', "fork", Group.PROCESS, "run the program in a child and wait for it")),
  KILL_CHILD(
      optional(
              "kill-child",
              "SIGNAL",
              Group.PROCESS,
              "send the child SIGNAL (default: KILL) when its parent ends; implies --fork")
          .taking(ValueKind.SIGNAL)),
  FORWARD_SIGNALS(
      flag(
          "forward-signals",
          Group.PROCESS,
          "pass SIGTERM and SIGINT on to the child; implies --fork")),

  MOUNT_PROC(
      optional(
              "mount-proc",
              "DIR",
              Group.FILES,
              "mount proc on DIR (default: /proc); implies --mount")
          .taking(ValueKind.DIRECTORY)),
  MOUNT_BINFMT(
      optional(
              "mount-binfmt",
              "DIR",
              Group.FILES,
              "mount binfmt_misc on DIR (default: /proc/sys/fs/binfmt_misc, with --mount-proc);"
                  + " implies --mount --user")
          .taking(ValueKind.DIRECTORY)),

  MAP_USER(
      required(
              "map-user",
              "UID|NAME",
              Group.IDS,
              "the caller becomes this user inside; implies --user")
          .taking(ValueKind.USER)),
  MAP_USERS(
      required(
              "map-users",
              "RANGE",
              Group.IDS,
              "map a range of users: INNER:OUTER:COUNT, auto (your range in /etc/subuid, from 0 on),"
                  + " subids (the same, unchanged) or all (every id there is); may be repeated;"
                  + " implies --user")
          .taking(ValueKind.ID_RANGE)),
  MAP_GROUP(
      required(
              "map-group",
              "GID|NAME",
              Group.IDS,
              "the caller's group becomes this group inside; implies --user")
          .taking(ValueKind.GROUP)),
  MAP_GROUPS(
      required("map-groups", "RANGE", Group.IDS, "map a range of groups, as --map-users does")
          .taking(ValueKind.ID_RANGE)),
  MAP_ROOT_USER(
      flag(
          'r',
          "map-root-user",
          Group.IDS,
          "the caller becomes root inside: --map-user=0 --map-group=0")),
  MAP_CURRENT_USER(
      flag(
          'c',
          "map-current-user",
          Group.IDS,
          "the caller keeps its user and group id inside; implies --user")),
  MAP_AUTO(flag("map-auto", Group.IDS, "--map-users=auto --map-groups=auto")),
  MAP_SUBIDS(flag("map-subids", Group.IDS, "--map-users=subids --map-groups=subids")),
  OWNER(
      required(
          "owner",
          "UID:GID",
          Group.IDS,
          "the user namespace belongs to this user and group; implies --user")),

  PROPAGATION(
      required(
              "propagation",
              "MODE",
              Group.FILES,
              "how mounts spread: private (default), shared, slave or unchanged")
          .taking(ValueKind.PROPAGATION)),
  SETGROUPS(
      required(
              "setgroups",
              "allow|deny",
              Group.IDS,
              "whether setgroups(2) works in the user namespace")
          .taking(ValueKind.SETGROUPS)),
  KEEP_CAPS(
      flag("keep-caps", Group.IDS, "the program keeps its capabilities in the user namespace")),

  SETUID(required('S', "setuid", "UID", Group.IDS, "run the program as this user")),
  SETGID(required('G', "setgid", "GID", Group.IDS, "run the program as this group")),
  ROOT(
      required('R', "root", "DIR", Group.FILES, "the program's root directory")
          .taking(ValueKind.DIRECTORY)),
  WD(
      required('w', "wd", "DIR", Group.FILES, "its working directory, inside that root")
          .taking(ValueKind.DIRECTORY)),
  MONOTONIC(
      required("monotonic", "SECONDS", Group.CLOCKS, "add to the monotonic clock; needs --time")),
  BOOTTIME(
      required("boottime", "SECONDS", Group.CLOCKS, "add to the boot-time clock; needs --time")),
  LOAD_INTERP(
      required(
          'l',
          "load-interp",
          "FORMAT",
          Group.FILES,
          "register an interpreter in binfmt_misc; implies --mount-binfmt")),
  CLEAR_ENV(flag("clear-env", Group.PROCESS, "empty the program's environment")),
  WHITELIST_ENV(
      required(
              "whitelist-env",
              "NAMES",
              Group.PROCESS,
              "empty it but for NAMES, joined by commas; may be repeated")
          .taking(ValueKind.VARIABLES));

  /** The headings of the help. */
  static final class Group {
    static final String NAMESPACES = "New namespaces, bound to FILE if one is given";
    static final String PROCESS = "The program";
    static final String IDS = "Users and groups";
    static final String FILES = "Files";
    static final String CLOCKS = "Clocks";
    static final String HELP = "Help";
  }

  @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
  private final Option option;

  UnshareOption(Option option) {
    this.option = option;
  }

  @Override
  public Option option() {
    return option;
  }
}
