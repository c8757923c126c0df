package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.NetKill;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.NetnsNames;
import dev.nsjava.net.Nsids;
import dev.nsjava.ns.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The commands that change the names of network namespaces, and their ids, see ip-netns(8). */
final class NetNamesCommand {

  private NetNamesCommand() {}

  /** All or none. */
  static Answer add(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation);
    List<String> names = checked(words.some("NAME"));
    try (NetSession session = words.begin()) {
      session.change(
          undo -> {
            for (String name : names) {
              session.names().add(name, session.create(name), undo);
            }
            return names;
          });
    }
    return Answer.print("");
  }

  static Answer attach(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation);
    List<String> operands = words.operands("NAME", "PID");
    String name = operands.getFirst();
    NetnsNames.check(name);
    try (NetSession session = words.begin()) {
      Netns netns = session.process(operands.get(1));
      session.change(
          undo -> {
            session.names().add(name, netns, undo);
            return netns;
          });
    }
    return Answer.print("");
  }

  /** As many as can be. */
  static Answer delete(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.ALL, NetOption.KILL);
    List<String> names = words.operands();
    if (words.has(NetOption.ALL)) {
      words.operands(new String[0]);
      names = NetnsNames.all();
    } else {
      checked(words.some("NAME"));
    }
    List<String> failures = new ArrayList<>();
    try (NetSession session = words.begin()) {
      for (String name : names) {
        try {
          if (words.has(NetOption.KILL)) {
            kill(invocation, session, name);
          }
          session.names().delete(name);
        } catch (NetlinkException e) {
          failures.add(Printable.whole(String.valueOf(e.getMessage())));
        }
      }
    }
    if (failures.isEmpty()) {
      return Answer.print("");
    }
    String hint = Hints.rights(invocation.call(), String.join("\n", failures));
    return invocation.failures(failures, hint);
  }

  private static void kill(Invocation invocation, NetSession session, String name)
      throws IOException {
    Netns netns;
    try {
      netns = session.named(name);
    } catch (NetlinkException e) {
      if (e.errno() != null) {
        throw e;
      }
      return; // a file that is no namespace: nobody is inside
    }
    try (netns) {
      List<String> inodes = NetLsCommand.inodes(invocation, netns, session.host());
      if (inodes.getFirst().equals(inodes.get(1))) {
        throw new ArgumentException(
            "network namespace '" + Printable.whole(name) + "' is the caller's own");
      }
      NetKill.all(session, name, Long.parseLong(inodes.getFirst()));
    }
  }

  static Answer set(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation);
    List<String> operands = words.operands("NAME", "ID");
    int id = operands.get(1).equals("auto") ? Nsids.UNASSIGNED : id(operands.get(1));
    try (NetSession session = words.begin()) {
      Netns netns = session.named(operands.getFirst());
      try (Nsids ids = session.ids()) {
        ids.set(netns, id);
      }
    }
    return Answer.print("");
  }

  /** An id of a network namespace. */
  static int id(String word) {
    long id = Values.number(word, Integer.MAX_VALUE);
    if (id < 0) {
      throw new ArgumentException(
          "invalid id of a network namespace: '" + Printable.whole(word) + "'");
    }
    return (int) id;
  }

  private static List<String> checked(List<String> names) throws NetlinkException {
    for (String name : names) {
      NetnsNames.check(name);
    }
    return names;
  }
}
