package dev.nsjava.topology.file;

import dev.nsjava.net.Ip;
import dev.nsjava.net.Prefix;
import dev.nsjava.ns.FileName;
import dev.nsjava.topology.Networks;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Topology.Bridge;
import dev.nsjava.topology.Topology.Check;
import dev.nsjava.topology.Topology.End;
import dev.nsjava.topology.Topology.Link;
import dev.nsjava.topology.Topology.Namespace;
import dev.nsjava.topology.TopologyException;
import dev.nsjava.topology.Words;
import dev.nsjava.topology.file.Draft.Hub;
import dev.nsjava.topology.file.Draft.Space;
import dev.nsjava.topology.file.Draft.Tip;
import dev.nsjava.topology.file.Draft.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topology from a file, see {@code docs/topology.md}. Nothing but the text is looked at.
 */
public final class TopologyFile {

  static final List<String> ROUTINGS = List.of("none", "auto");

  private static final int LONGEST_NAME = 32;

  private final Mistakes mistakes;
  private final Draft draft;
  private final Fields fields;
  private @Nullable Map<Ip, List<String>> everybody;

  private TopologyFile(Fields fields, String name, Mistakes mistakes) {
    this.fields = fields;
    this.mistakes = mistakes;
    draft = new Draft(name, mistakes);
  }

  /**
   * Reads one from the disk, or from a pipe.
   *
   * @param file bytes
   * @throws TopologyException if the file cannot be read, and as below
   */
  public static Topology read(String file) throws TopologyException {
    return read(file, TextFile.read(file, FileName.path(file)));
  }

  /**
   * Reads one.
   *
   * @param fileName for messages, and for the name of a topology that gives itself none; bytes
   * @param text characters, at most 2 Mi of them
   * @throws TopologyException with all mistakes, each a line {@code FILE:LINE:COLUMN: WHAT}
   */
  public static Topology read(String fileName, String text) throws TopologyException {
    Mistakes mistakes = new Mistakes(fileName);
    YamlNode root = YamlReader.read(text, mistakes);
    if (!root.isMap()) {
      throw mistakes.only(
          root.line(),
          root.column(),
          "a topology is a mapping, KEY: VALUE, not " + Fields.seen(root));
    }
    Fields fields = new Fields(root, "a topology", Keys.FILE, mistakes);
    String name = fields.text("name", base(fileName));
    if (!Words.isName(name, LONGEST_NAME)) {
      mistakes.add(
          fields.has("name") ? fields.value("name") : root,
          Mistakes.quoted(name)
              + " is no name: give it one, name: with at most "
              + LONGEST_NAME
              + " letters, digits and _ . -");
      name = "unnamed";
    }
    return new TopologyFile(fields, name, mistakes).topology();
  }

  /** The name of a file without what is behind its last point. */
  private static String base(String fileName) {
    String last = fileName.substring(fileName.lastIndexOf('/') + 1);
    int point = last.lastIndexOf('.');
    return point > 0 ? last.substring(0, point) : last;
  }

  private Topology topology() throws TopologyException {
    YamlNode bridges = fields.get("bridges");
    if (bridges != null) {
      new BridgeReader(draft).read(bridges);
    }
    YamlNode namespaces = fields.get("namespaces");
    if (namespaces != null) {
      new NamespaceReader(draft).read(namespaces);
    }
    YamlNode links = fields.get("links");
    if (links != null && !links.isNothing()) {
      new LinkReader(draft, links).read(links);
    }
    new Wiring(draft).run();
    Segments.number(draft);
    new Addressing(draft).run();
    new Conflicts(draft).find();
    new RoutePlan(draft).run();
    RunOrder.check(draft);
    if (fields.choice("routing", ROUTINGS, "none").equals("auto")) {
      AutoRoutes.add(draft, fields.value("routing"));
    }
    boolean pin = fields.flag("pin", true);
    Topology wired = new Topology(draft.name, pin, namespaces(), bridges(), links(), List.of());
    YamlNode checks = fields.get("checks");
    List<Check> wanted =
        checks == null || checks.isNothing()
            ? List.of()
            : new CheckReader(draft, wired).read(checks);
    mistakes.check();
    return new Topology(
        wired.name(), pin, wired.namespaces(), wired.bridges(), wired.links(), wanted);
  }

  private Map<String, Namespace> namespaces() {
    Map<String, Namespace> namespaces = new LinkedHashMap<>();
    for (Space space : draft.spaces.values()) {
      Draft.Body body = space.body;
      if (space.isHost() && space.routes.isEmpty()) {
        continue;
      }
      namespaces.put(
          space.name,
          new Namespace(
              space.name,
              space.loopback,
              space.routes,
              body.forward(),
              space.masquerade,
              space.publish,
              body.firewall(),
              body.nftables(),
              dns(body.dns()),
              body.sysctl(),
              body.exec(),
              runs(body)));
    }
    return namespaces;
  }

  private static List<Topology.Run> runs(Draft.Body body) {
    List<Topology.Run> runs = new ArrayList<>(body.run().size());
    for (Draft.Job job : body.run()) {
      runs.add(job.run());
    }
    return runs;
  }

  private Topology.@Nullable Dns dns(Draft.@Nullable Names names) {
    if (names == null) {
      return null;
    }
    Map<Ip, List<String>> hosts = names.hosts() == null ? everybody() : names.hosts();
    return new Topology.Dns(names.servers(), names.search(), hosts);
  }

  /** All namespaces by their addresses. */
  private Map<Ip, List<String>> everybody() {
    if (everybody == null) {
      everybody = new LinkedHashMap<>();
      for (Space space : draft.spaces.values()) {
        for (Tip tip : space.devices.values()) {
          for (Prefix address : tip.addresses) {
            everybody.putIfAbsent(address.address(), List.of(space.name));
          }
        }
        for (Prefix address : space.loopback) {
          if (!Networks.isLocal(address.address())) {
            everybody.putIfAbsent(address.address(), List.of(space.name));
          }
        }
      }
    }
    return everybody;
  }

  private List<Bridge> bridges() {
    List<Bridge> bridges = new ArrayList<>();
    for (Hub hub : draft.hubs.values()) {
      bridges.add(
          new Bridge(
              hub.name, hub.in, hub.gateways, hub.subnets, hub.nat, hub.mtu, hub.stp, hub.vlans));
    }
    return bridges;
  }

  private List<Link> links() {
    List<Link> links = new ArrayList<>();
    for (Wire wire : draft.wires) {
      long mtu = wire.mtu;
      Hub hub = wire.a.hub == null && wire.b != null ? wire.b.hub : wire.a.hub;
      if (mtu == 0 && hub != null) {
        mtu = hub.mtu; // the kernel gives a bridge the least of its ports
      }
      links.add(
          new Link(
              wire.kind,
              end(wire.a),
              wire.b == null ? null : end(wire.b),
              wire.parent,
              wire.mode,
              wire.id,
              wire.remote,
              mtu,
              wire.offload));
    }
    return links;
  }

  private static End end(Tip tip) {
    return new End(
        tip.namespace,
        tip.name,
        tip.longName,
        tip.addresses,
        tip.mac,
        tip.hub == null ? "" : tip.hub.name,
        tip.vlan,
        tip.shape);
  }
}
