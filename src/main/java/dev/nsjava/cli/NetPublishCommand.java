package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.Ip;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.Netns;
import dev.nsjava.net.Publication;
import dev.nsjava.ns.Printable;
import dev.nsjava.table.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code net publish}: ports that lead to ports of other network namespaces. */
final class NetPublishCommand {

  private NetPublishCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    Invocation inner = invocation.within(invocation.first(), "no port to publish given");
    return switch (invocation.words().get(invocation.first())) {
      case "add" -> add(inner);
      case "del", "delete" -> delete(inner);
      case "ls", "list", "show" -> list(inner);
      default -> add(invocation);
    };
  }

  private static Answer add(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.ADDRESS, NetOption.PORT_NETNS);
    String text = words.operands("HOSTPORT:NS:PORT").getFirst();
    Publication publication = Publication.parse(text, address(words));
    try (NetSession session = words.begin()) {
      Netns place = words.netns(session);
      return invocation.noted("", session.change(undo -> publication.add(session, place, undo)));
    }
  }

  private static Answer delete(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.ADDRESS, NetOption.PORT_NETNS);
    String text = words.operands("HOSTPORT").getFirst();
    Ip address = address(words);
    try (NetSession session = words.begin()) {
      Publication.delete(words.netns(session), text, address);
    }
    return Answer.print("");
  }

  private static @Nullable Ip address(NetWords words) throws IOException {
    String text = words.value(NetOption.ADDRESS);
    return text == null ? null : Ip.parse(text);
  }

  private static Answer list(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.JSON, NetOption.NETNS);
    words.operands(new String[0]);
    List<Publication.Active> all;
    try (NetSession session = words.begin()) {
      all = Publication.all(words.netns(session));
    }
    return Answer.print(words.has(NetOption.JSON) ? json(all) : text(all));
  }

  private static String text(List<Publication.Active> all) {
    StringBuilder text = new StringBuilder();
    for (Publication.Active active : all) {
      Publication publication = active.publication();
      text.append(publication.portText()).append("  ");
      text.append(Printable.whole(publication.targetText()));
      text.append("  ").append(String.join(" ", texts(active.targets()))).append('\n');
    }
    return text.toString();
  }

  private static String json(List<Publication.Active> all) {
    Json json = Json.indented().beginArray();
    for (Publication.Active active : all) {
      Publication publication = active.publication();
      Ip address = publication.address();
      json.beginObject();
      json.key("address").string(address == null ? null : address.text());
      json.key("port").number(publication.port());
      json.key("protocol").string(publication.protocol());
      json.key("netns").string(publication.netns());
      json.key("target-port").number(publication.target());
      json.key("targets").beginArray();
      texts(active.targets()).forEach(json::string);
      json.endArray().endObject();
    }
    return json.endArray().toString();
  }

  private static List<String> texts(List<Ip> addresses) {
    List<String> texts = new ArrayList<>();
    addresses.forEach(address -> texts.add(address.text()));
    return texts;
  }
}
