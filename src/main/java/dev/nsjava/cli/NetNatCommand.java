package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.LinkName;
import dev.nsjava.net.Nat;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.Netns;
import dev.nsjava.net.Prefix;
import dev.nsjava.ns.Printable;
import dev.nsjava.table.Json;
import java.io.IOException;
import java.util.List;

/** {@code net nat}: subnets that are let out. */
final class NetNatCommand {

  private NetNatCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    Invocation inner = NetCommand.within(invocation, "no command of net nat given");
    String name = inner.word();
    return switch (name) {
      case "add" -> add(inner);
      case "del", "delete" -> delete(inner);
      case "ls", "list", "show" -> list(inner);
      default -> throw Commands.wrong(invocation, "unknown command", name, Pages.net(invocation));
    };
  }

  private static Answer add(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.OUT, NetOption.NETNS);
    Prefix subnet = Prefix.network(words.operands("SUBNET").getFirst());
    String out = words.value(NetOption.OUT);
    if (out != null) {
      LinkName.check(out);
    }
    Nat nat = Nat.of(subnet, out == null ? "" : out);
    try (NetSession session = words.begin()) {
      Netns netns = words.netns(session);
      return invocation.noted("", session.change(undo -> nat.add(session, netns, undo)));
    }
  }

  private static Answer delete(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.NETNS);
    Prefix subnet = Prefix.parse(words.operands("SUBNET").getFirst());
    try (NetSession session = words.begin()) {
      Nat.delete(words.netns(session), subnet);
    }
    return Answer.print("");
  }

  private static Answer list(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.JSON, NetOption.NETNS);
    words.operands(new String[0]);
    List<Nat> all;
    try (NetSession session = words.begin()) {
      all = Nat.all(words.netns(session));
    }
    if (words.has(NetOption.JSON)) {
      return Answer.print(json(all));
    }
    StringBuilder text = new StringBuilder();
    for (Nat nat : all) {
      text.append(nat.subnet().text());
      text.append(nat.device().isEmpty() ? "" : "  out " + Printable.whole(nat.device()))
          .append('\n');
    }
    return Answer.print(text.toString());
  }

  private static String json(List<Nat> all) {
    Json json = Json.indented().beginArray();
    for (Nat nat : all) {
      json.beginObject().key("subnet").string(nat.subnet().text());
      if (!nat.device().isEmpty()) {
        json.key("out").string(nat.device());
      }
      json.endObject();
    }
    return json.endArray().toString();
  }
}
