package dev.nsjava.net;

import dev.nsjava.net.BoundSocket.Kind;
import dev.nsjava.sys.SystemCalls;
import java.util.List;

/**
 * What there is in the network namespace of the calling thread. Nothing is changed, and nothing
 * fails: a listing says itself why it is not whole.
 */
public final class NetSurvey {

  private static final List<Integer> FAMILIES = List.of(Ip.AF_INET, Ip.AF_INET6);
  private static final List<Kind> INTERNET = List.of(Kind.TCP, Kind.UDP, Kind.RAW);

  private final SystemCalls calls;

  /** A survey, which keeps nothing open. */
  public NetSurvey(SystemCalls calls) {
    this.calls = calls;
  }

  /** The interfaces. */
  public NetListing<Link> links() {
    return new Rows<>(Link::lines).dump(calls, Protocol.ROUTE, Link.request(), Link::of).listing();
  }

  /** The addresses of all interfaces. */
  public NetListing<Address> addresses() {
    return new Rows<Address>()
        .dump(calls, Protocol.ROUTE, Address.request(), Address::of)
        .listing();
  }

  /**
   * The routes of all tables but {@link Route#LOCAL}, IPv4's first: that one says again what the
   * addresses say.
   */
  public NetListing<Route> routes() {
    return routes(Route.ALL);
  }

  /**
   * The routes of a table, IPv4's first.
   *
   * @param table {@link Route#MAIN}, say, or {@link Route#ALL}, which leaves out LOCAL
   */
  public NetListing<Route> routes(long table) {
    Rows<Route> rows = new Rows<>(Route::lines);
    for (int family : FAMILIES) {
      Request request = Route.request(family, table);
      rows.dump(calls, Protocol.ROUTE, request, message -> Route.of(message, family, table));
    }
    return rows.listing();
  }

  /** The rules that say which table is asked, IPv4's first. */
  public NetListing<Rule> rules() {
    Rows<Rule> rows = new Rows<>();
    for (int family : FAMILIES) {
      Request request = Rule.request(family);
      rows.dump(calls, Protocol.ROUTE, request, message -> Rule.of(message, family));
    }
    return rows.listing();
  }

  /** The sockets that wait to be spoken to. */
  public NetListing<BoundSocket> sockets() {
    Rows<BoundSocket> rows = new Rows<>();
    for (Kind kind : INTERNET) {
      for (int family : FAMILIES) {
        Request request = InetSockets.request(kind, family);
        Rows.Reader<BoundSocket> reader = message -> InetSockets.of(message, kind);
        if (kind == Kind.RAW) {
          rows.dump(calls, Protocol.SOCK_DIAG, request, reader, () -> RawSockets.read(family));
        } else {
          rows.dump(calls, Protocol.SOCK_DIAG, request, reader);
        }
      }
    }
    rows.dump(calls, Protocol.SOCK_DIAG, PacketSockets.request(), PacketSockets::of);
    rows.dump(calls, Protocol.SOCK_DIAG, UnixSockets.request(), UnixSockets::of);
    return rows.listing();
  }

  /** The tables of nftables. Nothing is said of them without CAP_NET_ADMIN there. */
  public NetListing<NftTable> tables() {
    try (Netlink netlink = Netlink.open(calls, Protocol.NETFILTER)) {
      return NftSurvey.read(netlink);
    } catch (NetlinkException e) {
      return new NetListing<>(List.of(), 0, List.of(String.valueOf(e.getMessage())));
    }
  }
}
