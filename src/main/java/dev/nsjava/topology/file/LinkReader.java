package dev.nsjava.topology.file;

import dev.nsjava.net.Mac;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.topology.Topology.Kind;
import dev.nsjava.topology.Topology.Shape;
import dev.nsjava.topology.file.Draft.Tip;
import dev.nsjava.topology.file.Draft.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code links}. */
final class LinkReader {

  static final List<String> MACVLAN_MODES =
      List.of("private", "vepa", "bridge", "passthru", "source");

  static final List<String> IPVLAN_MODES = List.of("l2", "l3", "l3s");

  static final List<String> KINDS = kinds();

  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65_535;
  private static final int MOST_VLANS = 4094;
  private static final int MOST_VXLANS = (1 << 24) - 1;

  private final Draft draft;
  private final Mistakes mistakes;
  private final EndReader ends;
  private final ShapeReader shapes;

  LinkReader(Draft draft, YamlNode links) {
    this.draft = draft;
    mistakes = draft.mistakes;
    ends = new EndReader(draft, links);
    shapes = new ShapeReader(mistakes);
  }

  private static List<String> kinds() {
    List<String> words = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      words.add(kind.word());
    }
    return List.copyOf(words);
  }

  /** Reads all. */
  void read(YamlNode links) {
    if (!links.isList()) {
      mistakes.add(links, "links are a list, not " + Fields.seen(links));
      return;
    }
    for (YamlNode link : links.items()) {
      if (link.isList()) {
        wires(link, Kind.VETH, link.items());
      } else if (link.isMap()) {
        mapping(link);
      } else {
        mistakes.add(
            link, "a link is [END, END] or {ends: [END, END], ...}, not " + Fields.seen(link));
      }
    }
  }

  private void mapping(YamlNode link) {
    Fields fields = new Fields(link, "a link", Keys.LINK, mistakes);
    String word = fields.choice("type", KINDS, Kind.VETH.word());
    if (fields.has("type") && !fields.value("type").text().equals(word)) {
      return; // which ends it has nobody knows
    }
    Kind kind = Kind.valueOf(word.toUpperCase(Locale.ROOT));
    String key = kind == Kind.VETH ? "ends" : "end";
    String other = kind == Kind.VETH ? "end" : "ends";
    if (fields.has(other)) {
      String needs = kind == Kind.VETH ? "two, ends: [END, END]" : "one, end: END";
      mistakes.add(fields.key(other), "a " + word + " has " + needs);
      return;
    }
    YamlNode node = fields.get(key);
    if (node == null) {
      mistakes.add(link, "the link has no " + key);
      return;
    }
    settings(fields, wires(link, kind, node.isList() ? node.items() : List.of(node)));
  }

  /** Makes links of their ends: one, or those that the ranges in them stand for. */
  private List<Wire> wires(YamlNode at, Kind kind, List<YamlNode> texts) {
    int wanted = kind == Kind.VETH ? 2 : 1;
    List<Wire> wires = new ArrayList<>();
    if (texts.size() != wanted) {
      String many = wanted == 2 ? "two ends" : "one end";
      mistakes.add(at, "a " + kind.word() + " has " + many + ", not " + texts.size());
      return wires;
    }
    List<String> first = expanded(texts.getFirst());
    List<String> last = expanded(texts.getLast());
    int count = Math.max(first.size(), last.size());
    boolean fits = first.size() == last.size() || Math.min(first.size(), last.size()) == 1;
    if (first.isEmpty() || last.isEmpty() || !fits) {
      if (!fits && !first.isEmpty() && !last.isEmpty()) {
        mistakes.add(at, "the ranges stand for " + first.size() + " and " + last.size() + " ends");
      }
      return wires;
    }
    if (count + draft.wires.size() > Range.MOST) {
      mistakes.add(at, "more than " + Range.MOST + " links");
      return wires;
    }
    for (int i = 0; i < count; i++) {
      Tip a = ends.read(texts.getFirst(), first.get(first.size() == 1 ? 0 : i));
      Tip b = wanted == 1 ? null : ends.read(texts.getLast(), last.get(last.size() == 1 ? 0 : i));
      if (wanted == 1 && a != null && a.hub != null) {
        mistakes.add(texts.getFirst(), "a bridge is no end of a " + kind.word());
        return wires;
      }
      if (a != null && (wanted == 1 || b != null)) {
        wires.add(new Wire(at, kind, a, b));
      }
    }
    draft.wires.addAll(wires);
    return wires;
  }

  private List<String> expanded(YamlNode node) {
    if (!node.isScalar()) {
      mistakes.add(node, "an end is a text: NS:IF [CIDR ...] or BRIDGE, not " + Fields.seen(node));
      return List.of();
    }
    if (!Range.in(node.text())) {
      return List.of(node.text());
    }
    List<String> all = Range.inStep(node.text());
    if (all.isEmpty()) {
      mistakes.add(node, "no ranges, or not of the same length: " + Mistakes.quoted(node.text()));
    }
    return all;
  }

  private void settings(Fields fields, List<Wire> wires) {
    Shape both = shapes.read(fields);
    Shape up = ShapeReader.complete(shapes.read(fields.get("up"), "up", both));
    Shape down = ShapeReader.complete(shapes.read(fields.get("down"), "down", both));
    long mtu = fields.number("mtu", LEAST_MTU, MOST_MTU, 0);
    boolean offload = fields.flag("offload", true);
    List<@Nullable Mac> macs = macs(fields, wires);
    OneEnd one = new OneEnd(fields, mistakes);
    for (Wire wire : wires) {
      wire.mtu = mtu;
      wire.offload = offload;
      wire.a.shape = up;
      wire.a.mac = macs.getFirst();
      if (wire.b != null) {
        wire.b.shape = down;
        wire.b.mac = macs.getLast();
      }
      one.set(wire);
      subnets(fields, wire, wires.size());
    }
  }

  private void subnets(Fields fields, Wire wire, int count) {
    String key = fields.has("subnet") ? "subnet" : "subnet6";
    if (!fields.has(key)) {
      return;
    }
    if (wire.b == null || wire.a.hub != null || wire.b.hub != null) {
      mistakes.add(fields.key(key), "only a veth between two namespaces has a subnet");
      return;
    }
    wire.automatic = SubnetReader.isAutomatic(fields);
    if (count > 1 && (!wire.automatic || fields.has("subnet6"))) {
      mistakes.add(fields.key(key), "a subnet is that of one link: say auto for " + count);
    } else {
      SubnetReader.read(fields, wire.subnets, mistakes);
    }
  }

  private List<@Nullable Mac> macs(Fields fields, List<Wire> wires) {
    List<YamlNode> nodes = fields.texts("mac");
    List<@Nullable Mac> macs = new ArrayList<>();
    for (YamlNode node : nodes) {
      macs.add(mac(node));
    }
    int most = wires.isEmpty() || wires.getFirst().b != null ? 2 : 1;
    if (nodes.size() > most || (!nodes.isEmpty() && wires.size() > 1)) {
      mistakes.add(fields.value("mac"), "a MAC address belongs to one end");
    }
    while (macs.size() < 2) {
      macs.add(null);
    }
    return macs;
  }

  private @Nullable Mac mac(YamlNode node) {
    try {
      return node.text().equals("auto") ? null : Mac.parse(node.text());
    } catch (NetlinkException e) {
      mistakes.add(node, Mistakes.printable(String.valueOf(e.getMessage())));
      return null;
    }
  }

  /** What only links with one end have. */
  private static final class OneEnd {
    private final Fields fields;
    private final Mistakes mistakes;

    OneEnd(Fields fields, Mistakes mistakes) {
      this.fields = fields;
      this.mistakes = mistakes;
    }

    void set(Wire wire) {
      Kind kind = wire.kind;
      boolean below =
          kind == Kind.MACVLAN || kind == Kind.IPVLAN || kind == Kind.VLAN || kind == Kind.PHYS;
      boolean numbered = kind == Kind.VLAN || kind == Kind.VXLAN;
      boolean modes = kind == Kind.MACVLAN || kind == Kind.IPVLAN;
      has(wire, "parent", below, below || kind == Kind.VXLAN);
      has(wire, "id", numbered, numbered);
      has(wire, "mode", false, modes);
      has(wire, "remote", false, kind == Kind.VXLAN);
      wire.parent = Mistakes.bytes(fields.text("parent", ""));
      if (modes) {
        wire.mode = fields.choice("mode", kind == Kind.MACVLAN ? MACVLAN_MODES : IPVLAN_MODES, "");
      }
      if (numbered) {
        boolean vlan = kind == Kind.VLAN;
        wire.id = (int) fields.number("id", vlan ? 1 : 0, vlan ? MOST_VLANS : MOST_VXLANS, -1);
      }
      YamlNode remote = fields.get("remote");
      if (remote != null && kind == Kind.VXLAN) {
        wire.remote = AddressReader.ip(remote, fields.text("remote", ""), mistakes);
      }
    }

    private void has(Wire wire, String key, boolean needed, boolean possible) {
      if (needed && !fields.has(key)) {
        mistakes.add(wire.at, "a " + wire.kind.word() + " needs " + key);
      } else if (!possible && fields.has(key)) {
        mistakes.add(fields.key(key), "a " + wire.kind.word() + " has no " + key);
      }
    }
  }
}
