package dev.nsjava.cli;

import dev.nsjava.launch.Answer;

/** Finds the command that a call names. */
final class Commands {

  private Commands() {}

  static Answer answer(Invocation invocation) {
    return invocation.tool() ? UnshareCommand.answer(invocation, false) : product(invocation);
  }

  private static Answer product(Invocation invocation) {
    Getopt<CommonOption> getopt = new Getopt<>(invocation, CommonOption.values());
    CommonOption option = getopt.next();
    if (option != null) {
      return option == CommonOption.HELP ? Help.product() : invocation.version();
    }
    Invocation inner = invocation.inner(getopt.index(), "no command given");
    return switch (inner.name()) {
      case "unshare" -> UnshareCommand.answer(inner, false);
      case "explain" -> explain(inner);
      default -> throw wrong(invocation, "unknown command", inner.name(), "unshare", "explain");
    };
  }

  private static Answer explain(Invocation invocation) {
    Getopt<CommonOption> getopt = new Getopt<>(invocation, CommonOption.values());
    CommonOption option = getopt.next();
    if (option != null) {
      return option == CommonOption.HELP ? Help.explain() : invocation.version();
    }
    Invocation inner = invocation.inner(getopt.index(), "no command to explain");
    if (!inner.name().equals("unshare")) {
      throw wrong(invocation, "cannot explain", inner.name(), "unshare");
    }
    return UnshareCommand.answer(inner, true);
  }

  private static UsageException wrong(
      Invocation invocation, String what, String name, String... known) {
    String message = what + " '" + name + "'";
    String near = Nearest.to(name, known);
    return new UsageException(
        invocation, near == null ? message : message + "\nDid you mean '" + near + "'?");
  }
}
