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

/**
 * How a command of {@code net} is called, and what it does.
 *
 * @param command the words after {@code net}
 * @param arguments what follows them
 * @param example a command line, from these words on
 * @param operands see {@link Page}
 */
record NetUsage(
    String command, String arguments, String sentence, String example, List<ValueKind> operands) {

  private static final String LS = "[--netns NS] [--json]";

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
              PROGRAM),
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
              NETNS_NAME),
          of("dns ls", "NAME", "Prints who is asked for names.", "dns ls blue", NETNS_NAME),
          of("dns del", "NAME", "Removes what 'dns set' has written.", "dns del blue", NETNS_NAME),
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
          of(
              "publish",
              "[add] HOSTPORT:NS:PORT[/udp] [OPTION...]",
              "Leads a port to one of another network namespace.",
              "publish 8080:blue:80"),
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
              "up office.yaml",
              FILE),
          of(
              "plan",
              "[--without-shaping] FILE",
              "Prints what 'up' would change; ends with 2 if that is something.",
              "plan office.yaml",
              FILE),
          of("down", "FILE|NAME", "Takes away what 'up' has made.", "down office", TOPOLOGY_FILE),
          of("ps", "[--json]", "Lists what is up, and whether it is as its file says.", "ps"),
          of(
              "check",
              "[--wait SECONDS] [--json] FILE|NAME",
              "Makes the checks of a topology that is up, by real packets.",
              "check office --wait 10",
              TOPOLOGY_FILE),
          of(
              "logs",
              "NAME [NAMESPACE/PROCESS] [--follow]",
              "Prints what the processes of a topology have printed.",
              "logs office --follow",
              TOPOLOGY),
          of(
              "graph",
              "FILE|NAME|--live [--format FORMAT]",
              "Draws a network.",
              "graph office --format svg",
              TOPOLOGY_FILE),
          of(
              "export",
              "FILE|NAME|--live [--format FORMAT]",
              "Prints a network as a file: ours, or for ip or containerlab.",
              "export --live",
              TOPOLOGY_FILE));

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

  /** Other names of commands. */
  static final Map<String, String> OTHER_NAMES = Map.of("publish add", "publish");

  private static NetUsage of(
      String command, String arguments, String sentence, String example, ValueKind... operands) {
    return new NetUsage(command, arguments, sentence, example, List.of(operands));
  }

  /** That of a command, by its name or another that it goes by. */
  static NetUsage of(String command) {
    String words = usual(command);
    String name = OTHER_NAMES.getOrDefault(words, words);
    return ALL.stream().filter(usage -> usage.command.equals(name)).findFirst().orElseThrow();
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
