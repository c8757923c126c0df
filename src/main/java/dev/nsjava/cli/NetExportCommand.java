package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.NetSession;
import dev.nsjava.ns.Printable;
import dev.nsjava.topology.Export;
import dev.nsjava.topology.ExportException;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.TopologyException;
import dev.nsjava.topology.export.ContainerlabWriter;
import dev.nsjava.topology.export.IpBatchWriter;
import dev.nsjava.topology.file.TopologyFile;
import dev.nsjava.topology.file.TopologyWriter;
import dev.nsjava.topology.live.LiveTopology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code net export}: a network as a file, of ours or of others. */
final class NetExportCommand {

  private static final String YAML = "yaml";
  static final List<String> FORMATS = List.of(YAML, "ip-batch", "containerlab");

  /** The name of a network that is all there is. */
  private static final String LIVE = "live";

  private NetExportCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.EXPORT_FORMAT, NetOption.LIVE);
    String format = words.value(NetOption.EXPORT_FORMAT, YAML);
    if (!FORMATS.contains(format)) {
      throw new ArgumentException(
          "unknown format '" + Printable.of(format) + "': " + String.join(", ", FORMATS));
    }
    try {
      LiveTopology live = topology(words);
      Export export = export(live, format);
      List<String> notes = new ArrayList<>(export.notes());
      notes.addAll(format.equals(YAML) ? refusal(export) : live.notes());
      return invocation.noted(export.text(), notes);
    } catch (ExportException e) {
      throw new ArgumentException(Printable.whole(String.valueOf(e.getMessage())));
    }
  }

  private static LiveTopology topology(NetWords words) throws IOException {
    if (words.has(NetOption.LIVE)) {
      words.operands(new String[0]);
      try (NetSession session = words.begin()) {
        return LiveTopology.all(session, LIVE, false);
      }
    }
    String word = words.operands("FILE|NAME").getFirst();
    if (NetTopologyFile.isFile(word)) {
      return new LiveTopology(NetTopologyFile.read(word).topology(), List.of());
    }
    try (NetSession session = words.begin()) {
      return LiveTopology.marked(session, word);
    }
  }

  private static Export export(LiveTopology live, String format) throws ExportException {
    Topology topology = live.topology();
    return switch (format) {
      case "ip-batch" -> IpBatchWriter.write(topology);
      case "containerlab" -> ContainerlabWriter.write(topology);
      default -> TopologyWriter.write(topology, live.notes());
    };
  }

  /** Why the file would be refused as it is: what there is need not be what a file may ask for. */
  private static List<String> refusal(Export export) {
    byte[] bytes = export.text().getBytes(StandardCharsets.ISO_8859_1);
    try {
      TopologyFile.read("export", new String(bytes, StandardCharsets.UTF_8));
      return List.of();
    } catch (TopologyException e) {
      List<String> lines = new ArrayList<>(List.of("as it is, 'net up' refuses this file:"));
      lines.addAll(String.valueOf(e.getMessage()).lines().toList());
      return lines;
    }
  }
}
