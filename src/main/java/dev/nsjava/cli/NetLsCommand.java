package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.Netns;
import dev.nsjava.net.NetnsNames;
import dev.nsjava.net.NetnsWatch;
import dev.nsjava.net.Nsids;
import dev.nsjava.net.Nsids.Nsid;
import dev.nsjava.ns.NetMembers;
import dev.nsjava.table.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What network namespaces there are, and who is inside: as ip-netns(8) prints it. */
final class NetLsCommand {

  private NetLsCommand() {}

  static Answer list(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.JSON);
    words.operands(new String[0]);
    List<String> names = NetnsNames.all();
    List<String> ids = numbers(invocation, names);
    return Answer.print(words.has(NetOption.JSON) ? json(names, ids) : text(names, ids));
  }

  private static String text(List<String> names, List<String> ids) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      text.append(names.get(i));
      if (!ids.get(i).isEmpty()) {
        text.append(" (id: ").append(ids.get(i)).append(')');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String json(List<String> names, List<String> ids) {
    Json json = Json.line().beginArray();
    for (int i = 0; i < names.size(); i++) {
      json.beginObject().key("name").string(names.get(i));
      if (!ids.get(i).isEmpty()) {
        json.key("id").literal(ids.get(i));
      }
      json.endObject();
    }
    return json.endArray().toString();
  }

  /** For each name the id that the caller's namespace has for it, or nothing. */
  private static List<String> numbers(Invocation invocation, List<String> names)
      throws IOException {
    List<String> ids = new ArrayList<>(names.size());
    if (!names.isEmpty()) {
      for (String id : invocation.launcher().ask("nsid", files(names))) {
        ids.add(id.equals("unassigned") ? "" : id);
      }
    }
    return ids;
  }

  private static List<String> files(List<String> names) {
    List<String> files = new ArrayList<>(names.size());
    for (String name : names) {
      files.add(NetnsNames.file(name));
    }
    return files;
  }

  /** The inodes of namespaces that are held. */
  static List<String> inodes(Invocation invocation, Netns... held) throws IOException {
    List<String> files = new ArrayList<>();
    for (Netns netns : held) {
      files.add("/proc/self/fd/" + netns.fd());
    }
    return invocation.launcher().ask("namespaces", files);
  }

  /** All names of the namespace; an empty line if it has none. */
  static Answer identify(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation);
    List<String> operands = words.operands();
    if (operands.size() > 1) {
      words.operands("PID");
    }
    List<String> names = NetnsNames.all();
    StringBuilder text = new StringBuilder();
    try (NetSession session = words.begin()) {
      Netns netns = operands.isEmpty() ? session.host() : session.process(operands.getFirst());
      String inode = inodes(invocation, netns).getFirst();
      List<String> inodes =
          names.isEmpty() ? names : invocation.launcher().ask("namespaces", files(names));
      for (int i = 0; i < names.size(); i++) {
        text.append(inodes.get(i).equals(inode) ? names.get(i) + "\n" : "");
      }
    }
    return Answer.print(text.isEmpty() ? "\n" : text.toString());
  }

  static Answer pids(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation);
    String name = words.operands("NAME").getFirst();
    StringBuilder text = new StringBuilder();
    try (NetSession session = words.begin()) {
      String inode = inodes(invocation, session.named(name)).getFirst();
      NetMembers members = new NetMembers(Long.parseLong(inode));
      for (long pid : members.pids()) {
        text.append(pid).append('\n');
      }
      return Answer.report(text.toString(), LsView.note(members.hidden()));
    }
  }

  static Answer ids(Invocation invocation) throws IOException {
    NetWords words =
        new NetWords(invocation, NetOption.NSID, NetOption.TARGET_NSID, NetOption.JSON);
    words.operands(new String[0]);
    String nsid = words.value(NetOption.NSID);
    String word = words.value(NetOption.TARGET_NSID);
    int target = word == null ? Nsids.UNASSIGNED : NetNamesCommand.id(word);
    List<Nsid> all;
    try (NetSession session = words.begin();
        Nsids ids = session.ids()) {
      all = nsid == null ? ids.all(target) : List.of(ids.find(NetNamesCommand.id(nsid), target));
    }
    return Answer.print(
        words.has(NetOption.JSON) ? json(all, names(invocation)) : text(all, names(invocation)));
  }

  /** The names of those that have an id, the first if there are several. */
  private static Map<String, String> names(Invocation invocation) throws IOException {
    List<String> names = NetnsNames.all();
    List<String> ids = numbers(invocation, names);
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      named.putIfAbsent(ids.get(i), names.get(i));
    }
    return named;
  }

  /** Names go by the ids that we have. */
  private static @Nullable String name(Nsid nsid, Map<String, String> names) {
    int ours = nsid.current() == Nsids.UNASSIGNED ? nsid.id() : nsid.current();
    return names.get(Integer.toString(ours));
  }

  private static String text(List<Nsid> all, Map<String, String> names) {
    StringBuilder text = new StringBuilder();
    for (Nsid nsid : all) {
      text.append("nsid ");
      text.append(nsid.id() == Nsids.UNASSIGNED ? "unassigned" : Integer.toString(nsid.id()));
      if (nsid.current() != Nsids.UNASSIGNED) {
        text.append(" current-nsid ").append(nsid.current());
      }
      String name = name(nsid, names);
      text.append(name == null ? " " : " (iproute2 netns name: " + name + ")").append('\n');
    }
    return text.toString();
  }

  private static String json(List<Nsid> all, Map<String, String> names) {
    Json json = Json.line().beginArray();
    for (Nsid nsid : all) {
      json.beginObject();
      if (nsid.id() != Nsids.UNASSIGNED) {
        json.key("nsid").number(nsid.id());
      }
      if (nsid.current() != Nsids.UNASSIGNED) {
        json.key("current-nsid").number(nsid.current());
      }
      String name = name(nsid, names);
      if (name != null) {
        json.key("name").string(name);
      }
      json.endObject();
    }
    return json.endArray().toString();
  }

  /** Until a signal, or an output that nobody reads, ends it. */
  static Answer monitor(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation);
    words.operands(new String[0]);
    try (NetSession session = words.begin();
        NetnsWatch watch = session.names().watch()) {
      while (true) {
        StringBuilder text = new StringBuilder();
        for (NetnsWatch.Event event : watch.next()) {
          text.append(event.added() ? "add " : "delete ").append(event.name()).append('\n');
        }
        invocation.launcher().ask("show", List.of(text.toString()));
      }
    }
  }
}
