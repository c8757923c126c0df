package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.Dns;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.NetnsDns;

/** {@code net dns}: who is asked for names in a network namespace. */
final class NetDnsCommand {

  private NetDnsCommand() {}

  static Answer answer(Invocation invocation) throws NetlinkException {
    Invocation inner = NetCommand.within(invocation, "no command of net dns given");
    String name = inner.word();
    return switch (name) {
      case "set" -> set(inner);
      case "ls", "list", "show" -> Answer.print(dns(new NetWords(inner)).show());
      case "del", "delete" -> delete(inner);
      default -> throw Commands.wrong(invocation, "unknown command", name, Pages.net(invocation));
    };
  }

  private static NetnsDns dns(NetWords words) throws NetlinkException {
    return new NetnsDns(words.operands("NAME").getFirst());
  }

  private static Answer set(Invocation invocation) throws NetlinkException {
    NetWords words = new NetWords(invocation, NetOption.SERVER, NetOption.SEARCH, NetOption.HOST);
    NetnsDns dns = dns(words);
    Dns wanted =
        new Dns(
            words.all(NetOption.SERVER), words.all(NetOption.SEARCH), words.all(NetOption.HOST));
    if (wanted.servers().isEmpty() && wanted.domains().isEmpty() && wanted.hosts().isEmpty()) {
      throw new UsageException(invocation, "missing --server or --host");
    }
    wanted.check();
    try (NetSession session = words.begin()) {
      return session.change(
          undo -> {
            dns.set(wanted, undo);
            return Answer.print("");
          });
    }
  }

  private static Answer delete(Invocation invocation) throws NetlinkException {
    NetWords words = new NetWords(invocation);
    NetnsDns dns = dns(words);
    try (NetSession session = words.begin()) {
      return session.change(
          undo -> {
            dns.delete(undo);
            return Answer.print("");
          });
    }
  }
}
