package dev.nsjava.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What the launcher does, in order; see docs/plan.md.
 *
 * @param lines the last one, and no other, becomes the program
 */
public record Plan(List<PlanLine> lines) {

  private static final int COLUMN = 13;

  /** This plan, with what it was made for before its steps. */
  public Plan with(List<Step> needs) {
    List<PlanLine> all = new ArrayList<>(needs);
    all.addAll(lines);
    return needs.isEmpty() ? this : new Plan(all);
  }

  /** The words the launcher reads. */
  public List<String> words() {
    List<String> words = new ArrayList<>(32);
    for (PlanLine line : lines) {
      words.addAll(line.words());
    }
    return words;
  }

  /**
   * The text that {@code explain} prints: a line a step, its first word in a column.
   *
   * @param call the caller's words after the name of the program; {@code exec} shows those it names
   */
  public String explain(List<String> call) {
    StringBuilder text = new StringBuilder();
    for (PlanLine line : lines) {
      show(text, shown(line, call));
    }
    return text.toString();
  }

  /** A line of such a text. */
  public static void show(StringBuilder text, List<String> words) {
    text.append(words.get(0));
    for (int i = 1; i < words.size(); i++) {
      text.repeat(' ', i == 1 ? COLUMN - words.get(0).length() : 1);
      text.append(ShellWord.quoted(words.get(i)));
    }
    text.append('\n');
  }

  private static List<String> shown(PlanLine line, List<String> call) {
    return switch (line) {
      case Step.Exec exec -> called(exec, call);
      case Step.Target target -> new Step.Target(target.pid(), target.check(), null).words();
      default -> line.words();
    };
  }

  private static List<String> called(Step.Exec exec, List<String> call) {
    List<String> words = new ArrayList<>();
    words.add("exec");
    words.addAll(call.subList(exec.first(), call.size()));
    return words;
  }
}
