package dev.nsjava.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which links belong together, of those in many namespaces. */
public final class LivePeers {

  private static final String VETH = "veth";

  /** A link, and where it is. */
  public record Place(Live live, Link link) {}

  private final Map<Integer, List<Place>> byIndex = new HashMap<>();
  private final PeerIds ids = new PeerIds();

  /** Those of namespaces that are looked at. */
  public LivePeers(List<Live> all) {
    for (Live live : all) {
      for (Link link : live.links()) {
        byIndex
            .computeIfAbsent(link.index(), index -> new ArrayList<>())
            .add(new Place(live, link));
      }
    }
  }

  /** Of several names of one namespace the first alone; all are open. */
  public static List<Netns> distinct(List<Netns> all) throws NetlinkException {
    Map<Object, Netns> first = new HashMap<>();
    List<Netns> distinct = new ArrayList<>();
    for (Netns netns : all) {
      if (first.putIfAbsent(netns.inode(), netns) == null) {
        distinct.add(netns);
      }
    }
    return distinct;
  }

  /**
   * The other end of a veth, or what a link stands on.
   *
   * @return null if there is none, or it is in a namespace that is not looked at
   */
  public @Nullable Place lower(Live live, Link link) throws NetlinkException {
    for (Place place : byIndex.getOrDefault(link.lower(), List.of())) {
      boolean here = place.live() == live;
      if (link.lowerNsid() == Nsids.UNASSIGNED) {
        if (here) {
          return place;
        }
      } else if (!here && isPossible(link, place.link()) && ids.isIn(live, link, place.live())) {
        return place;
      }
    }
    return null;
  }

  /** Whether it may be without a question: the ends of a veth know each other's index. */
  private static boolean isPossible(Link link, Link lower) {
    boolean pair = lower.kind().equals(VETH) && lower.lower() == link.index();
    return pair || !link.kind().equals(VETH);
  }
}
