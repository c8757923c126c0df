package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.ns.Nearest;
import java.io.IOException;

/** Finds the command that a call names. */
final class Commands {

  private static final String[] COMMANDS = {
    "unshare", "enter", "ls", "inspect", "net", "explain", "compile", "cache"
  };

  private Commands() {}

  static Answer answer(Invocation invocation) throws IOException {
    if (!invocation.tool()) {
      return product(invocation);
    }
    return switch (invocation.name()) {
      case "lsns" -> LsCommand.answer(invocation);
      case "nsenter" -> EnterCommand.answer(invocation, false);
      default -> UnshareCommand.answer(invocation, false);
    };
  }

  private static Answer product(Invocation invocation) throws IOException {
    Getopt<CommonOption> getopt = new Getopt<>(invocation, CommonOption.values());
    CommonOption option = getopt.next();
    if (option != null) {
      return option == CommonOption.HELP ? Help.product() : invocation.version();
    }
    Invocation inner = invocation.inner(getopt.index(), "no command given");
    return switch (inner.name()) {
      case "unshare" -> UnshareCommand.answer(inner, false);
      case "enter" -> EnterCommand.answer(inner, false);
      case "ls" -> LsCommand.answer(inner);
      case "inspect" -> InspectCommand.answer(inner);
      case "net" -> NetCommand.answer(inner);
      case "explain" -> explain(inner);
      case "compile" -> CompileCommand.answer(inner);
      case "cache" -> CacheCommand.answer(inner);
      default -> throw wrong(invocation, "unknown command", inner.name(), COMMANDS);
    };
  }

  private static Answer explain(Invocation invocation) throws IOException {
    Getopt<CommonOption> getopt = new Getopt<>(invocation, CommonOption.values());
    CommonOption option = getopt.next();
    if (option != null) {
      return option == CommonOption.HELP ? Help.explain() : invocation.version();
    }
    Invocation inner = invocation.inner(getopt.index(), "no command to explain");
    return switch (inner.name()) {
      case "unshare" -> UnshareCommand.answer(inner, true);
      case "enter" -> EnterCommand.answer(inner, true);
      case "net" -> NetCommand.explain(inner);
      case String file when file.indexOf('/') >= 0 -> CompileCommand.explain(inner);
      default -> throw wrong(invocation, "cannot explain", inner.name(), "unshare", "enter", "net");
    };
  }

  static UsageException wrong(Invocation invocation, String what, String name, String... known) {
    String message = what + " '" + name + "'";
    String near = name.equals("lsns") ? "ls" : Nearest.to(name, known);
    return new UsageException(
        invocation, near == null ? message : message + "\nDid you mean '" + near + "'?");
  }
}
