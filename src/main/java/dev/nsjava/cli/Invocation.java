package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import dev.nsjava.launch.Call;
import dev.nsjava.launch.Launcher;
import dev.nsjava.launch.PlanCache;
import dev.nsjava.ns.Printable;
import dev.nsjava.plan.Plan;
import dev.nsjava.plan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * One command of a call, and how it was named.
 *
 * @param call all words
 * @param launcher who calls
 * @param tool whether the program was called by the name of the command
 * @param name the command's name, empty for the product itself
 * @param first the number of the word after the command's name
 */
record Invocation(Call call, Launcher launcher, boolean tool, String name, int first) {

  static final String PRODUCT = "nsjava";
  static final String VERSION = "0.1.0";

  /** The command that the name of the program says, else the product. */
  static Invocation of(Call call, Launcher launcher) {
    String base = call.name().substring(call.name().lastIndexOf('/') + 1);
    boolean tool = base.equals("unshare") || base.equals("nsenter") || base.equals("lsns");
    return new Invocation(call, launcher, tool, tool ? base : "", 0);
  }

  /**
   * The command that the word at {@code index} names.
   *
   * @throws UsageException with {@code complaint} if there is no such word
   */
  Invocation inner(int index, String complaint) {
    if (index == words().size()) {
      throw new UsageException(this, complaint);
    }
    return new Invocation(call, launcher, false, words().get(index), index + 1);
  }

  /** The same for a command of this command: {@code net link}. */
  Invocation within(int index, String complaint) {
    Invocation inner = inner(index, complaint);
    return new Invocation(call, launcher, false, name + " " + inner.name(), inner.first());
  }

  List<String> words() {
    return call.words();
  }

  /** The last word that names the command: {@code ls} of {@code net link ls}. */
  String word() {
    return words().get(first - 1);
  }

  /** Who is speaking: the product, or the tool that it is called as. */
  String speaker() {
    return tool ? name : PRODUCT;
  }

  /** The words that name the command: {@code nsjava unshare}. */
  String command() {
    return tool || name.isEmpty() ? speaker() : PRODUCT + " " + name;
  }

  Answer version() {
    String version = PRODUCT + " " + VERSION + "\n";
    return Answer.print(tool ? name + " from " + version : version);
  }

  /**
   * What there is to print, with lines that the user should know.
   *
   * @param notes without their newlines
   */
  Answer noted(String text, List<String> notes) {
    StringBuilder lines = new StringBuilder();
    for (String note : notes) {
      lines.append(speaker()).append(": ").append(Printable.whole(note)).append('\n');
    }
    return Answer.report(text, lines.toString());
  }

  /**
   * The plan of a launch: for the launcher, or as a text.
   *
   * @param explain whether it is only shown
   */
  Answer planned(Plan plan, boolean explain) {
    if (!explain) {
      return Answer.plan(plan.words());
    }
    return Answer.print(plan.explain(words()) + kept(plan));
  }

  /** Whether the launcher has the plan already; nothing if it never will. */
  private String kept(Plan plan) {
    try {
      PlanCache cache = new PlanCache(launcher);
      if (cache.isOff() || plan.lines().getFirst() instanceof Step.NeverKeep) {
        return "";
      }
      int command = first - (name.indexOf(' ') < 0 ? 1 : 2); // "net exec" are two words
      return cache.has(command) ? "# from the cache\n" : "# not in the cache\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints something at once; more may follow. */
  void show(String text) {
    try {
      launcher.ask("show", List.of(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A failure with a message of one line. */
  Answer failure(String message, String hint) {
    return Answer.fail(1, speaker() + ": " + message + "\n", hint);
  }

  /** A failure with one message or more, a line each. */
  Answer failures(List<String> messages) {
    return failures(messages, "");
  }

  /** The same, and below them what to do. */
  Answer failures(List<String> messages, String hint) {
    return failure(String.join("\n" + speaker() + ": ", messages), hint);
  }

  /** A failure of getopt(3), which names the program as it was called. */
  Answer wrongUse(String message) {
    String program = tool ? call.name() : PRODUCT;
    String more = "Try '" + command() + " --help' for more information.\n";
    return Answer.fail(1, program + ": " + message + "\n" + more, "");
  }
}
