package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.Netns;
import dev.nsjava.net.NetnsNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The commands on the names of network namespaces, see ip-netns(8). */
final class NetNamesCommand {

  private NetNamesCommand() {}

  static Answer add(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation);
    String name = words.operands("NAME").getFirst();
    NetnsNames.check(name);
    try (NetSession session = words.begin()) {
      session.change(
          undo -> {
            Netns netns = session.create(name);
            session.names().add(name, netns, undo);
            return netns;
          });
    }
    return Answer.print("");
  }

  static Answer delete(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation);
    String name = words.operands("NAME").getFirst();
    try (NetSession session = words.begin()) {
      session.names().delete(name);
    }
    return Answer.print("");
  }

  /** The ids are the caller's namespace's: the launcher looks them up. */
  static Answer list(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.JSON);
    words.operands(new String[0]);
    List<String> names = NetnsNames.all();
    List<String> files = new ArrayList<>(names.size());
    for (String name : names) {
      files.add(NetnsNames.file(name));
    }
    List<String> ids = files.isEmpty() ? files : invocation.launcher().ask("nsid", files);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      text.append(names.get(i));
      if (!ids.get(i).isEmpty() && !ids.get(i).equals("unassigned")) {
        text.append(" (id: ").append(ids.get(i)).append(')');
      }
      text.append('\n');
    }
    return Answer.print(text.toString());
  }
}
