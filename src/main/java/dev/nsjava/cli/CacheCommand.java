package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.launch.PlanCache;
import dev.nsjava.plan.ShellWord;
import java.io.IOException;
import java.util.List;

/** {@code cache}: shows and forgets the plans that the launcher keeps. */
final class CacheCommand {

  private CacheCommand() {}

  static Answer answer(Invocation invocation) throws IOException {
    Invocation inner = invocation.within(options(invocation), "no command given");
    int end = options(inner);
    if (end < inner.words().size()) {
      throw new UsageException(inner, "unexpected argument '" + inner.words().get(end) + "'");
    }
    PlanCache cache = new PlanCache(invocation.launcher());
    return switch (inner.word()) {
      case "ls" -> list(inner, cache);
      case "clear" -> {
        cache.clear();
        yield noted(inner, "", cache);
      }
      case "path" ->
          cache.path().isEmpty()
              ? inner.failure("no cache of plans: " + cache.trouble(), "")
              : noted(inner, cache.path() + "\n", cache);
      default -> throw Commands.wrong(invocation, "unknown command", inner.word(), Pages.cache());
    };
  }

  /** Where the options end; there are none but those of all commands. */
  private static int options(Invocation invocation) {
    Getopt<CommonOption> getopt = new Getopt<>(invocation, CommonOption.values());
    CommonOption option = getopt.next();
    if (option != null) {
      throw new HelpException(invocation, option == CommonOption.HELP ? Pages.cache() : null);
    }
    return getopt.index();
  }

  private static Answer list(Invocation invocation, PlanCache cache) throws IOException {
    StringBuilder text = new StringBuilder();
    for (PlanCache.Kept kept : cache.all()) {
      List<String> words = kept.words();
      text.append(words.get(0));
      for (int i = 1; i < words.size(); i++) {
        text.append(' ').append(i == kept.hole() ? words.get(i) : ShellWord.quoted(words.get(i)));
        text.append(i == kept.hole() ? "PID" : "");
      }
      text.append(kept.program() ? " PROGRAM\n" : "\n");
    }
    return noted(invocation, text.toString(), cache);
  }

  /** With why plans are not kept; a cache that is not there yet is no trouble. */
  private static Answer noted(Invocation invocation, String text, PlanCache cache) {
    boolean well = cache.trouble().isEmpty() || cache.trouble().equals(PlanCache.NONE_YET);
    return invocation.noted(
        text, well ? List.of() : List.of("no cache of plans: " + cache.trouble()));
  }
}
