package dev.nsjava.net;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What takes back what has been made so far, the last first. */
public final class Undo {

  /** Takes something back; it may be gone already. */
  @FunctionalInterface
  public interface Step {

    /** Does it. */
    void run() throws NetlinkException;
  }

  private final Deque<Step> steps = new ArrayDeque<>();

  Undo() {}

  /** Adds what takes back what was made just now. */
  public void add(Step step) {
    steps.push(step);
  }

  /**
   * Makes a link. It is taken away again also if it is not known whether it was made, since a
   * signal came first; but not if there is another of its name.
   *
   * @return the link, or null from a kernel that does not tell
   */
  @Nullable Link link(Netns maker, Request request, Netns netns, String link)
      throws NetlinkException {
    Step step = () -> netns.change(LinkRequests.delete(link));
    steps.push(step);
    try {
      return maker.make(request);
    } catch (NetlinkException e) {
      if (!e.is("ECANCELED")) {
        steps.remove(step);
      }
      throw e;
    }
  }

  /** Takes all back. What cannot be is left: the failure that led here is what is told. */
  void run(Exception failure) {
    for (Step step : steps) {
      try {
        step.run();
      } catch (NetlinkException | RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
    steps.clear();
  }
}
