package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.ConnectRequest;
import dev.nsjava.net.Connection;
import dev.nsjava.net.Connector;
import dev.nsjava.net.Ip;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.Prefix;
import dev.nsjava.ns.Printable;
import dev.nsjava.table.Json;
import java.io.IOException;
import java.util.List;

/** {@code net connect}: all that it takes until network namespaces reach each other. */
final class NetConnectCommand {

  private NetConnectCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    NetWords words =
        new NetWords(
            invocation,
            NetOption.BRIDGE,
            NetOption.SUBNET,
            NetOption.GATEWAY,
            NetOption.NAT,
            NetOption.BRIDGE_NETNS,
            NetOption.JSON);
    if (words.operands().isEmpty()) {
      words.operands("NS");
    }
    String subnet = words.value(NetOption.SUBNET);
    ConnectRequest request =
        new ConnectRequest(
            words.operands(),
            words.value(NetOption.BRIDGE),
            subnet == null ? null : Prefix.network(subnet),
            words.has(NetOption.GATEWAY),
            words.has(NetOption.NAT));
    if (request.bridge() == null && words.has(NetOption.NETNS)) {
      throw new ArgumentException("--netns says where the bridge is, and needs --bridge");
    }
    request.check();
    try (NetSession session = words.begin()) {
      Connection.All all = Connector.connect(session, words.netns(session), request);
      boolean json = words.has(NetOption.JSON);
      String text = json ? json(all.connections()) : text(all.connections());
      return invocation.noted(text, all.notes());
    }
  }

  private static String text(List<Connection> connections) {
    StringBuilder text = new StringBuilder();
    for (Connection connection : connections) {
      Ip gateway = connection.gateway();
      text.append(Printable.whole(connection.netns())).append("  ");
      text.append(Printable.whole(connection.device())).append("  ");
      text.append(address(connection));
      text.append(gateway == null ? "" : "  via " + gateway.text()).append('\n');
    }
    return text.toString();
  }

  private static String json(List<Connection> connections) {
    Json json = Json.indented().beginArray();
    for (Connection connection : connections) {
      Ip gateway = connection.gateway();
      json.beginObject().key("netns").string(connection.netns());
      json.key("dev").string(connection.device()).key("address").string(address(connection));
      json.key("gateway").string(gateway == null ? null : gateway.text()).endObject();
    }
    return json.endArray().toString();
  }

  private static String address(Connection connection) {
    Prefix address = connection.address();
    return address.address().text() + "/" + address.length();
  }
}
