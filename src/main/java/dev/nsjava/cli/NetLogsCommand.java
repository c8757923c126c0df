package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.ns.Printable;
import dev.nsjava.topology.ProcessName;
import dev.nsjava.topology.live.State;
import dev.nsjava.topology.run.ProcessLogs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code net logs}: what the processes of a topology have printed. */
final class NetLogsCommand {

  private final Invocation invocation;
  private final String topology;
  private final ProcessLogs logs;

  /** The process that is asked for, or nothing: all. */
  private final String wanted;

  /** Of each process a line that has no end yet. */
  private final Map<ProcessName, String> begun = new HashMap<>();

  private NetLogsCommand(Invocation invocation, String topology, String wanted)
      throws NetlinkException {
    this.invocation = invocation;
    this.topology = topology;
    this.logs = new ProcessLogs(topology);
    this.wanted = wanted;
  }

  static Answer answer(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.FOLLOW);
    List<String> operands = words.operands();
    if (operands.isEmpty() || operands.size() > 2) {
      words.operands("NAME");
    }
    String process = operands.size() == 2 ? operands.get(1) : "";
    NetLogsCommand command = new NetLogsCommand(invocation, operands.getFirst(), process);
    if (!words.has(NetOption.FOLLOW)) {
      command.show(true);
      return Answer.print("");
    }
    try (NetSession session = words.begin()) {
      command.follow(session);
    }
    return Answer.print("");
  }

  /** Until the processes are gone, or a signal ends it. */
  private void follow(NetSession session) throws IOException {
    names();
    int watch = logs.watch(session);
    do {
      show(false);
    } while (logs.await(session, watch));
  }

  private List<ProcessName> names() throws NetlinkException {
    List<ProcessName> names = new ArrayList<>();
    for (ProcessName name : logs.names()) {
      if (wanted.isEmpty() || name.text().equals(wanted)) {
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw new ArgumentException(
          wanted.isEmpty() ? none() : "no process '" + Printable.whole(wanted) + "'");
    }
    return names;
  }

  private String none() throws NetlinkException {
    return new State(topology).text() == null
        ? "no topology '" + topology + "' is known to be up"
        : "topology '" + topology + "' has no processes";
  }

  /** Prints what is new, of each process in whole lines. */
  private void show(boolean last) throws IOException {
    for (ProcessName name : last ? names() : logs.names()) {
      if (!wanted.isEmpty() && !name.text().equals(wanted)) {
        continue;
      }
      String text = begun.getOrDefault(name, "") + logs.next(name);
      int end = text.lastIndexOf('\n') + 1;
      if (last && end < text.length()) {
        text += "\n";
        end = text.length();
      }
      begun.put(name, text.substring(end));
      if (end > 0) {
        invocation.launcher().ask("show", List.of(lines(name, text.substring(0, end))));
      }
    }
  }

  /** Nothing that a program prints may speak to the terminal. */
  private String lines(ProcessName name, String text) {
    boolean terminal = invocation.call().columns() > 0;
    String before = wanted.isEmpty() ? Printable.whole(name.text()) + "  " : "";
    if (before.isEmpty() && !terminal) {
      return text;
    }
    StringBuilder lines = new StringBuilder(text.length() + before.length());
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      lines.append(before);
      lines.append(terminal ? shown(text.substring(at, end)) : text.substring(at, end));
      lines.append('\n');
      at = end + 1;
    }
    return lines.toString();
  }

  /** Tabs stay. */
  private static String shown(String line) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', at)) {
      shown.append(Printable.whole(line.substring(at, tab))).append('\t');
      at = tab + 1;
    }
    return shown.append(Printable.whole(line.substring(at))).toString();
  }
}
