package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.NetSession;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.check.Checks;
import java.io.IOException;
import java.util.List;

/** {@code net check}: makes the checks of a topology, by packets from inside of its namespaces. */
final class NetCheckCommand {

  private static final long MOST_SECONDS = 1_000_000;

  private NetCheckCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.CHECK_WAIT, NetOption.JSON);
    String file = words.operands("FILE|NAME").getFirst();
    long seconds = words.seconds(NetOption.CHECK_WAIT, MOST_SECONDS, 0);
    Topology topology = NetTopologyFile.find(file).topology();
    if (topology.checks().isEmpty()) {
      throw new ArgumentException("topology '" + topology.name() + "' has no checks");
    }
    List<Checks.Result> results;
    try (NetSession session = words.begin()) {
      results = Checks.run(session, topology, seconds, NetProgress.of(invocation));
    }
    Answer table = table(results).answer(words.has(NetOption.JSON), invocation.call().utf8());
    return Checks.areOk(results) ? table : failure(invocation, table);
  }

  private static NetTable table(List<Checks.Result> results) {
    NetTable table =
        new NetTable("checks").text("CHECK").text("RESULT").number("MS").text("DETAIL");
    for (Checks.Result result : results) {
      String word = result.ok() ? "ok" : "failed";
      table.add(result.check().text(), word, result.millis(), result.detail());
    }
    return table;
  }

  /** The same with status 1. */
  private static Answer failure(Invocation invocation, Answer table) throws IOException {
    invocation.launcher().ask("show", List.of(table.body()));
    return Answer.fail(1, "", "");
  }
}
