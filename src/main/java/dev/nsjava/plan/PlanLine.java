package dev.nsjava.plan;

import java.util.ArrayList;
import java.util.List;

/** One line of a plan: a step, and who does it. */
public sealed interface PlanLine permits Step, PlanLine.Outside {

  /** The words of the line, as the launcher reads them and as {@code explain} shows them. */
  List<String> words();

  /**
   * Done by an assistant that keeps the namespaces and the credentials of the caller; the main line
   * waits for it.
   */
  record Outside(Step step) implements PlanLine {
    @Override
    public List<String> words() {
      List<String> words = new ArrayList<>();
      words.add("outside");
      words.addAll(step.words());
      return words;
    }
  }
}
