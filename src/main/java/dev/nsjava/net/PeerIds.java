package dev.nsjava.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ids that network namespaces have for each other; each is asked for once. */
public final class PeerIds {

  /** A namespace, and one that it may have an id for. */
  public record Pair(Live from, Live to) {

    // The methods that records have are linked when first called, which takes milliseconds.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Pair pair && from == pair.from && to == pair.to;
    }

    @Override
    public int hashCode() {
      return 31 * from.hashCode() + to.hashCode();
    }
  }

  private final Map<Pair, Integer> ids = new HashMap<>();

  /** Asks for many at once, which is a fraction of the time. */
  public void ask(NetSession session, Collection<Pair> pairs) throws NetlinkException {
    Set<Pair> unknown = new LinkedHashSet<>(pairs);
    unknown.removeAll(ids.keySet());
    List<Exchange.Call> asking = new ArrayList<>();
    for (Pair pair : unknown) {
      asking.add(Nsids.asking(pair.from.netns().route(), pair.to.netns().fd()));
    }
    Exchange.checkAll(session.calls(), asking);
    int next = 0;
    for (Pair pair : unknown) {
      ids.put(pair, Nsids.answered(asking.get(next++)));
    }
  }

  /** Whether what a link stands on, or its other end, is in a namespace: there or elsewhere. */
  public boolean isIn(Live live, Link link, Live other) throws NetlinkException {
    if (live == other || link.lowerNsid() == Nsids.UNASSIGNED) {
      return live == other && link.lowerNsid() == Nsids.UNASSIGNED;
    }
    Pair pair = new Pair(live, other);
    Integer known = ids.get(pair);
    if (known == null) {
      known = Nsids.of(live.netns().route(), other.netns().fd());
      ids.put(pair, known);
    }
    return known == link.lowerNsid();
  }
}
