package dev.nsjava.topology.export;

import dev.nsjava.ns.Printable;
import dev.nsjava.topology.Export;
import dev.nsjava.topology.ExportException;
import dev.nsjava.topology.Places;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a topology as a script for {@code ip -batch}, which makes it in one run. Batch works in
 * one namespace, so that the commands of others are run by {@code netns exec}.
 */
public final class IpBatchWriter {

  private final Topology topology;
  private final StringBuilder text = new StringBuilder();
  private final List<String> notes = new ArrayList<>();

  private IpBatchWriter(Topology topology) {
    this.topology = topology;
  }

  /**
   * Writes one.
   *
   * @throws ExportException if a name cannot stand in such a script
   */
  public static Export write(Topology topology) throws ExportException {
    IpBatchWriter writer = new IpBatchWriter(topology);
    writer.head();
    writer.namespaces();
    writer.pairs();
    writer.host();
    writer.fromHost();
    for (String name : Places.made(topology)) {
      writer.within(name);
    }
    return new Export(writer.text.toString(), writer.notes);
  }

  private void head() {
    comment("The network '" + topology.name() + "', to be made by: ip -batch FILE");
    for (String line : Unsaid.of(topology)) {
      note("not in this script: " + line);
    }
    if (!topology.pin()) {
      note("not in this script: pin: false; the namespaces get names");
    }
  }

  private void comment(String line) {
    text.append(BatchLine.comment(line));
  }

  private void note(String line) {
    comment(line);
    notes.add(line);
  }

  private void line(List<String> words) throws ExportException {
    text.append(BatchLine.of(words)).append('\n');
  }

  private void namespaces() throws ExportException {
    for (String name : Places.made(topology)) {
      line(List.of("netns", "add", name));
    }
  }

  private void pairs() throws ExportException {
    for (Topology.Link link : topology.links()) {
      Topology.End b = link.b();
      if (b != null) {
        List<String> words = NodeCommands.words("link", "add", "dev", link.a().name());
        NodeCommands.option(words, "netns", netns(link.a()));
        words.addAll(List.of("type", "veth", "peer", "name", b.name()));
        NodeCommands.option(words, "netns", netns(b));
        line(words);
      }
    }
  }

  private static String netns(Topology.End end) {
    return end.namespace().equals(Topology.HOST) ? "" : end.namespace();
  }

  /** The host's own: what is no command of ip has to be run by hand. */
  private void host() throws ExportException {
    for (List<String> words : NodeCommands.of(topology, Topology.HOST)) {
      if (words.getFirst().equals("ip")) {
        line(words.subList(1, words.size()));
      } else {
        note("to be run on the host: " + Printable.whole(String.join(" ", words)));
      }
    }
  }

  private void fromHost() throws ExportException {
    for (Topology.Link link : Places.single(topology, "", true)) {
      List<String> words = NodeCommands.made(link, link.a().namespace());
      line(words.subList(1, words.size()));
    }
  }

  private void within(String name) throws ExportException {
    for (List<String> command : NodeCommands.of(topology, name)) {
      List<String> words = NodeCommands.words("netns", "exec", name);
      words.addAll(command);
      line(words);
    }
  }
}
