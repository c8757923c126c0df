package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.NetSession;
import dev.nsjava.ns.Printable;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.draw.Drawing;
import dev.nsjava.topology.draw.DrawingFormat;
import dev.nsjava.topology.live.LiveTopology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** {@code net graph}: a picture of a network. */
final class NetGraphCommand {

  /** Where there is no terminal. */
  private static final int COLUMNS = 80;

  private NetGraphCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.GRAPH_FORMAT, NetOption.LIVE);
    DrawingFormat format = format(words.value(NetOption.GRAPH_FORMAT, "text"));
    if (words.has(NetOption.LIVE)) {
      words.operands(new String[0]);
      try (NetSession session = words.begin()) {
        LiveTopology live = LiveTopology.all(session, "live", true);
        return print(invocation, Drawing.of(live), format, live.notes());
      }
    }
    String word = words.operands("FILE|NAME").getFirst();
    if (NetTopologyFile.isFile(word)) {
      Drawing drawing = Drawing.of(NetTopologyFile.read(word).topology());
      return print(invocation, drawing, format, List.of());
    }
    Topology planned = NetTopologyFile.find(word).topology();
    try (NetSession session = words.begin()) {
      Drawing drawing = Drawing.of(planned, LiveTopology.marked(session, word));
      return print(invocation, drawing, format, List.of());
    }
  }

  private static DrawingFormat format(String word) {
    for (DrawingFormat format : DrawingFormat.values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(word)) {
        return format;
      }
    }
    throw new ArgumentException(
        "unknown format '" + Printable.of(word) + "': text, svg, html, mermaid or dot");
  }

  private static Answer print(
      Invocation invocation, Drawing drawing, DrawingFormat format, List<String> notes) {
    int terminal = invocation.call().columns();
    boolean colour = terminal > 0 && System.getenv("NO_COLOR") == null; // as the launcher passes it
    int columns = terminal > 0 ? terminal : COLUMNS;
    String text = format.print(drawing, columns, invocation.call().utf8(), colour);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return invocation.noted(new String(bytes, StandardCharsets.ISO_8859_1), notes);
  }
}
