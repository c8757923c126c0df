package dev.nsjava.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which manual pages name each other. Pages of ours are named by their commands. */
final class Related {

  /** Those of a row name each other. */
  static final List<List<String>> TOGETHER =
      List.of(
          List.of("unshare", "enter", "ls", "inspect"),
          List.of("unshare", "enter", "net exec", "explain", "compile", "cache"),
          List.of("net exec", "net dns"),
          List.of("net add", "net attach", "net del", "net ls", "net identify", "net pids"),
          List.of("net ls", "net set", "net list-id", "net monitor"),
          List.of("net add", "net del", "net exec", "net connect"),
          List.of("net link", "net addr", "net route", "net connect"),
          List.of("net connect", "net nat", "net publish", "net dns", "net up"),
          List.of("net up", "net plan", "net check", "net down", "net ps", "net logs"),
          List.of("net up", "net graph", "net export"),
          List.of("inspect", "net graph"));

  /** Pages of others, and what tools a command stands for. */
  private static final Map<String, List<String>> OTHERS =
      Map.ofEntries(
          Map.entry(
              "", List.of("ip-netns(8)", "lsns(8)", "namespaces(7)", "nsenter(1)", "unshare(1)")),
          Map.entry(
              "unshare",
              List.of("namespaces(7)", "newuidmap(1)", "unshare(1)", "user_namespaces(7)")),
          Map.entry("enter", List.of("namespaces(7)", "nsenter(1)", "setns(2)")),
          Map.entry("ls", List.of("lsns(8)", "namespaces(7)")),
          Map.entry("inspect", List.of("namespaces(7)")),
          Map.entry("net", List.of("ip-netns(8)", "network_namespaces(7)")),
          Map.entry("net add", List.of("ip-netns(8)")),
          Map.entry("net attach", List.of("ip-netns(8)")),
          Map.entry("net del", List.of("ip-netns(8)")),
          Map.entry("net ls", List.of("ip-netns(8)")),
          Map.entry("net identify", List.of("ip-netns(8)")),
          Map.entry("net pids", List.of("ip-netns(8)")),
          Map.entry("net set", List.of("ip-netns(8)")),
          Map.entry("net list-id", List.of("ip-netns(8)")),
          Map.entry("net monitor", List.of("ip-netns(8)")),
          Map.entry("net exec", List.of("ip-netns(8)")),
          Map.entry("net link", List.of("bridge(8)", "ip-link(8)", "veth(4)")),
          Map.entry("net addr", List.of("ip-address(8)")),
          Map.entry("net route", List.of("ip-route(8)")),
          Map.entry("net dns", List.of("hosts(5)", "ip-netns(8)", "resolv.conf(5)")),
          Map.entry("net nat", List.of("nft(8)")),
          Map.entry("net publish", List.of("nft(8)")),
          Map.entry("net export", List.of("ip(8)")));

  private static final Comparator<String> ORDER =
      Comparator.comparing((String page) -> page.substring(page.indexOf('(')))
          .thenComparing(Comparator.naturalOrder());

  private Related() {}

  /**
   * The manual pages that that of a command names: by section, and then by name.
   *
   * @param all the commands that have a page
   */
  static List<String> to(String command, List<String> all) {
    TreeSet<String> related = new TreeSet<>(ORDER);
    List<String> names = new ArrayList<>();
    TOGETHER.stream().filter(row -> row.contains(command)).forEach(names::addAll);
    all.stream().filter(other -> isIn(other, command) || isIn(command, other)).forEach(names::add);
    String group = above(command);
    if (group.indexOf(' ') > 0) { // net link add: net link del
      all.stream().filter(other -> isIn(other, group)).forEach(names::add);
      related.addAll(OTHERS.getOrDefault(group, List.of()));
    }
    names.stream()
        .filter(name -> !name.equals(command))
        .forEach(name -> related.add(ManPage.name(name) + "(1)"));
    related.addAll(OTHERS.getOrDefault(command, List.of()));
    return List.copyOf(related);
  }

  /** Whether a command is one of another. */
  static boolean isIn(String command, String other) {
    return !command.isEmpty() && above(command).equals(other);
  }

  private static String above(String command) {
    return command.substring(0, Math.max(0, command.lastIndexOf(' ')));
  }
}
