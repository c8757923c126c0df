package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.ns.Printable;
import dev.nsjava.sys.SysException;
import dev.nsjava.topology.TopologyException;
import java.io.IOException;
import java.util.List;

/** {@code net}: network namespaces and what is in them. Finds the command that the words name. */
final class NetCommand {

  private NetCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    try {
      return command(invocation);
    } catch (TopologyException e) {
      return invocation.failures(List.of(String.valueOf(e.getMessage()).split("\n")));
    } catch (NetlinkException | SysException e) {
      String message = Printable.whole(String.valueOf(e.getMessage()));
      throw new ArgumentException(message, Hints.rights(invocation.call(), message));
    }
  }

  /** The plan of a command that has one. */
  static Answer explain(Invocation invocation) throws IOException {
    try {
      Invocation inner = within(invocation, "no command of net given");
      if (inner.name().equals("net exec")) {
        return NetExecCommand.answer(inner, true);
      }
      throw Commands.wrong(invocation, "cannot explain", inner.name(), Pages.explain());
    } catch (NetlinkException | SysException e) {
      throw new ArgumentException(Printable.whole(String.valueOf(e.getMessage())));
    }
  }

  private static Answer command(Invocation invocation) throws IOException {
    Invocation inner = within(invocation, "no command of net given");
    String name = inner.word();
    return switch (name) {
      case "add" -> NetNamesCommand.add(inner);
      case "attach" -> NetNamesCommand.attach(inner);
      case "del", "delete" -> NetNamesCommand.delete(inner);
      case "dns" -> NetDnsCommand.answer(inner);
      case "exec" -> NetExecCommand.answer(inner, false);
      case "export" -> NetExportCommand.answer(inner);
      case "set" -> NetNamesCommand.set(inner);
      case "ls", "list", "show" -> NetLsCommand.list(inner);
      case "identify" -> NetLsCommand.identify(inner);
      case "pids" -> NetLsCommand.pids(inner);
      case "list-id" -> NetLsCommand.ids(inner);
      case "monitor" -> NetLsCommand.monitor(inner);
      case "link" -> NetLinkCommand.answer(inner);
      case "addr", "address" -> NetAddressCommand.answer(inner);
      case "route" -> NetRouteCommand.answer(inner);
      case "connect" -> NetConnectCommand.answer(inner);
      case "nat" -> NetNatCommand.answer(inner);
      case "help" -> Commands.help(inner, List.of("net"));
      case "graph" -> NetGraphCommand.answer(inner);
      case "publish" -> NetPublishCommand.answer(inner);
      case "check" -> NetCheckCommand.answer(inner);
      case "logs" -> NetLogsCommand.answer(inner);
      case "up" -> NetUpCommand.up(inner);
      case "plan" -> NetUpCommand.plan(inner);
      case "down" -> NetUpCommand.down(inner);
      case "ps" -> NetPsCommand.answer(inner);
      default -> throw Commands.wrong(invocation, "unknown command", name, Pages.net(invocation));
    };
  }

  /** The command of this command that comes next. */
  static Invocation within(Invocation invocation, String complaint) {
    Getopt<CommonOption> getopt = new Getopt<>(invocation, CommonOption.values());
    CommonOption option = getopt.next();
    if (option != null) {
      throw new HelpException(
          invocation, option == CommonOption.HELP ? Pages.net(invocation) : null);
    }
    return invocation.within(getopt.index(), complaint);
  }
}
