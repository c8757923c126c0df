package dev.nsjava.topology;

import dev.nsjava.net.Ip;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Draft.Space;
import dev.nsjava.topology.Draft.Tip;
import dev.nsjava.topology.Topology.Check;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code checks}: {@code [not] VERB FROM -> TO [STATUS] [within TIME]}. */
final class CheckReader {

  static final List<String> VERBS = List.of("ping", "tcp", "http");

  private static final String FORM =
      "a check is [not] ping|tcp|http FROM -> TO [STATUS] [within TIME]";
  private static final String HTTP = "http://";
  private static final int HTTP_PORT = 80;
  private static final int MOST_PORTS = 65_535;

  private final Draft draft;
  private final Mistakes mistakes;
  private final List<Check> checks = new ArrayList<>();

  CheckReader(Draft draft) {
    this.draft = draft;
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
      boolean v6 =
          item.text().indexOf("[") >= 0 && item.text().indexOf("]") >= 0 && texts.isEmpty();
      if (texts.isEmpty() && !v6) {
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
    if (!VERBS.contains(verb)) {
      mistakes.add(
          at,
          "there is no check "
              + Mistakes.quoted(verb)
              + ": there are ping, tcp, http"
              + mistakes.meant(verb, VERBS));
      return;
    }
    String from = words.get(1);
    if (!from.equals(Topology.HOST) && !draft.spaces.containsKey(from)) {
      nobody(at, from);
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
    String place = word;
    int port = verb.equals("http") ? HTTP_PORT : 0;
    if (verb.equals("http")) {
      if (!word.startsWith(HTTP)) {
        mistakes.add(at, "the goal of http is http://HOST/PATH, not " + Mistakes.quoted(word));
        return null;
      }
      int slash = word.indexOf('/', HTTP.length());
      place = word.substring(HTTP.length(), slash < 0 ? word.length() : slash);
    }
    int colon = place.lastIndexOf(':');
    boolean v6 = place.indexOf(':') != colon && !place.endsWith("]") && place.charAt(0) != '[';
    boolean bracketed = place.endsWith("]");
    if (colon >= 0 && !v6 && !bracketed && !verb.equals("ping")) {
      port = (int) Quantities.whole(place.substring(colon + 1), MOST_PORTS);
      place = place.substring(0, colon);
    }
    if (port < 1 && !verb.equals("ping")) {
      mistakes.add(at, "the goal of " + verb + " needs a port: " + Mistakes.quoted(place + ":80"));
      return null;
    }
    if (place.startsWith("[") && place.endsWith("]")) {
      place = place.substring(1, place.length() - 1);
    }
    Ip address = address(at, from, place);
    return address == null ? null : new Goal(verb.equals("http") ? word : place, address, port);
  }

  /** What a word means for a namespace: an address, or one of a namespace, the nearest of them. */
  private @Nullable Ip address(YamlNode at, String from, String word) {
    Space space = draft.spaces.get(word);
    Draft.Hub hub = draft.hubs.get(word);
    if (space == null && hub == null && !word.equals(Topology.HOST)) {
      try {
        return Ip.parse(word);
      } catch (NetlinkException e) {
        nobody(at, word);
        return null;
      }
    }
    List<Tip> tips = new ArrayList<>();
    if (hub != null && hub.self != null) {
      tips.add(hub.self);
    } else {
      Tips.of(draft, word, tips);
    }
    Ip ip = nearest(from, tips);
    if (ip == null && space != null && !space.loopback.isEmpty()) {
      return space.loopback.getFirst().address();
    }
    if (ip == null) {
      mistakes.add(at, Mistakes.quoted(word) + " has no address");
    }
    return ip;
  }

  private @Nullable Ip nearest(String from, List<Tip> tips) {
    List<Tip> ours = new ArrayList<>();
    Tips.of(draft, from, ours);
    Ip first = null;
    for (Tip tip : tips) {
      for (Prefix address : tip.addresses) {
        first = first == null ? address.address() : first;
        for (Tip our : ours) {
          if (our.segment == tip.segment && has(our, address.address().v6())) {
            return address.address();
          }
        }
      }
    }
    return first;
  }

  private static boolean has(Tip tip, boolean v6) {
    for (Prefix address : tip.addresses) {
      if (address.address().v6() == v6) {
        return true;
      }
    }
    return false;
  }

  private void nobody(YamlNode at, String name) {
    mistakes.add(
        at,
        "there is no namespace "
            + Mistakes.quoted(name)
            + mistakes.meant(name, draft.spaces.keySet()));
  }
}
