package dev.nsjava.topology.live;

import dev.nsjava.net.Changes;
import dev.nsjava.net.Link;
import dev.nsjava.net.LinkChange;
import dev.nsjava.net.LinkKind;
import dev.nsjava.net.LinkRequests;
import dev.nsjava.net.Links;
import dev.nsjava.net.Live;
import dev.nsjava.net.Mac;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.NewLink;
import dev.nsjava.net.Request;
import dev.nsjava.net.Undo;
import dev.nsjava.topology.Mark;
import dev.nsjava.topology.Progress;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a difference go away: namespaces, links and what they have. New namespaces get their names
 * last, so that whoever is killed before leaves none.
 */
final class Builder {

  /** Few enough to be told of, and to be interrupted between. */
  private static final int PORTION = 64;

  private final NetSession session;
  private final Scene scene;
  private final Difference difference;
  private final Mark mark;
  private final Progress progress;
  private final Map<String, Netns> places = new HashMap<>();
  private int done;

  /** The indexes of new links, by namespaces and names. */
  private final Map<String, Map<String, Integer>> made = new HashMap<>();

  Builder(NetSession session, Scene scene, Difference difference, Mark mark, Progress progress) {
    this.session = session;
    this.scene = scene;
    this.difference = difference;
    this.mark = mark;
    this.progress = progress;
    places.put(Topology.HOST, session.host());
    scene.ours().forEach((name, live) -> places.put(name, live.netns()));
  }

  /** The namespace of a name, once it is made. */
  Netns place(String name) {
    Netns place = places.get(name);
    if (place == null) {
      throw new IllegalStateException("no namespace " + name);
    }
    return place;
  }

  /** Makes all but the names. */
  void build(Undo undo) throws NetlinkException {
    deleteLinks();
    for (List<String> names : portions(difference.newNamespaces)) {
      for (Netns netns : session.create(names)) {
        places.put(netns.word(), netns);
      }
      made(names.size());
    }
    bridges(undo);
    pairs(undo);
    for (Topology.Link link : difference.newLinks) {
      if (link.b() == null) {
        single(link, undo);
      }
    }
    contents(undo);
  }

  /**
   * Gives new namespaces their names, and takes those away that nothing asks for.
   *
   * @param pin or else they live as long as the session
   */
  void name(boolean pin, Undo undo) throws NetlinkException {
    for (String name : scene.stale()) {
      session.names().clear(name);
    }
    List<Netns> created = new ArrayList<>();
    for (String name : difference.newNamespaces) {
      created.add(place(name));
    }
    if (!created.isEmpty() && pin) {
      session.names().addAll(difference.newNamespaces, created, undo);
    }
    session.names().deleteAll(difference.goneNamespaces);
  }

  /** What is made with one list of calls each. */
  private static <T> List<List<T>> portions(List<T> all) {
    List<List<T>> portions = new ArrayList<>();
    for (int at = 0; at < all.size(); at += PORTION) {
      portions.add(all.subList(at, Math.min(all.size(), at + PORTION)));
    }
    return portions;
  }

  private void made(int more) {
    done += more;
    progress.tell(done, difference.parts());
  }

  private void deleteLinks() throws NetlinkException {
    Changes changes = new Changes(session);
    for (Map.Entry<String, Set<String>> gone : difference.goneLinks.entrySet()) {
      for (String link : gone.getValue()) { // the other end may have taken it away
        changes.add(place(gone.getKey()), List.of(LinkRequests.delete(link).nothing("ENODEV")));
      }
    }
    changes.make();
  }

  private void bridges(Undo undo) throws NetlinkException {
    List<Undo.Making> making = new ArrayList<>();
    for (Topology.Bridge bridge : difference.newBridges) {
      NewLink link =
          NewLink.of(bridge.name(), null)
              .on()
              .sized(bridge.mtu())
              .of(mark.group())
              .with(Mac.some());
      LinkKind kind = new LinkKind.Bridge(bridge.stp() ? true : null, bridge.vlans() ? true : null);
      Request request = kind.explain(LinkRequests.add(link, kind));
      making.add(new Undo.Making(place(bridge.in()), request, place(bridge.in()), bridge.name()));
    }
    List<@Nullable Link> links = undo.links(making);
    for (int i = 0; i < links.size(); i++) {
      Topology.Bridge bridge = difference.newBridges.get(i);
      Link link = links.get(i);
      know(bridge.in(), bridge.name(), link == null ? 0 : link.index());
    }
  }

  private void pairs(Undo undo) throws NetlinkException {
    List<Topology.Link> all = new ArrayList<>();
    for (Topology.Link link : difference.newLinks) {
      if (link.b() != null) {
        all.add(link);
      }
    }
    for (List<Topology.Link> links : portions(all)) {
      pairs(links, undo);
      made(links.size());
    }
  }

  private void pairs(List<Topology.Link> links, Undo undo) throws NetlinkException {
    List<Undo.Making> making = new ArrayList<>();
    for (Topology.Link link : links) {
      making.add(making(near(link), far(link), link.mtu()));
    }
    List<@Nullable Link> pairs = undo.links(making);
    for (int i = 0; i < links.size(); i++) {
      Topology.End near = near(links.get(i));
      Topology.End far = far(links.get(i));
      Link pair = pairs.get(i);
      know(near.namespace(), near.name(), pair == null ? 0 : pair.index());
      know(far.namespace(), far.name(), pair == null ? 0 : pair.lower());
    }
  }

  /** Whether the second end is told its bridge when it is made: both have one seldom. */
  private static boolean isTurned(Topology.Link link) {
    return link.b() != null && link.a().bridge().isEmpty() && !link.b().bridge().isEmpty();
  }

  private static Topology.End near(Topology.Link link) {
    return isTurned(link) && link.b() != null ? link.b() : link.a();
  }

  private static Topology.End far(Topology.Link link) {
    return isTurned(link) || link.b() == null ? link.a() : link.b();
  }

  private Undo.Making making(Topology.End near, Topology.End far, long mtu)
      throws NetlinkException {
    int bridge = near.bridge().isEmpty() ? 0 : index(near.namespace(), near.bridge());
    NewLink one =
        NewLink.of(near.name(), null)
            .on()
            .sized(mtu)
            .of(mark.group())
            .with(near.mac())
            .under(bridge);
    NewLink other =
        NewLink.of(far.name(), place(far.namespace())).sized(mtu).of(mark.group()).with(far.mac());
    Netns maker = place(near.namespace());
    return new Undo.Making(maker, LinkRequests.veth(one, other), maker, near.name());
  }

  private void single(Topology.Link link, Undo undo) throws NetlinkException {
    Topology.End end = link.a();
    Netns home = place(end.namespace());
    NewLink made =
        NewLink.of(end.name(), null).on().sized(link.mtu()).of(mark.group()).with(end.mac());
    switch (link.kind()) {
      case TUN, TAP -> Links.tun(session, home, made, link.kind() == Topology.Kind.TAP, undo);
      case VLAN -> {
        int parent = index(end.namespace(), link.parent());
        Links.add(home, made, new LinkKind.Vlan(parent, link.id()), undo);
      }
      case MACVLAN, IPVLAN -> {
        int parent = session.host().link(link.parent()).index();
        LinkKind kind =
            link.kind() == Topology.Kind.MACVLAN
                ? new LinkKind.Macvlan(parent, link.mode())
                : new LinkKind.Ipvlan(parent, link.mode());
        Links.add(session.host(), made.in(home), kind, undo);
      }
      case VXLAN -> {
        boolean under = !link.parent().isEmpty();
        int parent = under ? session.host().link(link.parent()).index() : 0;
        LinkKind kind =
            new LinkKind.Vxlan(parent, link.id(), null, link.remote(), LinkKind.Vxlan.PORT);
        Links.add(session.host(), made.in(home), kind, undo);
      }
      case PHYS -> {
        LinkChange move = new LinkChange(end.name(), home, true, null, link.mtu(), end.mac(), null);
        Links.change(session.host(), link.parent(), move, undo);
      }
      case DUMMY -> Links.add(home, made, new LinkKind.Dummy(), undo);
      default -> throw new IllegalStateException(link.kind().word()); // seen before
    }
  }

  private void contents(Undo undo) throws NetlinkException {
    for (List<Map.Entry<String, Work>> all : portions(List.copyOf(difference.work.entrySet()))) {
      contents(all, undo);
      made(all.size());
    }
  }

  private void contents(List<Map.Entry<String, Work>> all, Undo undo) throws NetlinkException {
    Changes changes = new Changes(session);
    for (Map.Entry<String, Work> work : all) {
      String namespace = work.getKey();
      Netns place = place(namespace);
      Work.Indexes indexes = link -> index(namespace, link);
      List<Request> requests = new ArrayList<>();
      for (Work.Item item : work.getValue().items()) {
        requests.add(item.make().request(indexes));
        Work.Maker back = item.back();
        if (back != null) {
          undo.add(() -> place.change(back.request(indexes)));
        }
      }
      changes.add(place, requests);
    }
    changes.make();
  }

  private void know(String namespace, String link, int index) {
    if (index != 0) {
      Map<String, Integer> there = made.get(namespace);
      if (there == null) {
        there = new HashMap<>(); // by hand: no lambda that this is the first to link
        made.put(namespace, there);
      }
      there.put(link, index);
    }
  }

  /** The index of a link, once it is made. */
  int index(String namespace, String link) throws NetlinkException {
    Integer index = made.getOrDefault(namespace, Map.of()).get(link);
    if (index != null) {
      return index;
    }
    Live live = scene.live(namespace);
    boolean gone = difference.goneLinks.getOrDefault(namespace, Set.of()).contains(link);
    Link there = live == null || gone ? null : live.link(link);
    return there == null ? place(namespace).link(link).index() : there.index();
  }
}
