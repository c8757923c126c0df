package dev.nsjava.cli;

import static dev.nsjava.cli.ValueKind.ANY;
import static dev.nsjava.cli.ValueKind.DESTINATION;
import static dev.nsjava.cli.ValueKind.FILE;
import static dev.nsjava.cli.ValueKind.LINK;
import static dev.nsjava.cli.ValueKind.NETNS;
import static dev.nsjava.cli.ValueKind.NETNS_NAME;
import static dev.nsjava.cli.ValueKind.PID;
import static dev.nsjava.cli.ValueKind.PROGRAM;
import static dev.nsjava.cli.ValueKind.SAME;
import static dev.nsjava.cli.ValueKind.TOPOLOGY;
import static dev.nsjava.cli.ValueKind.TOPOLOGY_FILE;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a command of {@code net} is called, and what it does.
 *
 * @param command the words after {@code net}
 * @param arguments what follows them
 * @param example a command line, from these words on
 * @param operands see {@link Page}
 * @param files what it uses
 */
record NetUsage(
    String command,
    String arguments,
    String sentence,
    String example,
    List<ValueKind> operands,
    List<KnownFile> files) {

  private static final String LS = "[--netns NS] [--json]";

  private static final String PUBLICATION = "HOSTPORT:NS:PORT[/udp] [OPTION...]";
  private static final String LEADS = "Leads a port to one of another network namespace.";

  /** What is short for another, and has commands besides. */
  private static final NetUsage SHORT =
      of("publish", PUBLICATION, LEADS, "publish 8080:blue:80", ValueKind.PUBLICATION);

  /** All of them, in the order of the help. */
  static final List<NetUsage> ALL =
      List.of(
          of("add", "NAME...", "Makes network namespaces, all or none.", "add blue red"),
          of(
              "attach",
              "NAME PID",
              "Gives the network namespace of a process a name.",
              "attach blue 1234",
              ANY,
              PID),
          of(
              "del",
              "[--kill] NAME...|--all",
              "Takes names of network namespaces away.",
              "del --kill blue red",
              NETNS_NAME,
              SAME),
          of(
              "ls",
              "[--json]",
              "Lists the names of network namespaces, and their ids.",
              "ls --json"),
          of(
              "identify",
              "[PID]",
              "Prints the names of the network namespace of a process.",
              "identify 1234",
              PID),
          of(
              "pids",
              "NAME",
              "Prints the processes in a network namespace.",
              "pids blue",
              NETNS_NAME),
          of(
              "set",
              "NAME ID|auto",
              "Gives a network namespace an id.",
              "set blue auto",
              NETNS_NAME,
              ValueKind.NSID),
          of("list-id", "[OPTION...]", "Lists the ids of network namespaces.", "list-id --json"),
          of("monitor", "", "Tells of names that come and go, until a signal ends it.", "monitor"),
          of(
                  "exec",
                  "[--user USER[:GROUP]] NS|--all PROGRAM [ARGUMENT...]",
                  "Runs a program in a network namespace, or in all with names.",
                  "exec blue ip addr",
                  NETNS,
                  PROGRAM)
              .using(KnownFile.NAMES, KnownFile.NETNS_FILES, KnownFile.PLANS),
          of(
              "link add",
              "NAME --type TYPE [OPTION...]",
              "Makes a link.",
              "link add eth0 --netns blue --type veth --peer blue0 --peer-netns host --up"),
          of(
              "link set",
              "NAME [OPTION...]",
              "Changes a link: all changes or none.",
              "link set eth0 --netns blue --up --mtu 1400",
              LINK),
          of(
              "link del",
              "NAME [--netns NS]",
              "Deletes a link, a veth with its other end.",
              "link del blue0",
              LINK),
          of("link ls", LS, "Lists links.", "link ls --netns blue"),
          of(
              "addr add",
              "ADDRESS[/LENGTH] --dev LINK [--netns NS]",
              "Gives a link an address.",
              "addr add 10.0.0.2/24 --dev eth0 --netns blue"),
          of(
              "addr del",
              "ADDRESS[/LENGTH] --dev LINK [--netns NS]",
              "Takes an address away.",
              "addr del 10.0.0.2/24 --dev eth0 --netns blue"),
          of("addr ls", LS, "Lists addresses.", "addr ls --netns blue"),
          of(
              "route add",
              "DEST|default [OPTION...]",
              "Says where packets go.",
              "route add default --via 10.0.0.1 --netns blue",
              DESTINATION),
          of(
              "route del",
              "DEST|default [OPTION...]",
              "Takes the first such route away.",
              "route del default --netns blue",
              DESTINATION),
          of(
              "route ls",
              LS,
              "Lists routes, but those of the table local.",
              "route ls --netns blue --json"),
          of(
                  "dns set",
                  "NAME [OPTION...]",
                  "Says who is asked for names in a network namespace.",
                  "dns set blue --server 10.0.0.1 --host red=10.0.0.3",
                  NETNS_NAME)
              .using(KnownFile.NETNS_FILES),
          of("dns ls", "NAME", "Prints who is asked for names.", "dns ls blue", NETNS_NAME)
              .using(KnownFile.NETNS_FILES),
          of("dns del", "NAME", "Removes what 'dns set' has written.", "dns del blue", NETNS_NAME)
              .using(KnownFile.NETNS_FILES),
          of(
              "connect",
              "NS NS|NS... --bridge BRIDGE [OPTION...]",
              "Connects network namespaces, and makes those that are missing.",
              "connect blue red --bridge br0 --subnet 10.0.0.0/24 --gateway --nat",
              NETNS,
              SAME),
          of(
              "nat add",
              "SUBNET [--out DEV] [--netns NS]",
              "Lets a subnet out by the addresses of this network namespace.",
              "nat add 10.0.0.0/24 --out eth0"),
          of("nat del", "SUBNET [--netns NS]", "Lets it out no more.", "nat del 10.0.0.0/24"),
          of("nat ls", LS, "Lists the subnets that are let out.", "nat ls"),
          of("publish add", PUBLICATION, LEADS, "publish add 8080:blue:80", ValueKind.PUBLICATION),
          of(
              "publish del",
              "HOSTPORT[/udp] [OPTION...]",
              "Leads a port nowhere any more.",
              "publish del 8080"),
          of("publish ls", LS, "Lists the ports that are led elsewhere.", "publish ls"),
          of(
                  "up",
                  "[--foreground [--rm]] FILE",
                  "Makes what a file describes, as far as it is not there.",
                  "up lab.yaml",
                  FILE)
              .using(
                  KnownFile.NAMES,
                  KnownFile.NETNS_FILES,
                  KnownFile.TOPOLOGIES,
                  KnownFile.DOCUMENTS),
          of(
                  "plan",
                  "[--without-shaping] FILE",
                  "Prints what 'up' would change; ends with 2 if that is something.",
                  "plan lab.yaml",
                  FILE)
              .using(
                  KnownFile.NAMES,
                  KnownFile.NETNS_FILES,
                  KnownFile.TOPOLOGIES,
                  KnownFile.DOCUMENTS),
          of("down", "FILE|NAME", "Takes away what 'up' has made.", "down lab", TOPOLOGY_FILE)
              .using(KnownFile.NAMES, KnownFile.NETNS_FILES, KnownFile.TOPOLOGIES),
          of("ps", "[--json]", "Lists what is up, and whether it is as its file says.", "ps")
              .using(KnownFile.NAMES, KnownFile.NETNS_FILES, KnownFile.TOPOLOGIES),
          of(
                  "check",
                  "[--wait SECONDS] [--json] FILE|NAME",
                  "Makes the checks of a topology that is up, by real packets.",
                  "check lab --wait 10",
                  TOPOLOGY_FILE)
              .using(KnownFile.NAMES, KnownFile.TOPOLOGIES, KnownFile.DOCUMENTS),
          of(
                  "logs",
                  "NAME [NAMESPACE/PROCESS] [--follow]",
                  "Prints what the processes of a topology have printed.",
                  "logs lab --follow",
                  TOPOLOGY)
              .using(KnownFile.TOPOLOGIES),
          of(
                  "graph",
                  "FILE|NAME|--live [--format FORMAT]",
                  "Draws a network.",
                  "graph lab --format svg",
                  TOPOLOGY_FILE)
              .using(KnownFile.NAMES, KnownFile.TOPOLOGIES),
          of(
                  "export",
                  "FILE|NAME|--live [--format FORMAT]",
                  "Prints a network as a file: ours, or for ip or containerlab.",
                  "export --live",
                  TOPOLOGY_FILE)
              .using(KnownFile.NAMES, KnownFile.TOPOLOGIES));

  /** What commands are for that only have commands. */
  private static final Map<String, String> GROUPS =
      Map.of(
          "link", "Makes, changes, deletes and lists links.",
          "addr", "Gives links addresses, takes them away, and lists them.",
          "route", "Says where packets go, and lists that.",
          "dns", "Says who is asked for names in a network namespace.",
          "nat", "Lets subnets out by the addresses of a network namespace.");

  /** Other words for words of commands. */
  static final Map<String, String> OTHER_WORDS =
      Map.of("address", "addr", "list", "ls", "show", "ls", "delete", "del");

  /** The notes and the example of commands that take a file, before that of the command itself. */
  private static final String FILE_NOTE =
      "FILE is YAML: network namespaces, the bridges and links between them, the programs that run"
          + " inside, and checks of what is to work. docs/topology.md describes all its keys, in"
          + " /usr/share/doc/nsjava where nsjava was installed as a package.";

  private static final Page.Example FILE_EXAMPLE =
      Page.Example.file(
          "a FILE, lab.yaml:",
          "namespaces:",
          "  web: {join: lan}     # eth0, with an address of lan",
          "  client: {join: lan}",
          "bridges:",
          "  lan: {subnet: 10.1.0.0/24}",
          "links:               # without a bridge: two ends",
          "  - [client:eth1 10.2.0.1/30, db:eth0 10.2.0.2/30]",
          "checks:",
          "  - ping client -> web",
          "  - not ping web -> db");

  private static NetUsage of(
      String command, String arguments, String sentence, String example, ValueKind... operands) {
    return new NetUsage(
        command, arguments, sentence, example, List.of(operands), List.of(KnownFile.NAMES));
  }

  /** The same for a command that uses other files than names of network namespaces alone. */
  private NetUsage using(KnownFile... used) {
    return new NetUsage(command, arguments, sentence, example, operands, List.of(used));
  }

  private boolean takesNewFile() {
    return files.contains(KnownFile.DOCUMENTS);
  }

  /** Paragraphs that tell more. */
  List<String> notes() {
    return takesNewFile() ? List.of(FILE_NOTE) : List.of();
  }

  /** Its example, and that of what it takes. */
  List<Page.Example> examples() {
    String line = Invocation.PRODUCT + " net " + example;
    return takesNewFile()
        ? List.of(FILE_EXAMPLE, Page.Example.of("with it:", line))
        : List.of(Page.Example.of("", line));
  }

  /** What the commands of a command use; of {@code ""} all. */
  static List<KnownFile> files(String command) {
    String start = command.isEmpty() ? "" : usual(command) + " ";
    return ALL.stream()
        .filter(usage -> usage.command.startsWith(start))
        .flatMap(usage -> usage.files.stream())
        .toList();
  }

  /** That of a command, by its name or another that it goes by. */
  static NetUsage of(String command) {
    String words = usual(command);
    return Stream.concat(ALL.stream(), Stream.of(SHORT))
        .filter(usage -> usage.command.equals(words))
        .findFirst()
        .orElseThrow();
  }

  private static String usual(String command) {
    String[] words = command.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      words[i] = OTHER_WORDS.getOrDefault(words[i], words[i]);
    }
    return String.join(" ", words);
  }

  /** What a command is for that has commands. */
  static String group(String command) {
    String sentence = GROUPS.get(usual(command));
    return sentence == null ? of(command).sentence : sentence;
  }

  /** The commands of a command; of {@code ""} all. */
  static List<Page.Command> within(String command) {
    String start = command.isEmpty() ? "" : usual(command) + " ";
    return ALL.stream()
        .filter(usage -> usage.command.startsWith(start))
        .map(
            usage ->
                new Page.Command(
                    usage.command.substring(start.length()),
                    "net " + usage.command,
                    usage.sentence))
        .toList();
  }
}
