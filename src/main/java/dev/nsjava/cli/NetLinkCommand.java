package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.LinkChange;
import dev.nsjava.net.LinkName;
import dev.nsjava.net.Links;
import dev.nsjava.net.Mac;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.NewLink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code net link}: the links of a network namespace. */
final class NetLinkCommand {

  private static final NetOption[] SET = {
    NetOption.NETNS, NetOption.UP, NetOption.DOWN, NetOption.MOVE, NetOption.MASTER,
    NetOption.NO_MASTER, NetOption.MTU, NetOption.MAC, NetOption.RENAME, NetOption.ALIAS
  };

  /** An mtu is 31 bits; what a kind of link may have the kernel knows. */
  private static final long MOST_MTU = Integer.MAX_VALUE;

  private NetLinkCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    Invocation inner = NetCommand.within(invocation, "no command of net link given");
    String name = inner.word();
    return switch (name) {
      case "add" -> add(inner);
      case "set" -> set(inner);
      case "del", "delete" -> delete(inner);
      case "ls", "list", "show" -> NetLists.links(inner);
      default -> throw Commands.wrong(invocation, "unknown command", name, Pages.net(invocation));
    };
  }

  private static Answer add(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetLinkOptions.ADD);
    String name = words.operands("NAME").getFirst();
    LinkName.check(name);
    NetLinkOptions options = new NetLinkOptions(words);
    options.checkPeer(name);
    NewLink link =
        new NewLink(
            name,
            null,
            words.has(NetOption.UP),
            0,
            words.number(NetOption.MTU, 1, MOST_MTU, 0),
            mac(words),
            words.value(NetOption.ALIAS, ""),
            0);
    try (NetSession session = words.begin()) {
      Netns netns = words.netns(session);
      String bridge = words.value(NetOption.MASTER);
      NewLink whole = bridge == null ? link : link.under(netns.link(bridge).index());
      session.change(
          undo -> {
            options.add(session, netns, whole, undo);
            return true;
          });
    }
    return Answer.print("");
  }

  private static Answer set(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, SET);
    String name = words.operands("NAME").getFirst();
    words.oneOf(NetOption.UP, NetOption.DOWN);
    words.oneOf(NetOption.MASTER, NetOption.NO_MASTER);
    String newName = words.value(NetOption.RENAME);
    if (newName != null) {
      LinkName.check(newName);
    }
    long mtu = words.number(NetOption.MTU, 1, MOST_MTU, 0);
    Mac mac = mac(words);
    Boolean up = words.has(NetOption.UP) ? Boolean.TRUE : null;
    try (NetSession session = words.begin()) {
      Netns netns = words.netns(session);
      String to = words.value(NetOption.MOVE);
      Netns moved = to == null ? null : session.find(to);
      Integer master = master(words, moved == null ? netns : moved);
      LinkChange change =
          new LinkChange(
              newName,
              moved,
              words.has(NetOption.DOWN) ? Boolean.FALSE : up,
              master,
              mtu,
              mac,
              words.value(NetOption.ALIAS));
      session.change(
          undo -> {
            Links.change(netns, name, change, undo);
            return true;
          });
    }
    return Answer.print("");
  }

  private static @Nullable Integer master(NetWords words, Netns netns) throws NetlinkException {
    String bridge = words.value(NetOption.MASTER);
    if (bridge != null) {
      return netns.link(bridge).index();
    }
    return words.has(NetOption.NO_MASTER) ? 0 : null;
  }

  private static Answer delete(Invocation invocation) throws IOException {
    NetWords words = new NetWords(invocation, NetOption.NETNS);
    String name = words.operands("NAME").getFirst();
    try (NetSession session = words.begin()) {
      Links.delete(words.netns(session), name);
    }
    return Answer.print("");
  }

  private static @Nullable Mac mac(NetWords words) throws NetlinkException {
    String text = words.value(NetOption.MAC);
    return text == null ? null : Mac.parse(text);
  }
}
