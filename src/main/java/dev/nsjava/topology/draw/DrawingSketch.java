package dev.nsjava.topology.draw;

import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Topology.Bridge;
import dev.nsjava.topology.Topology.End;
import dev.nsjava.topology.Topology.Link;
import dev.nsjava.topology.Topology.Namespace;
import dev.nsjava.topology.draw.Drawing.Box;
import dev.nsjava.topology.draw.Drawing.Kind;
import dev.nsjava.topology.draw.Drawing.Line;
import dev.nsjava.topology.draw.Drawing.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The drawing of a topology. */
final class DrawingSketch {

  private final Topology topology;
  private final List<Box> boxes = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  /** By the name of a namespace, by that of a bridge behind its namespace's and a colon. */
  private final Map<String, Integer> numbers = new HashMap<>();

  /** More lines for the boxes of namespaces. */
  private final Map<Integer, List<String>> texts = new HashMap<>();

  private DrawingSketch(Topology topology) {
    this.topology = topology;
  }

  static Drawing of(Topology topology) {
    DrawingSketch sketch = new DrawingSketch(topology);
    for (Namespace namespace : topology.namespaces().values()) {
      sketch.namespace(namespace.name());
      sketch.describe(namespace);
    }
    topology.bridges().forEach(sketch::bridge);
    topology.links().forEach(sketch::link);
    return sketch.drawing();
  }

  private Drawing drawing() {
    List<Box> all = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      List<String> text = new ArrayList<>(box.text());
      text.addAll(texts.getOrDefault(i, List.of()));
      all.add(new Box(box.name(), text, box.kind(), box.state()));
    }
    return new Drawing(topology.name(), all, lines);
  }

  private int add(String key, String name, Kind kind) {
    Integer known = numbers.putIfAbsent(key, boxes.size());
    if (known != null) {
      return known;
    }
    boxes.add(new Box(DrawingCells.text(name), List.of(), kind, State.PLANNED));
    return boxes.size() - 1;
  }

  private int namespace(String name) {
    return add(name, name, name.equals(Topology.HOST) ? Kind.HOST : Kind.NAMESPACE);
  }

  private void write(int box, String text) {
    texts.computeIfAbsent(box, key -> new ArrayList<>()).add(text);
  }

  private void describe(Namespace namespace) {
    int box = namespace(namespace.name());
    for (Prefix prefix : namespace.loopback()) {
      write(box, "lo " + prefix.text());
    }
    if (namespace.forward()) {
      write(box, "forwards");
    }
    if (namespace.firewall() != null || !namespace.nftables().isEmpty()) {
      write(box, "firewall");
    }
    for (Topology.Publish publish : namespace.publish()) {
      String protocol = publish.udp() ? "/udp" : "";
      write(box, "host:" + publish.hostPort() + " \u2192 " + publish.port() + protocol);
    }
    for (Topology.Run run : namespace.run()) {
      write(box, "runs " + DrawingCells.text(run.name()));
    }
  }

  /** A bridge of a namespace that has a box is a link of it; of the fabric it stands alone. */
  private void bridge(Bridge bridge) {
    int box = add(key(bridge.in(), bridge.name()), bridge.name(), Kind.BRIDGE);
    boolean placed = bridge.in().equals(Topology.HOST) || numbers.containsKey(bridge.in());
    for (Prefix subnet : bridge.subnets()) {
      write(box, subnet.text());
    }
    if (bridge.mtu() > 0) {
      write(box, "mtu " + bridge.mtu());
    }
    if (bridge.stp() || bridge.vlans()) {
      write(box, bridge.stp() && bridge.vlans() ? "stp, vlans" : bridge.stp() ? "stp" : "vlans");
    }
    List<String> label = new ArrayList<>(List.of(DrawingCells.text(bridge.name())));
    addresses(bridge.addresses(), label);
    List<String> nat = bridge.nat() ? List.of("NAT") : List.of();
    if (placed) {
      lines.add(new Line(namespace(bridge.in()), box, label, List.of(), nat, State.PLANNED));
    } else {
      label.removeFirst();
      label.addAll(nat);
      label.forEach(line -> write(box, line));
    }
  }

  private static String key(String namespace, String bridge) {
    return namespace + ":" + bridge;
  }

  private static void addresses(List<Prefix> addresses, List<String> label) {
    for (Prefix prefix : addresses) {
      label.add(prefix.text());
    }
  }

  private void link(Link link) {
    End other = link.b();
    List<String> middle = new ArrayList<>();
    if (other != null) {
      DrawingWords.shapes(link, middle);
      lines.add(line(box(link.a()), label(link.a(), link), box(other), label(other, link), middle));
      return;
    }
    int box = box(link.a());
    List<String> label = label(link.a(), link);
    middle.add(DrawingWords.kind(link));
    if (link.remote() != null) {
      String name = link.remote().text();
      int remote = add("remote " + name, name, Kind.UNMANAGED);
      lines.add(line(box, label, remote, List.of(), middle));
    } else if (DrawingWords.isOfHost(link)) {
      List<String> parent = link.parent().isEmpty() ? List.of() : List.of(below(link));
      lines.add(line(namespace(Topology.HOST), parent, box, label, middle));
    } else {
      String on = link.parent().isEmpty() ? "" : " on " + below(link);
      boolean port = !link.a().bridge().isEmpty(); // its label is not its name
      String name = port ? DrawingCells.text(link.a().name()) : label.removeFirst();
      write(box, name + ": " + middle.getFirst() + on);
      label.forEach(address -> write(box, address));
    }
  }

  private static String below(Link link) {
    return DrawingCells.text(link.parent());
  }

  private static Line line(
      int from, List<String> fromLabel, int to, List<String> toLabel, List<String> middle) {
    return new Line(from, to, fromLabel, toLabel, middle, State.PLANNED);
  }

  private int box(End end) {
    return end.bridge().isEmpty()
        ? namespace(end.namespace())
        : add(key(end.namespace(), end.bridge()), end.bridge(), Kind.BRIDGE);
  }

  /** The interface, its addresses, and what it does; of a port only its VLAN. */
  private List<String> label(End end, Link link) {
    List<String> label = new ArrayList<>();
    if (end.bridge().isEmpty()) {
      label.add(DrawingCells.text(end.longName().isEmpty() ? end.name() : end.longName()));
      addresses(end.addresses(), label);
    }
    if (end.vlan() > 0) {
      label.add("vlan " + end.vlan());
    }
    Namespace namespace = topology.namespaces().get(end.namespace());
    if (namespace != null && namespace.masquerade().contains(end.name())) {
      label.add("NAT");
    }
    DrawingWords.shape(end, link, label);
    return label;
  }
}
