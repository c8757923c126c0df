package dev.nsjava.topology.live;

import dev.nsjava.net.Hop;
import dev.nsjava.net.Ip;
import dev.nsjava.net.Link;
import dev.nsjava.net.Live;
import dev.nsjava.net.NetSurvey;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Route;
import dev.nsjava.net.Rule;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes of a namespace that somebody has made, as a file has them. */
final class LiveRoutes {

  private static final int LEARNT = 9;
  private static final int DHCP = 16;
  private static final int USUAL_V6 = 1024;

  /** The tables that every packet asks. */
  private static final Set<String> USUAL = Set.of("local", "main", "default");

  private final Live live;
  private final @Nullable Set<String> devices;
  private final List<String> notes;

  /**
   * Those of a namespace.
   *
   * @param devices only those by these links, silently; null: by any
   */
  LiveRoutes(Live live, @Nullable Set<String> devices, List<String> notes) {
    this.live = live;
    this.devices = devices;
    this.notes = notes;
  }

  /** In an order in which each next hop can be reached: first those that have none. */
  List<Topology.Route> read() throws NetlinkException {
    Map<Integer, String> names = new HashMap<>();
    for (Link link : live.links()) {
      names.put(link.index(), link.name());
    }
    List<Topology.Route> direct = new ArrayList<>();
    List<Topology.Route> further = new ArrayList<>();
    for (Route route : live.routes()) {
      Hop hop = route.hops().size() == 1 ? route.hops().getFirst() : null;
      String device = hop == null ? "" : names.getOrDefault(hop.index(), "");
      if (devices != null && !devices.contains(device)) {
        continue;
      }
      Topology.Route read = read(route, hop, device);
      if (read != null) {
        (read.via() == null ? direct : further).add(read);
      }
    }
    direct.addAll(further);
    if (devices == null) {
      others();
    }
    return direct;
  }

  /** What asks for routes of other tables, and these. */
  private void others() throws NetlinkException {
    NetSurvey survey = live.netns().survey();
    Set<String> others = new LinkedHashSet<>();
    for (Rule rule : survey.rules().rows()) {
      if (!rule.isForAll() || !USUAL.contains(rule.tableWord())) {
        others.add("rules that say which table of routes is asked");
      }
    }
    for (Route route : survey.routes().rows()) {
      if (route.table() != Route.MAIN) {
        others.add("routes of table " + route.tableWord());
      }
    }
    others.forEach(what -> notes.add("not here: " + live.netns().word() + ": " + what));
  }

  private Topology.@Nullable Route read(Route route, @Nullable Hop hop, String device) {
    boolean blackhole = route.type() == Route.BLACKHOLE;
    boolean known = blackhole || (route.type() == Route.UNICAST && hop != null);
    boolean learnt = route.protocol() == LEARNT || route.protocol() == DHCP;
    boolean wrapped = hop != null && !hop.encapsulation().isEmpty();
    if (!known || learnt || wrapped || route.tos() != 0 || !route.source().isAll()) {
      String why = learnt ? ", which is learnt (" + route.protocolWord() + ")" : "";
      notes.add("not here: " + text(route) + why);
      return null;
    }
    if (route.preferredSource() != null || route.mtu() != 0) {
      notes.add("here without its source and MTU: " + text(route));
    }
    boolean v6 = route.destination().address().v6();
    boolean usual = v6 && route.metric() == USUAL_V6;
    long metric = usual ? 0 : route.metric();
    Ip via = blackhole || hop == null ? null : hop.gateway();
    return new Topology.Route(route.destination(), via, blackhole ? "" : device, metric, blackhole);
  }

  private String text(Route route) {
    String what = route.type() == Route.UNICAST ? "" : route.typeWord() + " ";
    return live.netns().word() + ": route " + what + Words.text(route.destination());
  }
}
