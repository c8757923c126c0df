package dev.nsjava.cli;

import java.util.List;

/**
 * How a command of {@code net} is called, and what it does.
 *
 * @param command the words after {@code net}
 * @param arguments what follows them
 */
record NetUsage(String command, String arguments, String sentence) {

  private static final String LS = "[--netns NS] [--json]";

  /** All of them, in the order of the help. */
  static final List<NetUsage> ALL =
      List.of(
          of("add", "NAME...", "Makes network namespaces, all or none."),
          of("attach", "NAME PID", "Gives the network namespace of a process a name."),
          of("del", "[--kill] NAME...|--all", "Takes names of network namespaces away."),
          of("ls", "[--json]", "Lists the names of network namespaces, and their ids."),
          of("identify", "[PID]", "Prints the names of the network namespace of a process."),
          of("pids", "NAME", "Prints the processes in a network namespace."),
          of("set", "NAME ID|auto", "Gives a network namespace an id."),
          of("list-id", "[OPTION...]", "Lists the ids of network namespaces."),
          of("monitor", "", "Tells of names that come and go, until a signal ends it."),
          of(
              "exec",
              "[--user USER[:GROUP]] NS|--all PROGRAM [ARGUMENT...]",
              "Runs a program in a network namespace, or in all with names."),
          of(
              "export",
              "FILE|NAME|--live [--format FORMAT]",
              "Prints a network as a file: ours, or for ip or containerlab."),
          of("link add", "NAME --type TYPE [OPTION...]", "Makes a link."),
          of("link set", "NAME [OPTION...]", "Changes a link: all changes or none."),
          of("link del", "NAME [--netns NS]", "Deletes a link, a veth with its other end."),
          of("link ls", LS, "Lists links."),
          of("addr add", "ADDRESS[/LENGTH] --dev LINK [--netns NS]", "Gives a link an address."),
          of("addr del", "ADDRESS[/LENGTH] --dev LINK [--netns NS]", "Takes an address away."),
          of("addr ls", LS, "Lists addresses."),
          of("route add", "DEST|default [OPTION...]", "Says where packets go."),
          of("route del", "DEST|default [OPTION...]", "Takes the first such route away."),
          of("route ls", LS, "Lists routes, but those of the table local."),
          of("dns set", "NAME [OPTION...]", "Says who is asked for names in a network namespace."),
          of("dns ls", "NAME", "Prints who is asked for names."),
          of("dns del", "NAME", "Removes what 'dns set' has written."),
          of(
              "connect",
              "NS NS|NS... --bridge BRIDGE [OPTION...]",
              "Connects network namespaces, and makes those that are missing."),
          of(
              "nat add",
              "SUBNET [--out DEV] [--netns NS]",
              "Lets a subnet out by the addresses of this network namespace."),
          of("nat del", "SUBNET [--netns NS]", "Lets it out no more."),
          of("nat ls", LS, "Lists the subnets that are let out."),
          of(
              "publish",
              "[add] HOSTPORT:NS:PORT[/udp] [OPTION...]",
              "Leads a port to one of another network namespace."),
          of("publish del", "HOSTPORT[/udp] [OPTION...]", "Leads a port nowhere any more."),
          of("graph", "FILE|NAME|--live [--format FORMAT]", "Draws a network."),
          of("publish ls", LS, "Lists the ports that are led elsewhere."),
          of(
              "check",
              "[--wait SECONDS] [--json] FILE|NAME",
              "Makes the checks of a topology that is up, by real packets."),
          of(
              "logs",
              "NAME [NAMESPACE/PROCESS] [--follow]",
              "Prints what the processes of a topology have printed."),
          of(
              "up",
              "[--foreground [--rm]] FILE",
              "Makes what a file describes, as far as it is not there."),
          of(
              "plan",
              "[--without-shaping] FILE",
              "Prints what 'up' would change; ends with 2 if that is something."),
          of("down", "FILE|NAME", "Takes away what 'up' has made."),
          of("ps", "[--json]", "Lists what is up, and whether it is as its file says."));

  private static NetUsage of(String command, String arguments, String sentence) {
    return new NetUsage(command, arguments, sentence);
  }

  /** That of a command, by its name or another that it goes by. */
  static NetUsage of(String command) {
    String name =
        command
            .replaceFirst("^address\\b", "addr")
            .replaceFirst("^publish add$", "publish")
            .replaceFirst("\\b(list|show)$", "ls")
            .replaceFirst("\\bdelete$", "del");
    return ALL.stream().filter(usage -> usage.command.equals(name)).findFirst().orElseThrow();
  }

  /** Those of a command that has commands; of {@code ""} all. */
  static List<NetUsage> within(String command) {
    String name = command.equals("address") ? "addr" : command;
    return ALL.stream()
        .filter(usage -> name.isEmpty() || usage.command.startsWith(name + " "))
        .toList();
  }
}
