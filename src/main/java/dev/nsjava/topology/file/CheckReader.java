package dev.nsjava.topology.file;

import dev.nsjava.net.Ip;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.topology.Hosts;
import dev.nsjava.topology.HttpUrl;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Topology.Check;
import dev.nsjava.topology.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code checks}: {@code [not] VERB FROM -> TO [STATUS] [within TIME]}. */
final class CheckReader {

  static final List<String> VERBS = List.of("ping", "tcp", "http");

  private static final String FORM =
      "a check is [not] ping|tcp|http FROM -> TO [STATUS] [within TIME]";
  private static final int MOST_PORTS = 65_535;

  private final Draft draft;
  private final Topology topology;
  private final Mistakes mistakes;
  private final List<Check> checks = new ArrayList<>();

  /**
   * Reads them for a topology.
   *
   * @param topology what was read of it, without checks
   */
  CheckReader(Draft draft, Topology topology) {
    this.draft = draft;
    this.topology = topology;
    mistakes = draft.mistakes;
  }

  /** Reads all; what is in ranges is checked from each to each. */
  List<Check> read(YamlNode node) {
    for (YamlNode item : node.isList() ? node.items() : List.of(node)) {
      if (!item.isScalar() || item.isNothing()) {
        mistakes.add(item, FORM + ", not " + Fields.seen(item));
        continue;
      }
      List<String> texts = Range.all(item.text());
      if (texts.isEmpty()) {
        mistakes.add(item, "no range: " + Mistakes.quoted(item.text()));
      }
      if (checks.size() + texts.size() > Range.MOST) {
        mistakes.add(item, "more than " + Range.MOST + " checks");
        return checks;
      }
      for (String text : texts) {
        check(item, text);
      }
    }
    return checks;
  }

  private void check(YamlNode at, String text) {
    List<String> words = new ArrayList<>(Words.of(text));
    boolean not = !words.isEmpty() && words.getFirst().equals("not");
    if (not) {
      words.removeFirst();
    }
    if (words.size() < 4 || !words.get(2).equals("->")) {
      mistakes.add(at, FORM + ", not " + Mistakes.quoted(text));
      return;
    }
    String verb = words.getFirst();
    String from = words.get(1);
    if (!isKnown(at, verb, from)) {
      return;
    }
    long[] rest = rest(at, verb, words.subList(4, words.size()));
    Goal goal = goal(at, verb, from, words.get(3));
    if (rest.length > 0 && goal != null) {
      checks.add(
          new Check(
              text.strip(),
              verb,
              not,
              from,
              goal.to,
              goal.address,
              goal.port,
              (int) rest[0],
              rest[1]));
    }
  }

  private boolean isKnown(YamlNode at, String verb, String from) {
    if (!VERBS.contains(verb)) {
      mistakes.add(
          at,
          "there is no check "
              + Mistakes.quoted(verb)
              + ": there are ping, tcp, http"
              + mistakes.meant(verb, VERBS));
      return false;
    }
    if (!from.equals(Topology.HOST) && !draft.spaces.containsKey(from)) {
      nobody(at, from);
      return false;
    }
    return true;
  }

  /** Status and microseconds behind the goal; nothing if they are wrong. */
  private long[] rest(YamlNode at, String verb, List<String> words) {
    long[] rest = new long[2];
    int next = 0;
    if (verb.equals("http") && next < words.size() && !words.get(next).equals("within")) {
      rest[0] = Quantities.whole(words.get(next), 999);
      if (rest[0] < 100) {
        mistakes.add(at, "a status of HTTP is 100 to 999, not " + Mistakes.quoted(words.get(next)));
        return new long[0];
      }
      next++;
    }
    if (next + 2 == words.size() && words.get(next).equals("within")) {
      rest[1] = Quantities.microseconds(words.get(next + 1));
      if (rest[1] <= 0) {
        mistakes.add(
            at, "within has a time behind it: 60ms, not " + Mistakes.quoted(words.get(next + 1)));
        return new long[0];
      }
    } else if (next < words.size()) {
      String word = words.get(next);
      String meant = mistakes.meant(word, List.of("within"));
      mistakes.add(at, FORM + ": unexpected " + Mistakes.quoted(word) + meant);
      return new long[0];
    }
    return rest;
  }

  /** What a check leads to. */
  private record Goal(String to, @Nullable Ip address, int port) {}

  private @Nullable Goal goal(YamlNode at, String verb, String from, String word) {
    if (verb.equals("ping")) {
      Ip address = address(at, from, word);
      return address == null ? null : new Goal(word, address, 0);
    }
    if (verb.equals("tcp")) {
      return tcp(at, from, word);
    }
    try {
      HttpUrl url = HttpUrl.parse(word);
      Ip address = address(at, from, url.host());
      return address == null ? null : new Goal(word, address, url.port());
    } catch (NetlinkException e) {
      mistakes.add(at, Mistakes.printable(String.valueOf(e.getMessage())));
      return null;
    }
  }

  /** {@code HOST:PORT}, an address of IPv6 in brackets. */
  private @Nullable Goal tcp(YamlNode at, String from, String word) {
    int colon = word.lastIndexOf(':');
    String host = word.substring(0, Math.max(colon, 0));
    long port = Quantities.whole(word.substring(colon + 1), MOST_PORTS);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      host = ""; // who can say where the port begins
    }
    if (host.isEmpty() || port < 1) {
      mistakes.add(at, "tcp leads to HOST:PORT, not to " + Mistakes.quoted(word));
      return null;
    }
    Ip address = address(at, from, host);
    return address == null ? null : new Goal(host, address, (int) port);
  }

  /** What a word means for a namespace. */
  private @Nullable Ip address(YamlNode at, String from, String word) {
    try {
      return new Hosts(topology, from).find(word);
    } catch (NetlinkException e) {
      Draft.Hub hub = draft.hubs.get(word);
      if (hub != null && !hub.gateways.isEmpty()) {
        return hub.gateways.getFirst().address();
      }
      if (draft.spaces.containsKey(word) || hub != null) {
        mistakes.add(at, Mistakes.quoted(word) + " has no address");
      } else if (word.indexOf(':') >= 0) {
        mistakes.add(at, Mistakes.printable(String.valueOf(e.getMessage())));
      } else {
        nobody(at, word);
      }
      return null;
    }
  }

  private void nobody(YamlNode at, String name) {
    mistakes.add(
        at,
        "there is no namespace "
            + Mistakes.quoted(name)
            + mistakes.meant(name, draft.spaces.keySet()));
  }
}
