package dev.nsjava.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What there is in a network namespace; of many it is read at once. */
public final class Live {

  /** {@code RTPROT_KERNEL}. */
  private static final int BY_THE_KERNEL = 2;

  /** How many rows of each there may be in one. */
  private static final int MOST = 20_000;

  private final Netns netns;
  private final Map<String, Link> links = new LinkedHashMap<>();
  private final List<Address> addresses;
  private final List<Route> routes;

  private Live(Netns netns, List<Link> links, List<Address> addresses, List<Route> routes) {
    this.netns = netns;
    this.addresses = addresses;
    this.routes = routes;
    links.forEach(link -> this.links.put(link.name(), link));
  }

  /** Where it is. */
  public Netns netns() {
    return netns;
  }

  /** All links, in the order of their indexes. */
  public Collection<Link> links() {
    return links.values();
  }

  /** All addresses. */
  public List<Address> addresses() {
    return addresses;
  }

  /** The routes of the table main, but for those that the kernel makes by itself. */
  public List<Route> routes() {
    return routes;
  }

  /** A link by its name, or null. */
  public @Nullable Link link(String name) {
    return links.get(name);
  }

  /** A link by its name, or else by another that it goes by; or null. */
  public @Nullable Link called(String name) {
    Link named = links.get(name);
    if (named != null) {
      return named;
    }
    for (Link link : links.values()) {
      if (link.altnames().contains(name)) {
        return link;
      }
    }
    return null;
  }

  /** Collects rows. */
  private static final class Column<T> implements Dump {

    private final Netns netns;
    private final Request request;
    private final Rows.Reader<T> reader;
    private final List<T> rows = new ArrayList<>();

    Column(Netns netns, Request request, Rows.Reader<T> reader) {
      this.netns = netns;
      this.request = request;
      this.reader = reader;
    }

    @Override
    public void restart() {
      rows.clear();
    }

    @Override
    public void add(Message message) throws NetlinkException {
      T row = reader.read(message);
      if (row != null) {
        rows.add(row);
      }
      if (rows.size() > MOST) {
        throw NetlinkException.failed("there are more than " + MOST + " in one network namespace");
      }
    }
  }

  /** One that is not looked into: as if it were empty. */
  public static Live unseen(Netns netns) {
    return new Live(netns, List.of(), List.of(), List.of());
  }

  /** Looks into namespaces. */
  public static List<Live> of(NetSession session, List<Netns> namespaces) throws NetlinkException {
    List<Column<Link>> links = new ArrayList<>();
    List<Column<Address>> addresses = new ArrayList<>();
    List<Column<Route>> routes = new ArrayList<>();
    List<Column<Route>> routes6 = new ArrayList<>();
    for (Netns netns : namespaces) {
      links.add(new Column<>(netns, Link.request(), Link::of));
      addresses.add(new Column<>(netns, Address.request(), Address::of));
      routes.add(routes(netns, Ip.AF_INET));
      routes6.add(routes(netns, Ip.AF_INET6));
    }
    dump(session, links);
    dump(session, addresses);
    dump(session, routes);
    dump(session, routes6);
    List<Live> all = new ArrayList<>();
    for (int i = 0; i < namespaces.size(); i++) {
      List<Route> both = routes.get(i).rows;
      both.addAll(routes6.get(i).rows);
      all.add(new Live(namespaces.get(i), links.get(i).rows, addresses.get(i).rows, both));
    }
    return all;
  }

  /** What is written on {@code lo} of each. */
  public static List<String> aliases(NetSession session, List<Netns> namespaces)
      throws NetlinkException {
    List<Exchange.Call> finding = new ArrayList<>();
    for (Netns netns : namespaces) {
      finding.add(netns.route().calling(LinkRequests.find("lo"), 0));
    }
    Exchange.holdAll(session.calls(), finding);
    List<String> aliases = new ArrayList<>();
    for (Exchange.Call found : finding) {
      Link loopback = found.isDone() ? Netns.made(found) : null;
      aliases.add(loopback == null ? "" : loopback.alias());
    }
    return aliases;
  }

  private static Column<Route> routes(Netns netns, int family) {
    Rows.Reader<Route> reader =
        message -> {
          Route route = Route.of(message, family, Route.MAIN);
          return route == null || route.protocol() == BY_THE_KERNEL ? null : route;
        };
    return new Column<>(netns, Route.request(family, Route.MAIN), reader);
  }

  /** One of each namespace: a socket dumps one thing at a time. */
  private static <T> void dump(NetSession session, List<Column<T>> columns)
      throws NetlinkException {
    List<Exchange.Listing> dumps = new ArrayList<>();
    for (Column<T> column : columns) {
      dumps.add(column.netns.route().listing(column.request, column));
    }
    Exchange.holdAll(session.calls(), dumps);
    for (Exchange.Listing dump : dumps) {
      dump.finish();
    }
  }
}
