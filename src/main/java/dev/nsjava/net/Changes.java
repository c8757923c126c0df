package dev.nsjava.net;

import java.util.ArrayList;
import java.util.List;

/** Changes in many network namespaces, made together: for each a few requests, in their order. */
public final class Changes {

  private final NetSession session;
  private final List<Exchange> exchanges = new ArrayList<>();

  /** None yet. */
  public Changes(NetSession session) {
    this.session = session;
  }

  /** Adds some in one namespace: not hundreds at once. */
  public void add(Netns netns, List<Request> requests) throws NetlinkException {
    if (!requests.isEmpty()) {
      exchanges.add(netns.changing(requests));
    }
  }

  /**
   * Makes them all, even after one is refused.
   *
   * @throws NetlinkException the first refusal
   */
  public void make() throws NetlinkException {
    Exchange.checkAll(session.calls(), exchanges);
    exchanges.clear();
  }
}
