package dev.nsjava.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
   * A link to be made.
   *
   * @param maker where the request is made
   * @param netns where the link is then
   * @param name what it is called there
   */
  public record Making(Netns maker, Request request, Netns netns, String name) {}

  /**
   * Makes links, as {@link #link} makes one.
   *
   * @return the links, in their order, as their makers see them
   */
  public List<@Nullable Link> links(List<Making> links) throws NetlinkException {
    List<Exchange.Call> making = new ArrayList<>();
    for (Making link : links) {
      making.add(link.maker.making(link.request));
    }
    if (links.isEmpty()) {
      return List.of();
    }
    Exchange.holdAll(links.getFirst().maker.calls(), making);
    List<@Nullable Link> made = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      Making link = links.get(i);
      if (making.get(i).isDone()) {
        steps.push(() -> link.netns.change(LinkRequests.delete(link.name)));
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
