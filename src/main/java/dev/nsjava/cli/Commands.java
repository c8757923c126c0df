package dev.nsjava.cli;

import dev.nsjava.launch.Answer;

/** Finds the command that a call names. */
final class Commands {

  static final String[] NAMES = {"unshare", "explain"};

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
      default -> throw unknown(invocation, inner.name());
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
      throw unknown(invocation, inner.name());
    }
    return UnshareCommand.answer(inner, true);
  }

  private static UsageException unknown(Invocation invocation, String name) {
    String message = "unknown command '" + name + "'";
    String near = Nearest.to(name, NAMES);
    return new UsageException(
        invocation, near == null ? message : message + "\nDid you mean '" + near + "'?");
  }
}
