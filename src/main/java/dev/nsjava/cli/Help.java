package dev.nsjava.cli;

import dev.nsjava.cli.Option.Argument;
import dev.nsjava.launch.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The texts of {@code --help}. Only this class knows picocli, and only help needs it. */
final class Help {

  private Help() {}

  static Answer product() {
    CommandSpec spec =
        spec(
            Invocation.PRODUCT,
            "COMMAND [ARGUMENT...]",
            "Runs programs in Linux namespaces, and shows these.",
            CommonOption.values());
    spec.usageMessage()
        .footer(
            "",
            "Commands:",
            "  unshare    run a program in new namespaces",
            "  enter      run a program in the namespaces of another process",
            "  ls         list namespaces, and who is in them or keeps them",
            "  inspect    show what can be seen in the namespaces of a process",
            "  net        make network namespaces, and wire them",
            "  explain    print what a command would do, and do nothing",
            "  compile    make a program of a launch, which needs neither nsjava nor Java",
            "  cache      show or forget the plans that are kept",
            "",
            "'nsjava COMMAND --help' tells more.",
            "",
            "Example: a shell as root, in a system of its own:",
            "  nsjava unshare --map-root-user --pid --fork --mount-proc");
    return print(spec);
  }

  static Answer explain() {
    CommandSpec spec =
        spec(
            Invocation.PRODUCT + " explain",
            "COMMAND [ARGUMENT...]",
            "Prints the plan of a command, or of a program that was compiled (a path with a slash).",
            CommonOption.values());
    spec.usageMessage()
        .footer("", "Example:", "  nsjava explain unshare --pid --fork --mount-proc ps");
    return print(spec);
  }

  static Answer compile() {
    CommandSpec spec =
        spec(
            Invocation.PRODUCT + " compile",
            "-o FILE COMMAND [OPTION...] [PROGRAM [ARGUMENT...]]",
            "Makes a program that launches as COMMAND does: unshare, enter or net exec.",
            CompileOption.values());
    spec.usageMessage()
        .footer(
            "",
            "FILE needs neither nsjava nor Java. What it is given when it is run follows the",
            "words that were compiled in. 'nsjava explain ./FILE' prints its plan.",
            "",
            "Example:",
            "  nsjava compile -o box unshare --map-root-user --pid --fork --mount-proc",
            "  ./box id -u");
    return print(spec);
  }

  static Answer cache() {
    CommandSpec spec =
        spec(
            Invocation.PRODUCT + " cache",
            "ls|clear|path",
            "The plans that were made before, which are walked again without a Java runtime.",
            CommonOption.values());
    spec.usageMessage()
        .footer(
            "",
            "  ls     print the commands that they are for, the oldest first",
            "  clear  forget them all",
            "  path   print where they are kept",
            "",
            "With NSJAVA_CACHE=off in the environment none is looked for and none is kept.");
    return print(spec);
  }

  static Answer unshare(Invocation invocation) {
    String name = invocation.command();
    CommandSpec spec =
        spec(
            name,
            "[OPTION...] [PROGRAM [ARGUMENT...]]",
            "Runs PROGRAM, or the shell, in new namespaces.",
            UnshareOption.values());
    spec.usageMessage()
        .footer(
            "",
            "A value in brackets follows the long name only: --uts=FILE.",
            "",
            "Examples:",
            "  the processes of a new pid namespace, as root:",
            "    " + name + " --pid --fork --mount-proc ps ax",
            "  root without being root:",
            "    " + name + " --map-root-user id",
            "  a host name that lasts:",
            "    touch /root/uts; " + name + " --uts=/root/uts hostname box");
    return print(spec);
  }

  static Answer enter(Invocation invocation) {
    String name = invocation.command();
    boolean tool = invocation.tool();
    CommandSpec spec =
        spec(
            name,
            tool
                ? "[OPTION...] [PROGRAM [ARGUMENT...]]"
                : "[OPTION...] [NAME] [PROGRAM [ARGUMENT...]]",
            "Runs PROGRAM, or the shell, in the namespaces of another process.",
            tool ? EnterOption.OF_NSENTER : EnterOption.values());
    List<String> footer = new ArrayList<>();
    footer.add("");
    footer.add("A value in brackets follows its name at once: --uts=FILE, -uFILE.");
    footer.add("");
    if (!tool) {
      footer.add("Without --target the first word is its NAME: a PID, a network namespace of");
      footer.add("'ip netns', the inode of a namespace, a container (the beginning of its id),");
      footer.add("unit:NAME or comm:NAME. If no namespace is named, all that differ from the");
      footer.add("caller's are entered.");
      footer.add("");
    }
    footer.add("Examples:");
    footer.add("  the network and the processes of process 1234:");
    footer.add("    " + name + " --target 1234 --net --pid ip addr");
    if (!tool) {
      footer.add("  a shell in a container, as its own processes are:");
      footer.add("    " + name + " --like 3f2a");
    }
    spec.usageMessage().footer(footer.toArray(String[]::new));
    return print(spec);
  }

  static Answer ls(Invocation invocation) {
    String name = invocation.command();
    CommandSpec spec =
        spec(
            name,
            "[OPTION...] [NAMESPACE]",
            "Lists namespaces, or the processes in NAMESPACE, the inode of one.",
            invocation.tool() ? LsOption.OF_LSNS : LsOption.values());
    spec.usageMessage()
        .footer(
            "",
            "A value in brackets follows its name at once: --tree=parent, -Tparent.",
            "",
            "Examples:",
            "  network namespaces, with the names of their files:",
            "    " + name + " --type net",
            "  those of process 1234:",
            "    " + name + " --task 1234",
            "  pid namespaces with more than ten processes, for a script:",
            "    " + name + " --json --filter 'TYPE == \"pid\" and NPROCS > 10'");
    return print(spec);
  }

  static Answer inspect() {
    String name = Invocation.PRODUCT + " inspect";
    CommandSpec spec =
        spec(
            name,
            "[OPTION...] NAME",
            "Shows what can be seen in the namespaces of a process, or in one that a file holds.",
            InspectOption.values());
    spec.usageMessage()
        .footer(
            "",
            "NAME is a PID, the inode of a namespace, a network namespace of 'ip netns', a",
            "container (the beginning of its id), unit:NAME or comm:NAME; or 'self', or 'host',",
            "which is process 1.",
            "",
            "Examples:",
            "  what process 1234 sees:",
            "    " + name + " 1234",
            "  addresses, routes, sockets and firewall of a network namespace, for a program:",
            "    " + name + " --json --type net blue",
            "  how a container differs from the host:",
            "    " + name + " 3f2a --diff host");
    return print(spec);
  }

  /** {@code net}, or a command of it that has commands. */
  static Answer net(Invocation invocation) {
    CommandSpec spec =
        spec(
            invocation.command(),
            "COMMAND [ARGUMENT...]",
            "Makes network namespaces, and wires them.",
            CommonOption.values());
    List<String> footer = new ArrayList<>(List.of("", "Commands:"));
    for (NetUsage usage : NetUsage.within(netCommand(invocation))) {
      footer.add("  %-12s  %s".formatted(usage.command(), usage.sentence()));
    }
    footer.add("");
    footer.add("'" + Invocation.PRODUCT + " net COMMAND --help' tells more.");
    spec.usageMessage().footer(footer.toArray(String[]::new));
    return print(spec);
  }

  /** The options of a command of {@code net}. */
  static Answer net(Invocation invocation, Option.Declared[] options) {
    NetUsage usage = NetUsage.of(netCommand(invocation));
    return print(spec(invocation.command(), usage.arguments(), usage.sentence(), options));
  }

  /** The words after {@code net}. */
  private static String netCommand(Invocation invocation) {
    return invocation.name().substring("net".length()).strip();
  }

  private static CommandSpec spec(
      String name, String synopsis, String description, Option.Declared[] options) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage()
        .customSynopsis("Usage: " + name + " " + synopsis)
        .synopsisHeading("")
        .description(description)
        .sortOptions(false)
        .optionListHeading("");
    Set<String> groups = new LinkedHashSet<>();
    Arrays.stream(options).forEach(option -> groups.add(option.option().group()));
    if (groups.remove(UnshareOption.Group.HELP)) {
      groups.add(UnshareOption.Group.HELP); // last: who reads it knows already
    }
    int order = 0;
    for (String group : groups) {
      ArgGroupSpec.Builder section =
          ArgGroupSpec.builder().heading("%n" + group + ":%n").validate(false).order(order++);
      Arrays.stream(options)
          .filter(option -> option.option().group().equals(group))
          .forEach(option -> section.addArg(shown(option.option())));
      spec.addArgGroup(section.build());
    }
    return spec;
  }

  private static OptionSpec shown(Option option) {
    String longName = "--" + option.longName();
    String[] names =
        option.shortName() == Option.NO_SHORT
            ? new String[] {longName}
            : new String[] {"-" + option.shortName(), longName};
    OptionSpec.Builder builder =
        OptionSpec.builder(names).description(option.description().replace("%", "%%"));
    if (option.argument() == Argument.NONE) {
      return builder.arity("0").build();
    }
    return builder
        .type(String.class)
        .paramLabel(option.label())
        .arity(option.argument() == Argument.REQUIRED ? "1" : "0..1")
        .build();
  }

  private static Answer print(CommandSpec spec) {
    return Answer.print(new CommandLine(spec).getUsageMessage(Ansi.OFF));
  }
}
