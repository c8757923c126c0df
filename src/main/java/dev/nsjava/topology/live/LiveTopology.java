package dev.nsjava.topology.live;

import dev.nsjava.net.Address;
import dev.nsjava.net.Forwarding;
import dev.nsjava.net.Link;
import dev.nsjava.net.Live;
import dev.nsjava.net.LivePeers;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.NetnsNames;
import dev.nsjava.net.NftTable;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Mark;
import dev.nsjava.topology.Networks;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.TopologyException;
import dev.nsjava.topology.Words;
import dev.nsjava.topology.file.TopologyFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is, as a file would ask for it: the network namespaces with names and what connects
 * them with each other and with the host. The host's hardware is no part of it. What a file has no
 * words for, and what is not looked at, is noted.
 *
 * @param notes a line each
 */
public record LiveTopology(Topology topology, List<String> notes) {

  /**
   * Looks at all that there is.
   *
   * @param name of the topology
   * @param drawn for a picture, which has more than a file could make: namespaces that only
   *     processes hold, names of any kind, bridges that are called alike, ends whose other is not
   *     seen
   */
  public static LiveTopology all(NetSession session, String name, boolean drawn)
      throws NetlinkException {
    return of(session, name, drawn, null);
  }

  /**
   * Looks at what has the mark of a topology; what cannot be seen is as the file has it that it was
   * made from, where that is known.
   *
   * @throws TopologyException if nothing has it
   */
  public static LiveTopology marked(NetSession session, String name) throws IOException {
    State state = new State(name);
    LiveTopology live = of(session, name, false, new Mark(name));
    if (live.topology.namespaces().isEmpty()
        && live.topology.bridges().isEmpty()
        && live.topology.links().isEmpty()) {
      throw new TopologyException("no topology '" + name + "' is up");
    }
    String text = state.text();
    if (text == null) {
      return live;
    }
    List<String> notes = new ArrayList<>(live.notes);
    notes.add("rules, processes, DNS, sysctls and checks are those of the file that made it");
    Topology file = TopologyFile.read(Mark.DIRECTORY + "/" + name, text);
    return new LiveTopology(Remembered.with(live.topology, file), notes);
  }

  private static LiveTopology of(
      NetSession session, String name, boolean drawn, @Nullable Mark mark) throws NetlinkException {
    List<String> notes = new ArrayList<>();
    List<Netns> found = new ArrayList<>(namespaces(session, drawn, notes));
    if (drawn) {
      found.addAll(Unnamed.find(session, found));
    }
    List<Live> all = Live.of(session, found);
    List<Live> wanted = new ArrayList<>();
    for (Live live : all) {
      boolean host = live.netns() == session.host();
      if (mark == null || host || alias(live).equals(mark.alias())) {
        wanted.add(live);
      }
    }
    LiveLinks links = new LiveLinks(session, new LivePeers(all), wanted, mark, drawn, notes);
    links.read();
    Map<String, Topology.Namespace> namespaces = new LinkedHashMap<>();
    for (Live live : wanted) {
      boolean host = live.netns() == session.host();
      List<Topology.Route> routes =
          new LiveRoutes(live, host ? links.ofHost() : null, notes).read();
      boolean hidden = live.netns().word().equals(name + Topology.FABRIC);
      if (!hidden && !(host && routes.isEmpty())) {
        Topology.Namespace namespace = namespace(session, live, routes, mark, notes);
        namespaces.put(namespace.name(), namespace);
      }
    }
    return new LiveTopology(
        new Topology(name, true, namespaces, links.bridges(), links.links(), List.of()), notes);
  }

  /** The host first, then those with names, in their order; for a file those that it can have. */
  private static List<Netns> namespaces(NetSession session, boolean drawn, List<String> notes)
      throws NetlinkException {
    List<String> names = new ArrayList<>();
    List<String> all = new ArrayList<>(NetnsNames.all());
    all.sort(null);
    for (String name : all) {
      if ((drawn || Words.isNamespace(name)) && !name.equals(Topology.HOST)) {
        names.add(name);
      } else {
        notes.add("not here: network namespace '" + name + "', whose name no file can have");
      }
    }
    List<Netns> found = new ArrayList<>(List.of(session.host()));
    for (@Nullable Netns netns : session.named(names)) {
      if (netns != null) {
        found.add(netns);
      }
    }
    List<Netns> distinct = LivePeers.distinct(found);
    for (Netns netns : found) {
      if (!distinct.contains(netns)) {
        notes.add("not here: the name '" + netns.word() + "', one of several of a namespace");
      }
    }
    return distinct;
  }

  private static String alias(Live live) {
    for (Link link : live.links()) {
      if (link.name().equals("lo")) {
        return link.alias();
      }
    }
    return "";
  }

  private static Topology.Namespace namespace(
      NetSession session,
      Live live,
      List<Topology.Route> routes,
      @Nullable Mark mark,
      List<String> notes)
      throws NetlinkException {
    String name = live.netns().word();
    boolean host = live.netns() == session.host();
    boolean v4 = !host && new Forwarding(session, live.netns(), false).isOn();
    boolean v6 = !host && new Forwarding(session, live.netns(), true).isOn();
    if (v4 != v6) {
      notes.add(name + " forwards IPv" + (v4 ? 4 : 6) + " alone; here it forwards both");
    }
    for (NftTable table : host ? List.<NftTable>of() : live.netns().survey().tables().rows()) {
      if (mark == null || !table.name().equals(Rules.table(mark.name()))) {
        notes.add("not here: nftables of " + name + ": table " + table.name());
      }
    }
    return new Topology.Namespace(
        name,
        host ? List.of() : loopback(live),
        routes,
        v4 || v6,
        List.of(),
        List.of(),
        null,
        "",
        null,
        Map.of(),
        List.of(),
        List.of());
  }

  private static List<Prefix> loopback(Live live) {
    List<Prefix> addresses = new ArrayList<>();
    for (Link link : live.links()) {
      for (Address address : live.addresses()) {
        if (link.name().equals("lo")
            && address.index() == link.index()
            && !Networks.isLocal(address.local().address())) {
          addresses.add(address.local());
        }
      }
    }
    return addresses;
  }
}
