package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.NetSession;
import dev.nsjava.ns.Printable;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.check.Checks;
import dev.nsjava.topology.live.Engine;
import dev.nsjava.topology.live.State;
import java.io.IOException;
import java.util.List;

/** {@code net up}, {@code net plan} and {@code net down}: whole networks, from a file. */
final class NetUpCommand {

  private static final int DIFFERENT = 2;
  private static final int PER_LINE = 64;

  /** Seconds: a day. */
  private static final long LONGEST_WAIT = 86_400;

  /** Without a look at the checks. */
  private static final long NEVER = -1;

  private NetUpCommand() {}

  static Answer up(Invocation invocation) throws IOException {
    NetWords words =
        new NetWords(
            invocation,
            NetOption.UP_WAIT,
            NetOption.FOREGROUND,
            NetOption.RM,
            NetOption.WITHOUT_SHAPING);
    NetTopologyFile file = file(words);
    if (words.has(NetOption.RM) && !words.has(NetOption.FOREGROUND)) {
      throw new ArgumentException("--rm takes down what --foreground has brought up");
    }
    long patience = words.seconds(NetOption.UP_WAIT, LONGEST_WAIT, NEVER);
    Topology topology = file.topology();
    if (!topology.pin() && !words.has(NetOption.FOREGROUND)) {
      throw new ArgumentException("'pin: false' needs --foreground, which holds the namespaces");
    }
    String name = "'" + topology.name() + "'";
    try (NetSession session = words.begin()) {
      if (words.has(NetOption.FOREGROUND)) {
        session.hold();
      }
      Engine engine = new Engine(session, NetProgress.ofMuch(invocation));
      List<String> changed = engine.up(topology, file.text());
      String told =
          changed.isEmpty()
              ? name + " is up already: nothing to change\n"
              : name + " is up: " + counted(changed) + "\n";
      State.unlock(session);
      if (!words.has(NetOption.FOREGROUND)) {
        wait(invocation, words, patience, session, topology);
        return invocation.noted(told, engine.notes());
      }
      boolean stays = topology.pin() && !words.has(NetOption.RM);
      try {
        session.await(
            () -> {
              wait(invocation, words, patience, session, topology);
              invocation.show(told);
            });
      } catch (IOException | RuntimeException e) {
        if (!stays) {
          engine.down(topology.name());
        }
        throw e;
      }
      return invocation.noted(
          stays ? "" : down(topology.name(), engine.down(topology.name())), engine.notes());
    }
  }

  private static NetTopologyFile file(NetWords words) throws IOException {
    NetTopologyFile file = NetTopologyFile.read(words.operands("FILE").getFirst());
    return words.has(NetOption.WITHOUT_SHAPING) ? file.plain() : file;
  }

  private static void wait(
      Invocation invocation, NetWords words, long seconds, NetSession session, Topology topology)
      throws IOException {
    if (seconds != NEVER) {
      for (Checks.Result result :
          Checks.run(session, topology, seconds, NetProgress.of(invocation))) {
        if (!result.ok()) {
          throw new ArgumentException(
              (words.has(NetOption.RM) ? "" : "it is up, but ")
                  + "a check fails: "
                  + result.check().text()
                  + ": "
                  + result.detail());
        }
      }
    }
  }

  static Answer plan(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.WITHOUT_SHAPING);
    Topology topology = file(words).topology();
    List<String> lines;
    try (NetSession session = words.begin()) {
      lines = new Engine(session).plan(topology);
    }
    if (lines.isEmpty()) {
      return Answer.print("'" + topology.name() + "' is up: nothing to change\n");
    }
    invocation.launcher().ask("show", List.of(text(lines)));
    return Answer.fail(DIFFERENT, "", "");
  }

  static Answer down(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation);
    String name = NetTopologyFile.name(words.operands("FILE|NAME").getFirst());
    List<String> gone;
    try (NetSession session = words.begin()) {
      gone = new Engine(session, NetProgress.ofMuch(invocation)).down(name);
    }
    return Answer.print(down(name, gone));
  }

  private static String down(String name, List<String> gone) {
    String shown = "'" + Printable.whole(name) + "'";
    return gone.isEmpty() ? shown + " was not up\n" : shown + " is down: " + counted(gone) + "\n";
  }

  private static String text(List<String> lines) {
    StringBuilder text = new StringBuilder(lines.size() * PER_LINE);
    for (String line : lines) {
      text.append(Printable.whole(line)).append('\n');
    }
    return text.toString();
  }

  /** {@code 3 made, 1 changed}. */
  private static String counted(List<String> lines) {
    int[] counts = new int[3];
    for (String line : lines) {
      counts["+~-".indexOf(line.charAt(0))]++;
    }
    StringBuilder text = new StringBuilder();
    String[] words = {"made", "changed", "removed"};
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        text.append(text.isEmpty() ? "" : ", ").append(counts[i]).append(' ').append(words[i]);
      }
    }
    return text.toString();
  }
}
