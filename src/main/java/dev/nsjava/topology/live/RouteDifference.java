package dev.nsjava.topology.live;

import dev.nsjava.net.Hop;
import dev.nsjava.net.Link;
import dev.nsjava.net.Live;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.NewRoute;
import dev.nsjava.net.Request;
import dev.nsjava.net.Route;
import dev.nsjava.net.RouteRequests;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Routes that a namespace of a topology lacks, or has too many. Those of the host are added only.
 */
final class RouteDifference {

  /** {@code RTPROT_STATIC}: what we make. */
  private static final int STATIC = 4;

  /** What IPv6 takes for no metric. */
  private static final long USUAL = 1024;

  private final Topology.Namespace namespace;
  private final @Nullable Live live;
  private final Set<Integer> goneIndexes;
  private final List<String> lines;
  private Set<Integer> shaken = Set.of();

  /**
   * Those of a namespace.
   *
   * @param live what there is, or null
   * @param goneIndexes of links that are taken away, whose routes go with them
   * @param lines what is told
   */
  RouteDifference(
      Topology.Namespace namespace,
      @Nullable Live live,
      Set<Integer> goneIndexes,
      List<String> lines) {
    this.namespace = namespace;
    this.live = live;
    this.goneIndexes = goneIndexes;
    this.lines = lines;
  }

  /** Says by which links the kernel may take away routes that are to stay: they are put back. */
  RouteDifference shakenBy(Set<Integer> indexes) {
    shaken = indexes;
    return this;
  }

  void into(Supplier<Work> work) {
    List<Topology.Route> missing = new ArrayList<>(namespace.routes());
    if (live != null) {
      for (Route route : live.routes()) {
        remove(route, missing, live, work);
      }
    }
    for (Topology.Route route : missing) {
      lines.add("+ route " + text(route) + " in " + namespace.name());
      work.get()
          .route(
              indexes -> added(route, indexes),
              live == null ? null : indexes -> RouteRequests.delete(wanted(route, indexes)));
    }
  }

  private void remove(Route route, List<Topology.Route> missing, Live there, Supplier<Work> work) {
    for (Hop hop : route.hops()) {
      if (goneIndexes.contains(hop.index())) {
        return;
      }
    }
    for (Iterator<Topology.Route> left = missing.iterator(); left.hasNext(); ) {
      Topology.Route wanted = left.next();
      if (isAlike(wanted, route, there)) {
        left.remove();
        if (!route.hops().isEmpty() && shaken.contains(route.hops().getFirst().index())) {
          work.get().route(indexes -> added(wanted, indexes).nothing("EEXIST"), null);
        }
        return;
      }
    }
    if (route.protocol() != STATIC || namespace.name().equals(Topology.HOST)) {
      return;
    }
    NewRoute old = existing(route);
    lines.add("- route " + old.text() + " in " + namespace.name());
    work.get()
        .remove(
            indexes -> RouteRequests.delete(old).nothing("ESRCH"),
            indexes -> RouteRequests.add(old));
  }

  private static NewRoute existing(Route route) {
    Hop hop = route.hops().isEmpty() ? null : route.hops().getFirst();
    return new NewRoute(
        route.destination(),
        hop == null ? null : hop.gateway(),
        hop == null ? 0 : hop.index(),
        route.metric(),
        route.type(),
        Route.MAIN);
  }

  private static boolean isAlike(Topology.Route wanted, Route route, Live live) {
    boolean v6 = wanted.destination().address().v6();
    long metric = wanted.metric() == 0 && v6 ? USUAL : wanted.metric();
    boolean alike = wanted.destination().equals(route.destination()) && metric == route.metric();
    if (wanted.blackhole() || route.hops().size() != 1) {
      return alike && wanted.blackhole() && route.type() == Route.BLACKHOLE;
    }
    Hop hop = route.hops().getFirst();
    boolean via = wanted.via() == null ? hop.gateway() == null : wanted.via().equals(hop.gateway());
    Link link = wanted.device().isEmpty() ? null : live.link(wanted.device());
    boolean device = wanted.device().isEmpty() || (link != null && link.index() == hop.index());
    return alike && via && device && route.type() == Route.UNICAST;
  }

  private static Request added(Topology.Route route, Work.Indexes indexes) throws NetlinkException {
    return RouteRequests.add(wanted(route, indexes));
  }

  private static NewRoute wanted(Topology.Route route, Work.Indexes indexes)
      throws NetlinkException {
    int index = route.device().isEmpty() ? 0 : indexes.of(route.device());
    int type = route.blackhole() ? Route.BLACKHOLE : Route.UNICAST;
    return new NewRoute(route.destination(), route.via(), index, route.metric(), type, Route.MAIN);
  }

  private static String text(Topology.Route route) {
    String destination =
        route.destination().isAll() ? "default" : Difference.text(route.destination());
    if (route.blackhole()) {
      return destination + " blackhole";
    }
    return destination
        + (route.via() == null ? "" : " via " + route.via().text())
        + (route.device().isEmpty() ? "" : " dev " + route.device());
  }
}
