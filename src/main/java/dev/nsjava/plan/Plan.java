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
      List<String> words = line instanceof Step.Exec exec ? called(exec, call) : line.words();
      text.append(words.get(0));
      for (int i = 1; i < words.size(); i++) {
        text.repeat(' ', i == 1 ? COLUMN - words.get(0).length() : 1);
        text.append(ShellWord.quoted(words.get(i)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static List<String> called(Step.Exec exec, List<String> call) {
    List<String> words = new ArrayList<>();
    words.add("exec");
    words.addAll(call.subList(exec.first(), call.size()));
    return words;
  }
}
