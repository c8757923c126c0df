package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.launch.Call;
import dev.nsjava.ns.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the command that a call names. */
final class Commands {

  /** What others call commands. */
  private static final Map<String, String> OTHER_WORDS =
      Map.ofEntries(
          Map.entry("create", "add"),
          Map.entry("new", "add"),
          Map.entry("delete", "del"),
          Map.entry("remove", "del"),
          Map.entry("rm", "del"),
          Map.entry("list", "ls"),
          Map.entry("lsns", "ls"),
          Map.entry("netns", "net"),
          Map.entry("nsenter", "enter"),
          Map.entry("run", "exec"),
          Map.entry("start", "up"),
          Map.entry("stop", "down"));

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
      throw new HelpException(invocation, option == CommonOption.HELP ? Pages.product() : null);
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
      case "help" -> help(inner, List.of());
      default -> throw wrong(invocation, "unknown command", inner.name(), Pages.product());
    };
  }

  private static Answer explain(Invocation invocation) throws IOException {
    Getopt<CommonOption> getopt = new Getopt<>(invocation, CommonOption.values());
    CommonOption option = getopt.next();
    if (option != null) {
      throw new HelpException(invocation, option == CommonOption.HELP ? Pages.explain() : null);
    }
    Invocation inner = invocation.inner(getopt.index(), "no command to explain");
    return switch (inner.name()) {
      case "unshare" -> UnshareCommand.answer(inner, true);
      case "enter" -> EnterCommand.answer(inner, true);
      case "net" -> NetCommand.explain(inner);
      case String file when file.indexOf('/') >= 0 -> CompileCommand.explain(inner);
      default -> throw wrong(invocation, "cannot explain", inner.name(), Pages.explain());
    };
  }

  /**
   * {@code help COMMAND...} is {@code COMMAND... --help}.
   *
   * @param within the words before the command
   */
  static Answer help(Invocation invocation, List<String> within) throws IOException {
    Call call = invocation.call();
    List<String> words = new ArrayList<>(within);
    words.addAll(call.words().subList(invocation.first(), call.words().size()));
    words.add("--" + CommonOption.HELP.option().longName());
    return answer(
        Invocation.of(
            new Call(call.name(), call.euid(), call.egid(), call.columns(), call.utf8(), words),
            invocation.launcher()));
  }

  /** There is no such command; one that {@code page} has may be meant. */
  static UsageException wrong(Invocation invocation, String what, String name, Page page) {
    String message = what + " '" + name + "'";
    List<String> known =
        page.commands().stream()
            .flatMap(command -> Stream.of(command.first(), command.words()))
            .toList();
    String near = near(name, page, known);
    return new UsageException(
        invocation, near == null ? message : message + "\nDid you mean '" + near + "'?");
  }

  private static @Nullable String near(String name, Page page, List<String> known) {
    String usual = OTHER_WORDS.getOrDefault(name, name);
    if (known.contains(usual)) {
      return usual;
    }
    boolean product = page.command().equals(Invocation.PRODUCT);
    if (product && NetUsage.within("").stream().anyMatch(net -> net.first().equals(usual))) {
      return "net " + usual;
    }
    return Nearest.to(name, known.toArray(new String[0]));
  }
}
