package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.topology.TopologyException;
import dev.nsjava.topology.live.Engine;
import dev.nsjava.topology.live.State;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code net ps}: the topologies that are up. */
final class NetPsCommand {

  private NetPsCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.JSON);
    words.operands(new String[0]);
    NetTable table =
        new NetTable("topologies").text("NAME").number("NAMESPACES").text("SINCE").text("STATE");
    try (NetSession session = words.begin()) {
      Engine engine = new Engine(session);
      for (Map.Entry<String, Integer> up : engine.all().entrySet()) {
        State state = new State(up.getKey());
        String drift = drift(session, engine, up.getKey(), state);
        table.add(up.getKey(), Integer.toString(up.getValue()), since(state), drift);
      }
    }
    return table.answer(words.has(NetOption.JSON), invocation.call().utf8());
  }

  private static @Nullable String since(State state) {
    Instant since = state.since();
    return since == null ? null : since.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String drift(NetSession session, Engine engine, String name, State state)
      throws IOException {
    try {
      if (state.isHeld(session)) {
        return "up, in the foreground";
      }
      String text = state.text();
      if (text == null) {
        return "unknown: its file is not remembered";
      }
      int changes = engine.plan(State.topology(name, text)).size();
      return changes == 0 ? "up" : "drifted (" + changes + ")";
    } catch (TopologyException e) {
      return "unknown: what is remembered is no topology";
    } catch (NetlinkException e) {
      return "unknown: " + e.getMessage();
    }
  }
}
