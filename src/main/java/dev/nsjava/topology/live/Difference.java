package dev.nsjava.topology.live;

import dev.nsjava.net.Link;
import dev.nsjava.net.LinkChange;
import dev.nsjava.net.LinkKind;
import dev.nsjava.net.LinkRequests;
import dev.nsjava.net.LinkSettings;
import dev.nsjava.net.Live;
import dev.nsjava.net.Mac;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.net.Request;
import dev.nsjava.topology.Mark;
import dev.nsjava.topology.Places;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is missing, or too much, or other than a topology asks for. */
final class Difference {

  private static final int TOLD = 20;

  /** Of {@link LinkSettings#bridge}. */
  private static final String STP = "stp on";

  private static final String VLANS = "vlans";

  private final Topology topology;
  private final Scene scene;
  private final Mark mark;
  private final List<WantedLink> wanted;
  private final Map<String, WantedLink> byPlace = new HashMap<>();
  private final Set<String> fresh = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  /** Links that lose an address of IPv4, by namespaces. */
  private final Map<String, Set<Integer>> shaken = new HashMap<>();

  /** What is told, a line each: {@code + link a:eth0}. */
  final List<String> lines = new ArrayList<>();

  final List<String> newNamespaces = new ArrayList<>();
  final List<String> goneNamespaces = new ArrayList<>();
  final List<Topology.Bridge> newBridges = new ArrayList<>();
  final List<Topology.Link> newLinks = new ArrayList<>();

  /** Links in the way of others, and those that nothing asks for; by namespaces. */
  final Map<String, Set<String>> goneLinks = new LinkedHashMap<>();

  final Map<String, Work> work = new LinkedHashMap<>();

  private Difference(Topology topology, Scene scene) {
    this.topology = topology;
    this.scene = scene;
    this.mark = new Mark(topology.name());
    this.wanted = WantedLink.all(topology);
  }

  /**
   * Finds it.
   *
   * @throws NetlinkException if something of somebody else's is in the way
   */
  static Difference of(NetSession session, Topology topology, Scene scene) throws NetlinkException {
    Difference difference = new Difference(topology, scene);
    difference.namespaces();
    difference.links(Cabling.of(session, topology, scene));
    difference.contents();
    if (!difference.problems.isEmpty()) {
      List<String> told = difference.problems;
      int more = told.size() - TOLD;
      String rest = more > 0 ? "; and " + more + " more" : "";
      throw NetlinkException.failed(
          String.join("; ", told.subList(0, Math.min(TOLD, told.size()))) + rest);
    }
    return difference;
  }

  /** How much there is to be made, for {@link Progress}. */
  int parts() {
    return newNamespaces.size() + newLinks.size() + work.size();
  }

  /** Whether a link is to be made, be there one of its name or not. */
  boolean isFresh(String namespace, String name) {
    return fresh.contains(namespace + ":" + name);
  }

  private Work work(String namespace) {
    return work.computeIfAbsent(namespace, name -> new Work());
  }

  private void namespaces() {
    Set<String> names = Places.made(topology);
    for (String name : names) {
      String foreign = scene.foreign().get(name);
      if (foreign != null) {
        problems.add(foreign);
      } else if (scene.live(name) == null) {
        newNamespaces.add(name);
        lines.add("+ namespace " + name);
        work(name).link(indexes -> LinkRequests.loopback(mark.alias()), null);
      }
    }
    for (String name : scene.ours().keySet()) {
      if (!names.contains(name)) {
        goneNamespaces.add(name);
        lines.add("- namespace " + name);
      }
    }
  }

  private void links(Cabling cabling) throws NetlinkException {
    for (WantedLink link : wanted) {
      byPlace.put(link.text(), link);
    }
    for (Topology.Bridge bridge : topology.bridges()) {
      WantedLink link = WantedLink.of(bridge);
      if (!isThere(link)) {
        newBridges.add(bridge);
        renew(link);
        lines.add("+ bridge " + bridge.name() + " in " + bridge.in());
      }
    }
    for (Topology.Link link : topology.links()) {
      if (link.b() != null) {
        WantedLink a = WantedLink.of(link, link.a(), link.b());
        WantedLink b = WantedLink.of(link, link.b(), link.a());
        if (!isThere(a) || !isThere(b) || !cabling.isPair(link.a(), link.b())) {
          renew(b);
          renew(link, a, " -- " + b.text());
        }
      }
    }
    for (Topology.Link link : topology.links()) { // they stand on those before
      if (link.b() == null) {
        single(link, cabling);
      }
    }
    goneLinks(scene.host(), Topology.HOST);
    for (Map.Entry<String, Live> live : scene.ours().entrySet()) {
      if (!goneNamespaces.contains(live.getKey())) {
        goneLinks(live.getValue(), live.getKey());
      }
    }
  }

  private void single(Topology.Link link, Cabling cabling) throws NetlinkException {
    if (link.kind() == Topology.Kind.WIREGUARD) {
      problems.add("links of type wireguard cannot be made: " + link.a().name());
      return;
    }
    WantedLink wantedLink = WantedLink.of(link, link.a(), null);
    boolean kept = !isFresh(Cabling.home(link), link.parent());
    if (isThere(wantedLink) && kept && cabling.isOnParent(link)) {
      return;
    }
    if (!link.parent().isEmpty() && kept && cabling.parent(link) == null) {
      problems.add("no link '" + link.parent() + "' that " + wantedLink.text() + " could be of");
    }
    renew(link, wantedLink, " (" + link.kind().word() + ")");
  }

  private void renew(Topology.Link link, WantedLink first, String rest) {
    newLinks.add(link);
    renew(first);
    lines.add("+ link " + first.text() + rest);
  }

  private void goneLinks(Live live, String namespace) {
    for (Link link : live.links()) {
      if (mark.isOn(link) && !byPlace.containsKey(namespace + ":" + link.name())) {
        gone(namespace, link.name());
        lines.add("- link " + namespace + ":" + link.name());
      }
    }
  }

  private void gone(String namespace, String name) {
    goneLinks.computeIfAbsent(namespace, key -> new LinkedHashSet<>()).add(name);
  }

  private void renew(WantedLink link) {
    fresh.add(link.text());
    if (live(link) != null) {
      gone(link.namespace(), link.name());
    }
  }

  private @Nullable Link live(WantedLink wantedLink) {
    Live live = scene.live(wantedLink.namespace());
    return live == null ? null : live.link(wantedLink.name());
  }

  /** Whether it is there, and of the right kind; it may have to be changed. */
  private boolean isThere(WantedLink link) {
    boolean host = link.namespace().equals(Topology.HOST);
    Link named = host ? scene.host().called(link.name()) : null;
    if (named != null && !mark.isOn(named)) {
      problems.add(
          "a link '"
              + link.name()
              + "' exists already, and "
              + Mark.ofOthers(named.alias(), "net link del " + link.name()));
      return true;
    }
    Link there = live(link);
    if (there == null) {
      return false;
    }
    boolean bridge = link.kind().equals("bridge");
    boolean same = there.kind().equals(link.kind()) && there.settings().equals(link.settings());
    return link.kind().isEmpty() || same || (bridge && there.kind().equals("bridge"));
  }

  private void contents() {
    for (WantedLink link : wanted) {
      Link there = fresh.contains(link.text()) ? null : live(link);
      settings(link, there);
      addresses(link.namespace(), link.name(), link.addresses(), there);
    }
    for (Topology.Namespace namespace : topology.namespaces().values()) {
      Live live = scene.live(namespace.name());
      boolean host = namespace.name().equals(Topology.HOST);
      Link loopback = live == null || host ? null : live.link("lo");
      if (!host) {
        addresses(namespace.name(), "lo", namespace.loopback(), loopback);
      }
      new RouteDifference(namespace, live, goneIndexes(namespace.name(), live), lines)
          .shakenBy(shaken.getOrDefault(namespace.name(), Set.of()))
          .into(() -> work(namespace.name()));
    }
    for (Map.Entry<String, Live> ours : scene.ours().entrySet()) {
      Link loopback = ours.getValue().link("lo");
      if (loopback != null && !loopback.isUp() && !goneNamespaces.contains(ours.getKey())) {
        lines.add("~ link " + ours.getKey() + ":lo up");
        work(ours.getKey()).link(indexes -> LinkRequests.loopback(mark.alias()), null);
      }
    }
  }

  private Set<Integer> goneIndexes(String namespace, @Nullable Live live) {
    Set<Integer> indexes = new HashSet<>();
    if (live != null) {
      Set<String> gone = goneLinks.getOrDefault(namespace, Set.of());
      for (Link link : live.links()) {
        if (gone.contains(link.name())) {
          indexes.add(link.index());
        }
      }
    }
    return indexes;
  }

  private void settings(WantedLink link, @Nullable Link there) {
    String name = link.name();
    boolean host = link.namespace().equals(Topology.HOST);
    if (there == null) {
      if (link.other() != null || host) {
        String alias = host ? mark.alias() : null;
        LinkChange up = new LinkChange(null, null, true, null, 0, null, alias);
        work(link.namespace())
            .link(indexes -> LinkRequests.change(indexes.of(name), name, up), null);
      }
      return;
    }
    if (!there.settings().equals(link.settings()) && link.kind().equals("bridge")) {
      change(link, there.settings() + " -> " + link.settings());
      LinkKind.Bridge kind = kind(there.settings(), link.settings());
      work(link.namespace()).link(indexes -> LinkRequests.settings(name, kind), null);
    }
    LinkChange change = change(link, there);
    if (change != null) {
      work(link.namespace())
          .link(indexes -> LinkRequests.change(indexes.of(name), name, change), null);
    }
    if (!link.bridge().equals(bridgeOf(link, there))) {
      change(link, "port of " + link.bridge());
      work(link.namespace()).link(indexes -> port(indexes, name, link.bridge()), null);
    }
  }

  /** What differs alone: a kernel may lack the rest. */
  private static LinkKind.Bridge kind(String has, String wanted) {
    boolean stp = wanted.startsWith(STP);
    boolean vlans = wanted.endsWith(VLANS);
    return new LinkKind.Bridge(
        stp == has.startsWith(STP) ? null : stp, vlans == has.endsWith(VLANS) ? null : vlans);
  }

  private static Request port(Work.Indexes indexes, String name, String bridge)
      throws NetlinkException {
    return LinkRequests.master(name, bridge.isEmpty() ? 0 : indexes.of(bridge));
  }

  private String bridgeOf(WantedLink link, Link there) {
    Live live = scene.live(link.namespace());
    if (there.master() == 0 || live == null) {
      return "";
    }
    for (Link other : live.links()) {
      boolean gone = fresh.contains(link.namespace() + ":" + other.name());
      if (other.index() == there.master() && !gone) {
        return other.name();
      }
    }
    return "";
  }

  private void change(WantedLink link, String what) {
    lines.add("~ link " + link.text() + " " + what);
  }

  private @Nullable LinkChange change(WantedLink link, Link there) {
    boolean mtu = link.mtu() != 0 && link.mtu() != there.mtu();
    Mac wantedMac = link.mac();
    Mac mac = wantedMac == null || wantedMac.text().equals(there.mac()) ? null : wantedMac;
    boolean up = !there.isUp();
    boolean unmarked =
        link.namespace().equals(Topology.HOST) && !there.alias().equals(mark.alias());
    if (!mtu && mac == null && !up && !unmarked) {
      return null;
    }
    if (mtu) {
      change(link, "mtu " + there.mtu() + " -> " + link.mtu());
    }
    if (mac != null) {
      change(link, "mac " + there.mac() + " -> " + mac.text());
    }
    if (up) {
      change(link, "up");
    }
    if (unmarked) {
      change(link, "marked");
    }
    return new LinkChange(
        null,
        null,
        up ? true : null,
        null,
        mtu ? link.mtu() : 0,
        mac,
        unmarked ? mark.alias() : null);
  }

  private void addresses(
      String namespace, String device, List<Prefix> asked, @Nullable Link there) {
    boolean takes =
        new AddressDifference(namespace, device, asked, lines)
            .into(() -> work(namespace), scene.live(namespace), there);
    if (takes && there != null) {
      shaken.computeIfAbsent(namespace, name -> new HashSet<>()).add(there.index());
    }
  }

  static String text(Prefix prefix) {
    return prefix.address().text() + "/" + prefix.length();
  }
}
