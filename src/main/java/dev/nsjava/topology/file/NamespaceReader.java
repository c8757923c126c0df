package dev.nsjava.topology.file;

import dev.nsjava.net.Ip;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Words;
import dev.nsjava.topology.file.Draft.Body;
import dev.nsjava.topology.file.Draft.Space;
import dev.nsjava.topology.file.Draft.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code namespaces}. What a range stands for is read once. */
final class NamespaceReader {

  private static final List<String> OF_HOST = List.of("join", "routes");
  private static final long MOST_METRIC = 0xffff_ffffL;

  private final Draft draft;
  private final Mistakes mistakes;

  NamespaceReader(Draft draft) {
    this.draft = draft;
    mistakes = draft.mistakes;
  }

  /** Reads all, and the links by which they join bridges. */
  void read(YamlNode namespaces) {
    Fields fields = new Fields(namespaces, "namespaces", mistakes);
    for (String key : fields.names()) {
      YamlNode at = fields.key(key);
      List<String> names = Range.all(key);
      if (names.isEmpty() || names.size() + draft.spaces.size() > Range.MOST) {
        String why = names.isEmpty() ? "no range: " : "too many namespaces: ";
        mistakes.add(at, why + Mistakes.quoted(key));
        continue;
      }
      Body body = body(at, fields.value(key), key);
      for (int i = 0; i < names.size(); i++) {
        if (isName(at, names.get(i))) {
          Space space = new Space(names.get(i), body, i);
          draft.spaces.put(space.name, space);
          own(space, names.size());
        }
      }
    }
  }

  private boolean isName(YamlNode at, String name) {
    String wrong = wrongName(name);
    if (draft.spaces.containsKey(name)) {
      wrong = "namespace " + Mistakes.quoted(name) + " is here twice";
    } else if (draft.hubs.containsKey(name)) {
      wrong = Mistakes.quoted(name) + " is a bridge, too: give one another name";
    } else if (name.equals(draft.fabric())) {
      wrong = Mistakes.quoted(name) + " is where bridges are that have no other place";
    }
    if (wrong != null) {
      mistakes.add(at, wrong);
    }
    return wrong == null;
  }

  private Body body(YamlNode at, YamlNode node, String key) {
    Fields fields = new Fields(node, "a namespace", Keys.NAMESPACE, mistakes);
    if (key.equals(Topology.HOST)) {
      for (String name : fields.names()) {
        if (Keys.NAMESPACE.contains(name) && !OF_HOST.contains(name)) {
          mistakes.add(
              fields.key(name), "the host can have " + String.join(" and ", OF_HOST) + " only");
        }
      }
    }
    YamlNode nat = fields.get("nat");
    boolean flag = nat != null && nat.plain() && (is(nat, "true") || is(nat, "false"));
    RuleReader rules = new RuleReader(mistakes);
    RunReader runs = new RunReader(mistakes);
    return new Body(
        at,
        fields.texts("join"),
        fields.texts("lo"),
        routes(fields),
        fields.flag("forward", false),
        flag && nat != null && is(nat, "true"),
        flag ? List.of() : fields.texts("nat"),
        fields.texts("publish"),
        rules.firewall(fields.get("firewall")),
        Mistakes.bytes(fields.text("nftables", "")),
        rules.dns(fields.get("dns")),
        sysctl(fields.get("sysctl")),
        runs.exec(fields.get("exec")),
        runs.run(fields.get("run")));
  }

  private static boolean is(YamlNode node, String text) {
    return node.text().equals(text);
  }

  /** What each of a range has of its own. */
  private void own(Space space, int count) {
    EndReader ends = new EndReader(draft, space.body.at());
    for (YamlNode node : space.body.joins()) {
      String text = nth(node, space, count);
      Draft.Wire wire = text == null ? null : ends.join(space.name, node, text);
      if (wire != null) {
        draft.wires.add(wire);
      }
    }
    for (YamlNode node : space.body.loopback()) {
      String text = nth(node, space, count);
      Prefix address = text == null ? null : AddressReader.prefix(node, 0, text, mistakes);
      if (address != null) {
        space.loopback.add(address);
      }
    }
    for (YamlNode node : space.body.publish()) {
      String text = nth(node, space, count);
      Topology.Publish publish = text == null ? null : RuleReader.publish(text);
      if (publish != null) {
        space.publish.add(publish);
      } else if (text != null) {
        mistakes.add(
            node, "publish is HOSTPORT:PORT or HOSTPORT:PORT/udp, not " + Fields.seen(node));
      }
    }
  }

  /** The text that belongs to one of a range. */
  private @Nullable String nth(YamlNode node, Space space, int count) {
    String text = node.text();
    if (!Range.in(text)) {
      return text;
    }
    List<String> all = Range.inStep(text);
    if (all.size() != count) {
      mistakes.add(
          node,
          all.isEmpty()
              ? "no ranges, or not of the same length: " + Mistakes.quoted(text)
              : "it stands for " + all.size() + ", and its namespace for " + count);
      return null;
    }
    return all.get(space.number);
  }

  private List<Way> routes(Fields fields) {
    YamlNode node = fields.get("routes");
    List<Way> routes = new ArrayList<>();
    if (node == null) {
      return routes;
    }
    Fields all = new Fields(node, "routes", mistakes);
    for (String to : all.names()) {
      YamlNode value = all.value(to);
      for (YamlNode way : value.isList() ? value.items() : List.of(value)) {
        Way route = route(all.key(to), to, way);
        if (route != null) {
          routes.add(route);
        }
      }
    }
    return routes;
  }

  private @Nullable Way route(YamlNode key, String to, YamlNode way) {
    boolean standard = to.equals("default");
    Prefix destination = standard ? Prefix.all(false) : AddressReader.network(key, to, mistakes);
    if (destination == null) {
      return null;
    }
    if (way.isScalar() && way.text().equals("blackhole")) {
      return new Way(way, new Topology.Route(destination, null, "", 0, true));
    }
    if (way.isScalar() && !way.isNothing()) {
      Ip via = AddressReader.ip(way, way.text(), mistakes);
      return via == null ? null : way(way, destination, standard, via, "", 0);
    }
    if (!way.isMap()) {
      mistakes.add(way, "a route is ADDRESS, {via: ADDRESS, dev: LINK} or blackhole");
      return null;
    }
    Fields fields = new Fields(way, "a route", Keys.ROUTE, mistakes);
    String text = fields.text("via", "");
    Ip via = text.isEmpty() ? null : AddressReader.ip(fields.value("via"), text, mistakes);
    String device = Mistakes.bytes(fields.text("dev", ""));
    if (via == null && device.isEmpty()) {
      mistakes.add(way, "a route needs via or dev");
      return null;
    }
    return way(way, destination, standard, via, device, fields.number("metric", 0, MOST_METRIC, 0));
  }

  private @Nullable Way way(
      YamlNode at, Prefix to, boolean standard, @Nullable Ip via, String device, long metric) {
    Prefix destination = standard && via != null ? Prefix.all(via.v6()) : to;
    if (via != null && via.v6() != destination.address().v6() && !via.v6()) {
      mistakes.add(at, "a route of IPv6 cannot lead to " + via.text());
      return null;
    }
    return new Way(at, new Topology.Route(destination, via, device, metric, false));
  }

  private Map<String, String> sysctl(@Nullable YamlNode node) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (node == null) {
      return settings;
    }
    Fields fields = new Fields(node, "sysctl", mistakes);
    for (String key : fields.names()) {
      boolean name = key.startsWith("net.") && key.indexOf("..") < 0 && !key.endsWith(".");
      for (int i = 0; i < key.length(); i++) {
        name &= key.charAt(i) > ' ' && key.charAt(i) < 0x7f;
      }
      if (name) {
        settings.put(key, Mistakes.bytes(fields.text(key, "")));
      } else {
        mistakes.add(
            fields.key(key),
            Mistakes.quoted(key) + " is no setting of a network namespace: they begin with net.");
      }
    }
    return settings;
  }

  /** Why a text is no name of a namespace, or null. */
  static @Nullable String wrongName(String text) {
    return Words.isNamespace(text)
        ? null
        : Mistakes.quoted(text)
            + " is no name of a namespace: letters, digits and _ . - are, "
            + Words.LONGEST_NAMESPACE
            + " of them at most";
  }
}
