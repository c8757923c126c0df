package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.Addresses;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.Netns;
import dev.nsjava.net.Prefix;
import java.io.IOException;

/** {@code net addr}: the addresses of links. */
final class NetAddressCommand {

  private NetAddressCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    Invocation inner = NetCommand.within(invocation, "no command of net addr given");
    String name = inner.word();
    return switch (name) {
      case "add" -> change(inner, true);
      case "del", "delete" -> change(inner, false);
      case "ls", "list", "show" -> NetLists.addresses(inner);
      default -> throw Commands.wrong(invocation, "unknown command", name, Pages.net(invocation));
    };
  }

  private static Answer change(Invocation invocation, boolean add) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.DEV, NetOption.NETNS);
    Prefix address = Prefix.parse(words.operands("CIDR").getFirst());
    String link = words.needed(NetOption.DEV);
    try (NetSession session = words.begin()) {
      Netns netns = words.netns(session);
      if (add) {
        Addresses.add(netns, link, address);
      } else {
        Addresses.delete(netns, link, address);
      }
    }
    return Answer.print("");
  }
}
