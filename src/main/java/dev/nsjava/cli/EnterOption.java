package dev.nsjava.cli;

import static dev.nsjava.cli.Option.attached;
import static dev.nsjava.cli.Option.flag;
import static dev.nsjava.cli.Option.required;

/** The options of nsenter(1), then our own. An ambiguous prefix is answered in this order. */
enum EnterOption implements Option.Declared {
  ALL(flag('a', "all", Group.NAMESPACES, "all of the target")),
  HELP(flag('h', "help", Group.HELP, "print this help")),
  VERSION(flag('V', "version", Group.HELP, "print the version")),
  TARGET(
      required(
              't',
              "target",
              "PID[:INODE]",
              Group.TARGET,
              "the process whose namespaces are entered; INODE, that of its pidfd, tells it from a later"
                  + " process with the same PID")
          .taking(ValueKind.PID)
          .insteadOfOperand()),

  MOUNT(attached('m', "mount", "FILE", Group.NAMESPACES, "mounts").taking(ValueKind.FILE)),
  UTS(
      attached('u', "uts", "FILE", Group.NAMESPACES, "host and domain name")
          .taking(ValueKind.FILE)),
  IPC(
      attached('i', "ipc", "FILE", Group.NAMESPACES, "System V IPC, POSIX message queues")
          .taking(ValueKind.FILE)),
  NET(
      attached('n', "net", "FILE", Group.NAMESPACES, "network devices, addresses, routes")
          .taking(ValueKind.FILE)),
  NET_SOCKET(
      required(
          'N',
          "net-socket",
          "FD",
          Group.NAMESPACES,
          "the network namespace of this socket of the target")),
  PID(
      attached('p', "pid", "FILE", Group.NAMESPACES, "process ids; implies a fork")
          .taking(ValueKind.FILE)),
  USER(
      attached('U', "user", "FILE", Group.NAMESPACES, "user and group ids, capabilities")
          .taking(ValueKind.FILE)),
  CGROUP(
      attached('C', "cgroup", "FILE", Group.NAMESPACES, "the root of the cgroups")
          .taking(ValueKind.FILE)),
  TIME(
      attached('T', "time", "FILE", Group.NAMESPACES, "monotonic and boot-time clocks")
          .taking(ValueKind.FILE)),

  SETUID(
      required(
              'S',
              "setuid",
              "UID|follow",
              Group.IDS,
              "run the program as this user, or as the target's; default with --user: 0")
          .taking(ValueKind.FOLLOW)),
  SETGID(
      required(
              'G',
              "setgid",
              "GID|follow",
              Group.IDS,
              "run it as this group, without others; default with --user: 0")
          .taking(ValueKind.FOLLOW)),
  ROOT(
      attached('r', "root", "DIR", Group.FILES, "the program's root; without DIR the target's")
          .taking(ValueKind.DIRECTORY)),
  WD(
      attached(
              'w',
              "wd",
              "DIR",
              Group.FILES,
              "its working directory, looked up outside; without DIR the target's")
          .taking(ValueKind.DIRECTORY)),
  WDNS(
      attached(
              'W', "wdns", "DIR", Group.FILES, "its working directory, looked up in the namespaces")
          .taking(ValueKind.DIRECTORY)),
  ENV(flag('e', "env", Group.PROCESS, "the environment of the target")),
  NO_FORK(
      flag('F', "no-fork", Group.PROCESS, "with --pid: only children of the program are inside")),
  JOIN_CGROUP(flag('c', "join-cgroup", Group.PROCESS, "run it in the cgroups of the target")),
  PRESERVE_CREDENTIALS(
      flag("preserve-credentials", Group.IDS, "leave user, group and groups as they are")),
  KEEP_CAPS(
      flag("keep-caps", Group.IDS, "the program keeps its capabilities in the user namespace")),
  USER_PARENT(flag("user-parent", Group.NAMESPACES, "the user namespace above that one")),
  FOLLOW_CONTEXT(
      flag('Z', "follow-context", Group.PROCESS, "run it with the SELinux context of the target")),

  LIKE(
      flag(
          "like",
          Group.TARGET,
          "be as the target is: namespaces, root, directory, environment, cgroups, ids, limits")),
  FRESH_PROC(
      flag(
          "fresh-proc",
          Group.FILES,
          "mount a proc that shows the pid namespace, in a mount namespace of its own"));

  /** The headings of the help. */
  static final class Group {
    static final String TARGET = "The target";
    static final String NAMESPACES =
        "Namespaces: those of the target, or FILE, or :NSID, the number of one";
    static final String PROCESS = "The program";
    static final String IDS = "Users and groups";
    static final String FILES = "Files";
    static final String HELP = UnshareOption.Group.HELP;
  }

  /** Those that nsenter(1) has. */
  static final EnterOption[] OF_NSENTER = Option.upTo(FOLLOW_CONTEXT, values());

  @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
  private final Option option;

  EnterOption(Option option) {
    this.option = option;
  }

  @Override
  public Option option() {
    return option;
  }
}
