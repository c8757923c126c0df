package dev.nsjava.topology.file;

import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code exec} and {@code run}. */
final class RunReader {

  static final List<String> RESTARTS = List.of("no", "on-failure", "always");

  private static final String TCP = "tcp:";
  private static final int MOST_PORTS = 65_535;
  private static final int LONGEST_NAME = 64;

  private final Mistakes mistakes;

  RunReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** Commands: each a text, or a list of its words. */
  List<List<String>> exec(@Nullable YamlNode node) {
    List<List<String>> commands = new ArrayList<>();
    if (node == null || node.isNothing()) {
      return commands;
    }
    for (YamlNode command : node.isList() ? node.items() : List.of(node)) {
      List<String> words = command(command, "a command");
      if (!words.isEmpty()) {
        commands.add(words);
      }
    }
    return commands;
  }

  /** The words of a command; none if it is none, which has been said then. */
  private List<String> command(YamlNode node, String what) {
    List<String> words = new ArrayList<>();
    if (node.isScalar()) {
      List<String> split = Words.ofCommand(node.text());
      if (split == null) {
        mistakes.add(node, "a quote in " + what + " has no end");
        return words;
      }
      words.addAll(split);
    }
    for (YamlNode item : node.items()) {
      if (node.isMap() || !item.isScalar()) {
        mistakes.add(
            node,
            what + " is a text, or a list of words, not " + (node.isMap() ? "a mapping" : "this"));
        return List.of();
      }
      words.add(item.text());
    }
    if (words.isEmpty() || words.getFirst().isEmpty()) {
      mistakes.add(node, what + " says nothing");
      return List.of();
    }
    for (int i = 0; i < words.size(); i++) {
      words.set(i, Mistakes.bytes(words.get(i)));
      if (words.get(i).indexOf(0) >= 0) {
        mistakes.add(node, "a word of " + what + " has a character 0");
      }
    }
    return words;
  }

  /** Processes by their names: {@code {cmd: ...}}, or the command alone. */
  List<Draft.Job> run(@Nullable YamlNode node) {
    List<Draft.Job> runs = new ArrayList<>();
    if (node == null) {
      return runs;
    }
    Fields all = new Fields(node, "run", mistakes);
    for (String name : all.names()) {
      YamlNode value = all.value(name);
      if (!Words.isName(name, LONGEST_NAME)) {
        mistakes.add(all.key(name), Mistakes.quoted(name) + " is no name of a process");
      }
      if (!value.isMap()) {
        List<String> words = command(value, "a process");
        runs.add(
            new Draft.Job(
                value,
                new Topology.Run(name, words, "", RESTARTS.getFirst(), List.of(), "", Map.of())));
        continue;
      }
      runs.add(process(name, all.key(name), value));
    }
    return runs;
  }

  private Draft.Job process(String name, YamlNode key, YamlNode node) {
    Fields fields = new Fields(node, "a process", Keys.RUN, mistakes);
    YamlNode command = fields.get("cmd");
    if (command == null) {
      mistakes.add(key, "the process has no cmd");
    }
    List<String> after = new ArrayList<>();
    for (YamlNode text : fields.texts("after")) {
      after.add(text.text());
    }
    YamlNode place = fields.has("after") ? fields.value("after") : key;
    Topology.Run run =
        new Topology.Run(
            name,
            command == null ? List.of() : command(command, "cmd"),
            ready(fields),
            fields.choice("restart", RESTARTS, RESTARTS.getFirst()),
            after,
            Mistakes.bytes(fields.text("user", "")),
            environment(fields.get("env")));
    return new Draft.Job(place, run);
  }

  private String ready(Fields fields) {
    String ready = fields.text("ready", "");
    boolean tcp = ready.startsWith(TCP) && Quantities.whole(ready.substring(4), MOST_PORTS) > 0;
    if (!ready.isEmpty() && !tcp) {
      mistakes.add(fields.value("ready"), "ready is tcp:PORT, not " + Mistakes.quoted(ready));
    }
    return ready;
  }

  private Map<String, String> environment(@Nullable YamlNode node) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (node == null) {
      return variables;
    }
    Fields fields = new Fields(node, "env", mistakes);
    for (String name : fields.names()) {
      YamlNode value = fields.value(name);
      if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf(0) >= 0) {
        mistakes.add(fields.key(name), Mistakes.quoted(name) + " is no name of a variable");
      } else if (!value.isScalar() || value.text().indexOf(0) >= 0) {
        mistakes.add(value, "a variable is a text, not " + Fields.seen(value));
      } else {
        variables.put(Mistakes.bytes(name), Mistakes.bytes(value.text()));
      }
    }
    return variables;
  }
}
