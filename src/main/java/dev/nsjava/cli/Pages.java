package dev.nsjava.cli;

import dev.nsjava.cli.Page.Command;
import dev.nsjava.cli.Page.Example;
import dev.nsjava.cli.Page.Item;
import dev.nsjava.cli.Page.Section;
import java.util.ArrayList;
import java.util.List;

/** What there is to know of each command. Those of {@code net} are in {@link NetUsage}. */
final class Pages {

  /** The headings of sections, see man-pages(7). */
  private static final String ENVIRONMENT = "ENVIRONMENT";

  private static final String STATUS = "EXIT STATUS";

  private static final Item REFUSED =
      new Item("1", "wrong words, or a refusal of the kernel: standard error says what");
  private static final Item FAILED =
      new Item(
          "1",
          "wrong words, a refusal of the kernel, or a check that fails: standard error says what");
  private static final Item BUG = new Item("70", "nsjava has a bug");

  private static final Section LAUNCH_STATUS =
      Section.of(
          STATUS,
          new Item("that of the program", "it has ended; or nsjava dies by the same signal"),
          REFUSED,
          new Item("126", "the program is there, but cannot be executed"),
          new Item("127", "there is no such program"),
          BUG);

  private static final Section PLAIN_STATUS =
      Section.of(STATUS, new Item("0", "done"), REFUSED, BUG);

  private static final Section CHECK_STATUS =
      Section.of(STATUS, new Item("0", "done"), FAILED, BUG);

  /** Of commands that only have commands, of many kinds. */
  private static final Section ANY_STATUS =
      Section.of(
          STATUS,
          new Item("0", "done"),
          REFUSED,
          new Item("another", "what the page of the command tells"),
          BUG);

  private static final Section PLAN_STATUS =
      Section.of(
          STATUS,
          new Item("0", "there is nothing to change"),
          REFUSED,
          new Item("2", "there is something to change"),
          BUG);

  private static final Item DEBUG =
      new Item("NSJAVA_DEBUG", "1: with a stack trace where nsjava has a bug");
  private static final Item NO_COLOR =
      new Item("NO_COLOR", "if it is there and not empty, nothing is coloured");
  private static final Item CACHE =
      new Item("NSJAVA_CACHE", "off: no plan is looked for in the cache, and none is kept");
  private static final Item PATH = new Item("PATH", "where programs are found");
  private static final Item SHELL = new Item("SHELL", "the program, if none is given");

  private static final Section PLAIN_ENVIRONMENT = Section.of(ENVIRONMENT, DEBUG);

  private static final Command UNSHARE =
      new Command("unshare", "unshare", "Runs PROGRAM, or the shell, in new namespaces.");
  private static final Command ENTER =
      new Command(
          "enter", "enter", "Runs PROGRAM, or the shell, in the namespaces of another process.");
  private static final Command LS =
      new Command("ls", "ls", "Lists namespaces, or the processes in one, and who keeps them.");
  private static final Command INSPECT =
      new Command(
          "inspect", "inspect", "Shows what can be seen in the namespaces of a process or a file.");
  private static final Command NET =
      new Command("net", "net", "Makes network namespaces, and wires them.");
  private static final Command EXPLAIN =
      new Command("explain", "explain", "Prints the plan of a command, and does nothing.");
  private static final Command COMPILE =
      new Command(
          "compile",
          "compile",
          "Makes a program of a launch, which needs neither nsjava nor Java.");
  private static final Command CACHES =
      new Command(
          "cache",
          "cache",
          "Shows or forgets the plans that are kept, which need no Java runtime.");

  private static final Command HELP = new Command("help", "", "Tells more of a command.");
  private static final Command NET_HELP = new Command("help", "net", HELP.sentence());
  private static final Command NET_EXEC =
      new Command("net exec", "net exec", NetUsage.of("exec").sentence());

  private Pages() {}

  static Page product() {
    return new Page(
        Invocation.PRODUCT,
        "COMMAND [ARGUMENT...]",
        "Runs programs in Linux namespaces, and shows these.",
        Page.options(CommonOption.values()),
        List.of(UNSHARE, ENTER, LS, INSPECT, NET, EXPLAIN, COMPILE, CACHES, HELP),
        List.of(),
        List.of("Called unshare, nsenter or lsns, through a link, nsjava is that tool."),
        List.of(
            Example.of(
                "a shell as root, in a system of its own:",
                "nsjava unshare --map-root-user --pid --fork --mount-proc")),
        List.of(ANY_STATUS, Section.of(ENVIRONMENT, CACHE, DEBUG)));
  }

  static Page explain() {
    return new Page(
        Invocation.PRODUCT + " explain",
        "COMMAND [ARGUMENT...]",
        EXPLAIN.sentence(),
        Page.options(CommonOption.values()),
        List.of(UNSHARE, ENTER, NET_EXEC),
        List.of(ValueKind.FILE),
        List.of("COMMAND may also be a program that was compiled: a path with a slash."),
        List.of(
            Example.of(
                "what would be done, and in which order:",
                "nsjava explain unshare --pid --fork --mount-proc ps")),
        List.of(
            PLAIN_STATUS,
            Section.of(ENVIRONMENT, SHELL, PATH, CACHE, DEBUG),
            files(KnownFile.PLANS)));
  }

  static Page compile() {
    return new Page(
        Invocation.PRODUCT + " compile",
        "-o FILE COMMAND [OPTION...] [PROGRAM [ARGUMENT...]]",
        COMPILE.sentence(),
        Page.options(CompileOption.values()),
        List.of(UNSHARE, ENTER, NET_EXEC),
        List.of(),
        List.of(
            "What FILE is given when it is run follows the words that were compiled in."
                + " 'nsjava explain ./FILE' prints its plan."),
        List.of(
            Example.of(
                "a box that can be copied to any machine:",
                "nsjava compile -o box unshare --map-root-user --pid --fork --mount-proc",
                "./box id -u")),
        List.of(PLAIN_STATUS, PLAIN_ENVIRONMENT));
  }

  static Page cache() {
    return new Page(
        Invocation.PRODUCT + " cache",
        "ls|clear|path",
        CACHES.sentence(),
        Page.options(CommonOption.values()),
        List.of(
            new Command("ls", "cache", "Prints the commands that they are for, the oldest first."),
            new Command("clear", "cache", "Forgets them all."),
            new Command("path", "cache", "Prints where they are kept.")),
        List.of(),
        List.of("With NSJAVA_CACHE=off in the environment none is looked for and none is kept."),
        List.of(),
        List.of(
            PLAIN_STATUS,
            Section.of(
                ENVIRONMENT,
                CACHE,
                new Item("XDG_CACHE_HOME", "in place of ~/.cache, but for root"),
                DEBUG),
            files(KnownFile.PLANS)));
  }

  static Page unshare(Invocation invocation) {
    String name = invocation.command();
    return new Page(
        name,
        "[OPTION...] [PROGRAM [ARGUMENT...]]",
        UNSHARE.sentence(),
        Page.options(UnshareOption.values()),
        List.of(),
        List.of(ValueKind.PROGRAM),
        List.of("A value in brackets follows the long name only: --uts=FILE."),
        List.of(
            Example.of(
                "the processes of a new pid namespace, as root:",
                name + " --pid --fork --mount-proc ps ax"),
            Example.of("root without being root:", name + " --map-root-user id"),
            Example.of(
                "a host name that lasts:",
                "touch /root/uts; " + name + " --uts=/root/uts hostname box")),
        List.of(
            LAUNCH_STATUS,
            Section.of(ENVIRONMENT, SHELL, PATH, CACHE, DEBUG),
            files(KnownFile.SUBIDS, KnownFile.PLANS)));
  }

  static Page enter(Invocation invocation) {
    String name = invocation.command();
    boolean tool = invocation.tool();
    List<String> notes = new ArrayList<>();
    notes.add("A value in brackets follows its name at once: --uts=FILE, -uFILE.");
    List<Example> examples = new ArrayList<>();
    examples.add(
        Example.of(
            "the network and the processes of process 1234:",
            name + " --target 1234 --net --pid ip addr"));
    if (!tool) {
      notes.add(
          "Without --target the first word is its NAME: a PID, a network namespace of 'ip netns',"
              + " the inode of a namespace, a container (the beginning of its id), unit:NAME or"
              + " comm:NAME. If no namespace is named, all that differ from the caller's are"
              + " entered.");
      examples.add(
          Example.of("a shell in a container, as its own processes are:", name + " --like 3f2a"));
    }
    return new Page(
        name,
        tool ? "[OPTION...] [PROGRAM [ARGUMENT...]]" : "[OPTION...] [NAME] [PROGRAM [ARGUMENT...]]",
        ENTER.sentence(),
        Page.options(tool ? EnterOption.OF_NSENTER : EnterOption.values()),
        List.of(),
        tool ? List.of(ValueKind.PROGRAM) : List.of(ValueKind.TARGET, ValueKind.PROGRAM),
        notes,
        examples,
        List.of(
            LAUNCH_STATUS,
            Section.of(ENVIRONMENT, SHELL, PATH, CACHE, DEBUG),
            files(KnownFile.NAMESPACES, KnownFile.NAMES, KnownFile.PLANS)));
  }

  static Page ls(Invocation invocation) {
    String name = invocation.command();
    List<LsColumn> columns = invocation.tool() ? LsColumn.OF_LSNS : LsColumn.ALL;
    return new Page(
        name,
        "[OPTION...] [NAMESPACE]",
        LS.sentence(),
        Page.options(invocation.tool() ? LsOption.OF_LSNS : LsOption.values()),
        List.of(),
        List.of(),
        List.of(
            "NAMESPACE is the inode of one. A value in brackets follows its name at once:"
                + " --tree=parent, -Tparent."),
        List.of(
            Example.of("network namespaces, with the names of their files:", name + " --type net"),
            Example.of("those of process 1234:", name + " --task 1234"),
            Example.of(
                "pid namespaces with more than ten processes, for a script:",
                name + " --json --filter 'TYPE == \"pid\" and NPROCS > 10'")),
        List.of(
            new Section(
                "COLUMNS",
                columns.stream().map(c -> new Item(c.heading(), c.description())).toList()),
            PLAIN_STATUS,
            Section.of(
                ENVIRONMENT,
                new Item("LIBSMARTCOLS_JSON", "compact or lines: other forms of --json"),
                NO_COLOR,
                DEBUG),
            files(KnownFile.NAMESPACES, KnownFile.NAMES)));
  }

  static Page inspect(Invocation invocation) {
    String name = invocation.command();
    return new Page(
        name,
        "[OPTION...] NAME",
        INSPECT.sentence(),
        Page.options(InspectOption.values()),
        List.of(),
        List.of(ValueKind.SUBJECT),
        List.of(
            "NAME is a PID, the inode of a namespace, a network namespace of 'ip netns', a container"
                + " (the beginning of its id), unit:NAME or comm:NAME; or 'self', or 'host', which"
                + " is process 1."),
        List.of(
            Example.of("what process 1234 sees:", name + " 1234"),
            Example.of(
                "addresses, routes, sockets and firewall of a network namespace, for a program:",
                name + " --json --type net blue"),
            Example.of("how a container differs from the host:", name + " 3f2a --diff host")),
        List.of(PLAIN_STATUS, PLAIN_ENVIRONMENT, files(KnownFile.NAMESPACES, KnownFile.NAMES)));
  }

  /** {@code net}, or a command of it that has commands. */
  static Page net(Invocation invocation) {
    String name = netCommand(invocation);
    List<Command> commands = new ArrayList<>(NetUsage.within(name));
    if (name.isEmpty()) {
      commands.add(NET_HELP);
    }
    return new Page(
        invocation.command(),
        "COMMAND [ARGUMENT...]",
        name.isEmpty() ? NET.sentence() : NetUsage.group(name),
        Page.options(CommonOption.values()),
        commands,
        List.of(),
        List.of(),
        List.of(),
        List.of(
            name.isEmpty() ? ANY_STATUS : PLAIN_STATUS,
            PLAIN_ENVIRONMENT,
            KnownFile.section(NetUsage.files(name))));
  }

  /** A command of {@code net} that has none, or besides. */
  static Page net(Invocation invocation, Option.Declared[] options) {
    NetUsage usage = NetUsage.of(netCommand(invocation));
    return new Page(
        invocation.command(),
        usage.arguments(),
        usage.sentence(),
        Page.options(options),
        NetUsage.within(usage.command()),
        usage.operands(),
        usage.notes(),
        usage.examples(),
        List.of(
            switch (usage.command()) {
              case "exec" -> LAUNCH_STATUS;
              case "plan" -> PLAN_STATUS;
              case "up", "check" -> CHECK_STATUS;
              default -> PLAIN_STATUS;
            },
            switch (usage.command()) {
              case "exec" -> Section.of(ENVIRONMENT, PATH, CACHE, DEBUG);
              case "graph" -> Section.of(ENVIRONMENT, NO_COLOR, DEBUG);
              default -> PLAIN_ENVIRONMENT;
            },
            KnownFile.section(usage.files())));
  }

  private static Section files(KnownFile... files) {
    return KnownFile.section(List.of(files));
  }

  /** The words after {@code net}. */
  private static String netCommand(Invocation invocation) {
    return invocation.name().substring(NET.words().length()).strip();
  }
}
