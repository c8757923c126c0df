package dev.nsjava.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
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

  /**
   * Makes links where they are to be, as {@link #link} makes one.
   *
   * @param links the requests by the names of the links
   * @return the links, in their order
   */
  List<@Nullable Link> links(Netns maker, Map<String, Request> links) throws NetlinkException {
    List<Exchange.Call> making = new ArrayList<>();
    for (Request request : links.values()) {
      making.add(maker.making(request));
    }
    Exchange.holdAll(maker.calls(), making);
    List<@Nullable Link> made = new ArrayList<>();
    int i = 0;
    for (String name : links.keySet()) {
      if (making.get(i++).isDone()) {
        steps.push(() -> maker.change(LinkRequests.delete(name)));
      }
    }
    for (Exchange.Call one : making) {
      one.check();
      made.add(Netns.made(one));
    }
    return made;
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
