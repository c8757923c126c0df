package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.Ip;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.NewRoute;
import dev.nsjava.net.Prefix;
import dev.nsjava.net.Route;
import dev.nsjava.net.Routes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code net route}: where packets go. */
final class NetRouteCommand {

  private static final long MOST = 0xffff_ffffL;

  private NetRouteCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    Invocation inner = NetCommand.within(invocation, "no command of net route given");
    String name = inner.word();
    return switch (name) {
      case "add" -> change(inner, true);
      case "del", "delete" -> change(inner, false);
      case "ls", "list", "show" -> NetLists.routes(inner);
      default -> throw Commands.wrong(invocation, "unknown command", name, Pages.net(invocation));
    };
  }

  private static Answer change(Invocation invocation, boolean add) throws IOException {
    NetWords words =
        new NetWords(
            invocation,
            NetOption.VIA,
            NetOption.ROUTE_DEV,
            NetOption.METRIC,
            NetOption.ROUTE_TYPE,
            NetOption.TABLE,
            NetOption.NETNS);
    String destination = words.operands("DEST").getFirst();
    String via = words.value(NetOption.VIA);
    Ip gateway = via == null ? null : Ip.parse(via);
    NewRoute route =
        new NewRoute(
            destination(destination, gateway),
            gateway,
            0,
            words.number(NetOption.METRIC, 0, MOST, 0),
            type(words, add),
            table(words));
    try (NetSession session = words.begin()) {
      Netns netns = words.netns(session);
      String link = words.value(NetOption.ROUTE_DEV);
      NewRoute whole = link == null ? route : route.by(netns.link(link).index());
      if (add) {
        Routes.add(netns, whole);
      } else {
        Routes.delete(netns, whole);
      }
    }
    return Answer.print("");
  }

  private static Prefix destination(String text, @Nullable Ip gateway) throws NetlinkException {
    if (text.equals("default")) {
      return Prefix.all(gateway != null && gateway.v6());
    }
    Prefix prefix = Prefix.parse(text);
    Prefix network = new Prefix(prefix.network(), prefix.length());
    if (!network.equals(prefix)) {
      throw new ArgumentException(
          "'" + text + "' is an address in a network: " + network.text() + " is the network");
    }
    return prefix;
  }

  /** The kernel's number; 0, which is any, of what is deleted. */
  private static int type(NetWords words, boolean add) {
    String word = words.value(NetOption.ROUTE_TYPE);
    boolean leads = words.has(NetOption.VIA) || words.has(NetOption.ROUTE_DEV);
    if (word == null) {
      if (add && !leads) {
        throw new ArgumentException("a route needs --via, --dev or --type");
      }
      return add ? Route.UNICAST : 0;
    }
    int type =
        switch (word) {
          case "unicast" -> Route.UNICAST;
          case "blackhole" -> Route.BLACKHOLE;
          case "unreachable" -> Route.UNREACHABLE;
          case "prohibit" -> Route.PROHIBIT;
          default ->
              throw new ArgumentException(
                  "unknown type of route: '"
                      + word
                      + "': "
                      + String.join(", ", ValueKind.ROUTE_TYPE.words()));
        };
    if (leads != (type == Route.UNICAST)) {
      String what = leads ? " leads nowhere: neither --via nor --dev" : " needs --via or --dev";
      throw new ArgumentException("--type " + word + what);
    }
    return type;
  }

  private static long table(NetWords words) {
    return switch (words.value(NetOption.TABLE, "main")) {
      case "default" -> Route.DEFAULT;
      case "main" -> Route.MAIN;
      case "local" -> Route.LOCAL;
      default -> words.number(NetOption.TABLE, 1, MOST, Route.MAIN);
    };
  }
}
