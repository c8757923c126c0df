package dev.nsjava.topology.export;

import dev.nsjava.topology.Export;
import dev.nsjava.topology.ExportException;
import dev.nsjava.topology.Places;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.file.YamlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a topology as a file of containerlab, see containerlab.dev/manual/topo-def-file. Each
 * namespace is a container, which runs the commands of {@link NodeCommands}: containerlab itself
 * gives containers of this kind no addresses, and makes no bridges, so that those that are not the
 * host's are made in a container.
 */
public final class ContainerlabWriter {

  /** It has ip, tc, bridge and sysctl. */
  private static final String IMAGE = "ghcr.io/srl-labs/network-multitool";

  /** Of pairs, unless they are given another; that of containerlab is 9500. */
  private static final long MTU = 1500;

  /** What is no node where the first word of an end is one: another end of another kind of link. */
  private static final Set<String> NO_NODES = Set.of("host", "macvlan", "mgmt-net");

  /** Before it is YAML the file is a template, and variables of the environment are put in. */
  private static final String SIGNS = "${";

  private final Topology topology;
  private final StringBuilder text = new StringBuilder();
  private final List<String> notes = new ArrayList<>();

  private ContainerlabWriter(Topology topology) {
    List<Topology.Link> links = new ArrayList<>();
    for (Topology.Link link : topology.links()) {
      if (isLinkOfContainers(link)) {
        links.add(link);
      } else {
        notes.add("not in this file: link " + link.a().namespace() + ":" + link.a().name());
      }
    }
    this.topology =
        new Topology(
            topology.name(),
            topology.pin(),
            topology.namespaces(),
            topology.bridges(),
            links,
            topology.checks());
  }

  /**
   * Writes one.
   *
   * @throws ExportException if a name is none that containerlab takes
   */
  public static Export write(Topology topology) throws ExportException {
    ContainerlabWriter writer = new ContainerlabWriter(topology);
    Unsaid.of(topology).forEach(line -> writer.notes.add("not in this file: " + line));
    writer.notes.addAll(writer.onHost());
    writer.comment("The network '" + topology.name() + "': containerlab deploy -t FILE.clab.yml");
    writer.notes.forEach(writer::comment);
    writer.head();
    writer.nodes();
    writer.links();
    return new Export(writer.text.toString(), writer.notes);
  }

  private static boolean isLinkOfContainers(Topology.Link link) {
    boolean host = link.ends().stream().allMatch(end -> end.namespace().equals(Topology.HOST));
    boolean unknown = link.kind() == Topology.Kind.IPVLAN || link.kind() == Topology.Kind.PHYS;
    boolean astray = link.kind() == Topology.Kind.VXLAN && (link.remote() == null || link.id() < 1);
    return host ? link.b() == null : !unknown && !astray;
  }

  /** What the host needs, for which containerlab has no word. */
  private List<String> onHost() {
    Set<String> bridges = new HashSet<>();
    topology.bridges().forEach(bridge -> bridges.add(bridge.name()));
    List<String> lines = new ArrayList<>();
    for (List<String> words : NodeCommands.of(topology, Topology.HOST)) {
      int dev = words.indexOf("dev");
      boolean before = dev >= 0 && bridges.contains(words.get(dev + 1));
      if (!words.contains("master")) { // ports are containerlab's own work
        lines.add("on the host " + (before ? "before: " : "after it: ") + ShellLine.of(words));
      }
    }
    return lines;
  }

  private void comment(String line) {
    StringBuilder shown = new StringBuilder("# ");
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      shown.append(c >= ' ' && c < 0x7f && SIGNS.indexOf(c) < 0 ? c : '?');
    }
    text.append(shown).append('\n');
  }

  private void head() throws ExportException {
    text.append("name: ").append(name(topology.name())).append('\n');
    text.append("topology:\n  kinds:\n    linux:\n");
    line("      image: ", IMAGE);
    // Without a network of containerlab's own, whose link would be eth0.
    text.append("      network-mode: none\n");
  }

  private void line(String key, String value) throws ExportException {
    text.append(key).append(scalar(value)).append('\n');
  }

  private static String scalar(String value) throws ExportException {
    String plain = YamlText.of(value);
    return plain.startsWith("\"") ? YamlText.quoted(value, SIGNS) : plain;
  }

  private void nodes() throws ExportException {
    int before = text.length();
    Set<String> bridges = new LinkedHashSet<>();
    for (Topology.Bridge bridge : topology.bridges()) {
      if (bridge.in().equals(Topology.HOST)) {
        bridges.add(bridge.name());
        text.append("    ").append(name(bridge.name())).append(":\n      kind: bridge\n");
      }
    }
    for (String name : Places.made(topology)) {
      if (bridges.contains(name)) {
        throw new ExportException("containerlab has one name for bridge and node '" + name + "'");
      }
      text.append("    ").append(name(name)).append(":\n      kind: linux\n      exec:\n");
      for (List<String> command : NodeCommands.of(topology, name)) {
        line("        - ", ShellLine.of(command));
      }
    }
    text.insert(before, text.length() == before ? "  nodes: {}\n" : "  nodes:\n");
  }

  /** A name that containerlab takes, for a file or a node. */
  private static String name(String name) throws ExportException {
    boolean well = !name.isEmpty() && "_.-".indexOf(name.charAt(0)) < 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      well &= c < 0x80 && (Character.isLetterOrDigit(c) || "_.-".indexOf(c) >= 0);
    }
    if (!well) {
      throw new ExportException("containerlab cannot have the name '" + name + "'");
    }
    return scalar(name);
  }

  private void links() throws ExportException {
    int before = text.length();
    for (Topology.Link link : topology.links()) {
      if (link.b() != null || Places.isMadeOutside(link)) {
        link(link);
      }
    }
    text.insert(before, text.length() == before ? "" : "  links:\n"); // no list may be empty
  }

  private void link(Topology.Link link) throws ExportException {
    Topology.End b = link.b();
    if (b == null) {
      single(link);
    } else if (isHosts(link.a()) || isHosts(b)) {
      Topology.End inside = isHosts(b) ? link.a() : b;
      text.append("    - type: host\n      endpoint: ").append(endpoint(inside)).append('\n');
      line("      host-interface: ", (isHosts(b) ? b : link.a()).name());
      text.append("      mtu: ").append(mtu(link)).append('\n');
    } else if (link.ends().stream().allMatch(ContainerlabWriter::isBrief)) {
      text.append("    - endpoints: [").append(brief(link.a())).append(", ");
      text.append(brief(b)).append("]\n      mtu: ").append(mtu(link)).append('\n');
    } else {
      text.append("    - type: veth\n      endpoints:\n");
      for (Topology.End end : link.ends()) {
        text.append("        - ").append(endpoint(end)).append('\n');
      }
      text.append("      mtu: ").append(mtu(link)).append('\n');
    }
  }

  /** Whether it is on the host, and no port. */
  private static boolean isHosts(Topology.End end) {
    return end.namespace().equals(Topology.HOST) && end.bridge().isEmpty();
  }

  private static long mtu(Topology.Link link) {
    return link.mtu() == 0 ? MTU : link.mtu();
  }

  private void single(Topology.Link link) throws ExportException {
    text.append("    - type: ").append(link.kind().word()).append('\n');
    text.append("      endpoint: ").append(endpoint(link.a())).append('\n');
    if (link.kind() == Topology.Kind.MACVLAN) {
      line("      host-interface: ", link.parent());
      line("      mode: ", link.mode().isEmpty() ? "vepa" : link.mode()); // bridge without it
    } else if (link.remote() != null) {
      line("      remote: ", link.remote().text());
      text.append("      vni: ").append(link.id()).append('\n');
      text.append("      dst-port: ").append(NodeCommands.VXLAN_PORT).append('\n');
    }
    if (link.mtu() > 0) {
      text.append("      mtu: ").append(link.mtu()).append('\n');
    }
  }

  /** Whether the brief form can say it, which containerlab has had from the beginning. */
  private static boolean isBrief(Topology.End end) {
    return end.mac() == null && !NO_NODES.contains(nodeOf(end).toLowerCase(Locale.ROOT));
  }

  private static String brief(Topology.End end) throws ExportException {
    name(nodeOf(end));
    return YamlText.quoted(nodeOf(end) + ":" + end.name(), SIGNS);
  }

  private static String nodeOf(Topology.End end) {
    return end.namespace().equals(Topology.HOST) ? end.bridge() : end.namespace();
  }

  private static String endpoint(Topology.End end) throws ExportException {
    String mac = end.mac() == null ? "" : ", mac: \"" + end.mac().text() + '"';
    return "{node: " + name(nodeOf(end)) + ", interface: " + scalar(end.name()) + mac + "}";
  }
}
