package dev.nsjava.it;

import dev.nsjava.launch.Answer;
import dev.nsjava.launch.Call;
import dev.nsjava.launch.Channel;
import dev.nsjava.launch.LauncherCalls;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.topology.Progress;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.run.ProcessNamespaces;
import dev.nsjava.topology.run.ProcessStatus;
import dev.nsjava.topology.run.Processes;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A runtime that knows {@link Processes} alone: {@code start FILE}, {@code changes FILE}, {@code
 * stop NAME}, {@code list NAME}. A line of FILE, which is called as the topology is, is one
 * process: NAMESPACE/NAME RESTART READY AFTER USER COMMAND, or {@code exec NAMESPACE COMMAND};
 * {@code -} for nothing, and a command that begins with {@code :} is for the shell.
 */
public final class ProcessesMain {

  private ProcessesMain() {}

  /** As the real one does. */
  public static void main(String[] args) throws IOException {
    Channel channel =
        new Channel(
            new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.in));
    for (Call call = channel.next(); call != null; call = channel.next()) {
      Answer answer;
      try (NetSession session = NetSession.begin(new LauncherCalls(channel))) {
        answer = Answer.print(done(session, call.words().get(0), call.words().get(1)));
      } catch (NetlinkException e) {
        answer = Answer.fail(1, "nsjava: " + e.getMessage() + "\n", "");
      }
      channel.answer(answer);
    }
  }

  private static String done(NetSession session, String verb, String word) throws IOException {
    StringBuilder text = new StringBuilder();
    switch (verb) {
      case "start" -> {
        Topology topology = read(Path.of(word));
        ProcessNamespaces namespaces = ProcessNamespaces.named(session);
        session
            .change(undo -> Processes.start(session, topology, namespaces, Progress.NONE, undo))
            .forEach(change -> text.append(change.text()).append('\n'));
      }
      case "changes" ->
          Processes.changes(session, read(Path.of(word)), ProcessNamespaces.named(session))
              .forEach(change -> text.append(change.text()).append('\n'));
      case "stop" -> Processes.stop(session, word);
      default -> {
        for (ProcessStatus status : Processes.list(session, word)) {
          text.append(status.name().text()).append(' ').append(status.state().word());
          text.append(' ')
              .append(status.pid() > 0 ? "pid" : "-")
              .append(' ')
              .append(status.starts());
          text.append(' ').append(status.ended().isEmpty() ? "-" : status.ended()).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static Topology read(Path file) throws IOException {
    Map<String, List<Topology.Run>> runs = new LinkedHashMap<>();
    Map<String, List<List<String>>> execs = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ", line.startsWith("exec ") ? 3 : 6);
      String[] name = words[words[0].equals("exec") ? 1 : 0].split("/", 2);
      runs.computeIfAbsent(name[0], key -> new ArrayList<>());
      execs.computeIfAbsent(name[0], key -> new ArrayList<>());
      if (words[0].equals("exec")) {
        execs.get(name[0]).add(command(words[2]));
      } else {
        List<String> after = words[3].equals("-") ? List.of() : List.of(words[3].split(","));
        runs.get(name[0])
            .add(
                new Topology.Run(
                    name[1],
                    command(words[5]),
                    words[2].replace("-", ""),
                    words[1],
                    after,
                    words[4].replace("-", ""),
                    Map.of("COLOUR", "blue")));
      }
    }
    Map<String, Topology.Namespace> namespaces = new LinkedHashMap<>();
    runs.forEach(
        (name, run) ->
            namespaces.put(
                name,
                new Topology.Namespace(
                    name,
                    List.of(),
                    List.of(),
                    false,
                    List.of(),
                    List.of(),
                    null,
                    "",
                    null,
                    Map.of(),
                    execs.getOrDefault(name, List.of()),
                    run)));
    String name = String.valueOf(file.getFileName());
    return new Topology(name, true, namespaces, List.of(), List.of(), List.of());
  }

  private static List<String> command(String text) {
    return text.startsWith(":") ? List.of("sh", "-c", text.substring(1)) : List.of(text.split(" "));
  }
}
