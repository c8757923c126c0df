package dev.nsjava.topology.file;

import dev.nsjava.net.Mac;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Export;
import dev.nsjava.topology.ExportException;
import dev.nsjava.topology.Networks;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a topology as a file that {@link TopologyFile} reads an equal one from. Nothing is left to
 * be found out: no ranges, all addresses and routes, the names of ports where they are not those
 * that they would get.
 */
public final class TopologyWriter {

  private final Topology topology;
  private final StringBuilder text = new StringBuilder();

  private TopologyWriter(Topology topology) {
    this.topology = topology;
  }

  /**
   * Writes one.
   *
   * @param notes to stand in front as comments
   * @throws ExportException if a name is no text, or looks like a range
   */
  public static Export write(Topology topology, List<String> notes) throws ExportException {
    TopologyWriter writer = new TopologyWriter(topology);
    notes.forEach(writer::comment);
    writer.text.append("name: ").append(YamlText.of(topology.name())).append('\n');
    if (!topology.pin()) {
      writer.text.append("pin: false\n");
    }
    writer.namespaces();
    writer.bridges();
    writer.links();
    writer.checks();
    return new Export(writer.text.toString(), notes);
  }

  private void comment(String line) {
    text.append("# ");
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      text.append(c >= ' ' && c < 0x7f ? c : '?');
    }
    text.append('\n');
  }

  private void namespaces() throws ExportException {
    if (!topology.namespaces().isEmpty()) {
      text.append("namespaces:\n");
    }
    NamespaceWriter writer = new NamespaceWriter(text);
    for (Topology.Namespace namespace : topology.namespaces().values()) {
      check(namespace.name());
      writer.write(namespace);
    }
  }

  private void bridges() throws ExportException {
    if (!topology.bridges().isEmpty()) {
      text.append("bridges:\n");
    }
    for (Topology.Bridge bridge : topology.bridges()) {
      check(bridge.name());
      text.append("  ").append(YamlText.of(bridge.name())).append(": ");
      text.append(bridge(bridge)).append('\n');
    }
  }

  private String bridge(Topology.Bridge bridge) throws ExportException {
    YamlFlow flow = YamlFlow.map();
    LinkedHashSet<Prefix> implied = new LinkedHashSet<>();
    bridge.addresses().forEach(address -> implied.add(Networks.of(address)));
    if (!List.copyOf(implied).equals(bridge.subnets())) {
      flow.some("subnet", first(bridge.subnets(), false));
      flow.some("subnet6", first(bridge.subnets(), true));
    }
    if (bridge.addresses().isEmpty()) {
      flow.flag("gateway", false, !bridge.nat());
    }
    flow.some("gateway", bridge.addresses().stream().map(Words::text).toList());
    flow.flag("nat", bridge.nat(), false);
    boolean hidden = bridge.in().equals(topology.name() + Topology.FABRIC);
    flow.some("in", hidden ? "" : bridge.in());
    flow.some("mtu", bridge.mtu());
    flow.flag("stp", bridge.stp(), false);
    flow.flag("vlans", bridge.vlans(), false);
    return flow.toString();
  }

  private static String first(List<Prefix> subnets, boolean v6) {
    for (Prefix subnet : subnets) {
      if (subnet.address().v6() == v6) {
        return Words.text(subnet);
      }
    }
    return "";
  }

  private void links() throws ExportException {
    if (!topology.links().isEmpty()) {
      text.append("links:\n");
    }
    for (Topology.Link link : topology.links()) {
      text.append("  - ").append(link(link)).append('\n');
    }
  }

  private static String link(Topology.Link link) throws ExportException {
    Topology.End b = link.b();
    YamlFlow flow = YamlFlow.map();
    if (b == null) {
      flow.text("type", link.kind().word()).text("end", end(link.a(), null));
    } else {
      flow.raw("ends", YamlFlow.list(List.of(end(link.a(), b), end(b, link.a()))));
    }
    flow.some("parent", link.parent()).some("mode", link.mode());
    if (link.id() >= 0) {
      flow.raw("id", Integer.toString(link.id()));
    }
    flow.some("remote", link.remote() == null ? "" : link.remote().text());
    flow.some("mtu", link.mtu());
    macs(link, flow);
    flow.flag("offload", link.offload(), true);
    shape(flow, "up", link.a().shape());
    shape(flow, "down", b == null ? null : b.shape());
    return flow.toString();
  }

  private static String end(Topology.End end, Topology.@Nullable End other) throws ExportException {
    StringBuilder text = new StringBuilder();
    if (end.bridge().isEmpty()) {
      check(end.name());
      text.append(end.namespace()).append(':').append(end.name());
      end.addresses().forEach(address -> text.append(' ').append(Words.text(address)));
      // A bridge would give it one.
      boolean bare = end.addresses().isEmpty() && other != null && !other.bridge().isEmpty();
      return text.append(bare ? " none" : "").toString();
    }
    text.append(end.bridge());
    text.append(end.vlan() > 0 ? ":vlan " + end.vlan() : "");
    if (other != null && !PortNames.isGiven(end, other)) {
      check(end.name());
      text.append(" as ").append(end.name());
    }
    return text.toString();
  }

  private static void macs(Topology.Link link, YamlFlow flow) throws ExportException {
    List<String> macs = new ArrayList<>();
    boolean any = false;
    for (Topology.End end : link.ends()) {
      Mac mac = end.mac();
      macs.add(mac == null ? "auto" : mac.text());
      any |= mac != null;
    }
    flow.some("mac", any ? macs : List.of());
  }

  private static void shape(YamlFlow flow, String key, Topology.@Nullable Shape shape)
      throws ExportException {
    if (shape != null) {
      String value =
          YamlFlow.map()
              .some("delay", time(shape.delay()))
              .some("jitter", time(shape.jitter()))
              .some("loss", Quantities.percent(shape.loss()))
              .some("duplicate", Quantities.percent(shape.duplicate()))
              .some("reorder", Quantities.percent(shape.reorder()))
              .some("rate", rate(shape.rate()))
              .some("limit", shape.limit())
              .toString();
      flow.raw(key, value);
    }
  }

  private static String time(long microseconds) {
    if (microseconds == 0) {
      return "";
    }
    return microseconds % 1000 == 0 ? microseconds / 1000 + "ms" : microseconds + "us";
  }

  private static String rate(long bits) {
    if (bits == 0) {
      return "";
    }
    String millions = Long.toString(1_000_000 + bits % 1_000_000).substring(1);
    return bits % 1_000_000 == 0
        ? bits / 1_000_000 + "mbit"
        : bits / 1_000_000 + "." + millions + "mbit";
  }

  private void checks() throws ExportException {
    if (!topology.checks().isEmpty()) {
      text.append("checks:\n");
    }
    for (Topology.Check check : topology.checks()) {
      text.append("  - ").append(YamlText.of(check.text())).append('\n');
    }
  }

  /** Ends of links are parted at blanks, and the reader takes other signs of control for such. */
  public static boolean canHave(String name) {
    boolean well = !Range.in(name) && YamlText.isText(name);
    for (int i = 0; i < name.length(); i++) {
      well &= name.charAt(i) > ' ';
    }
    return well;
  }

  private static void check(String name) throws ExportException {
    if (!canHave(name)) {
      throw new ExportException(
          "a topology file cannot have the name '"
              + name
              + "': it is UTF-8, brackets stand for ranges, and blanks part names");
    }
  }
}
