package dev.nsjava.ns;

import java.io.IOException;
import java.util.List;

/** What the survey must ask through native calls, which others make: see "On the wire" there. */
public interface Kernel {

  /**
   * Asks a question.
   *
   * @param question {@code nsid} or {@code namespaces}, as in docs/plan.md
   * @param words what it is about
   * @return the words of the answer
   * @throws IOException if nobody answers
   */
  List<String> ask(String question, List<String> words) throws IOException;
}
