package dev.nsjava.plan;

import java.util.ArrayList;
import java.util.List;

/** One line of a plan: a step, and who does it. */
public sealed interface PlanLine permits Step, PlanLine.Outside, PlanLine.Parent {

  /** The words of the line, as the launcher reads them and as {@code explain} shows them. */
  List<String> words();

  /**
   * Done by an assistant that keeps the namespaces and the credentials of the caller; the main line
   * waits for it.
   */
  record Outside(Step step) implements PlanLine {
    @Override
    public List<String> words() {
      return addressed("outside", step);
    }
  }

  /** Done by the process that waits for the child of {@code fork}; the child waits for it. */
  record Parent(Step step) implements PlanLine {
    @Override
    public List<String> words() {
      return addressed("parent", step);
    }
  }

  private static List<String> addressed(String address, Step step) {
    List<String> words = new ArrayList<>();
    words.add(address);
    words.addAll(step.words());
    return words;
  }
}
