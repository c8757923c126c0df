package dev.nsjava.net;

/** Makes routes and takes them away. */
public final class Routes {

  private Routes() {}

  /** Makes a route. */
  public static void add(Netns netns, NewRoute route) throws NetlinkException {
    String doing = "cannot add route " + route.text() + netns.place() + ": ";
    Request request =
        RouteRequests.add(route)
            .when("EEXIST", "a route to " + route.text() + " exists already" + netns.place())
            .when("ENETDOWN", doing + "the link is down: bring it up first");
    if (route.gateway() != null) {
      String far =
          doing
              + "the gateway "
              + route.gateway().text()
              + " is on no network of a link that is up";
      // IPv4, and IPv6, which has no words for it
      request.when("ENETUNREACH", far).when("EHOSTUNREACH", far);
    }
    netns.change(request);
  }

  /** Takes a route away: the first that is as said. */
  public static void delete(Netns netns, NewRoute route) throws NetlinkException {
    String none = "no such route" + netns.place() + ": " + route.text();
    netns.change(RouteRequests.delete(route).when("ESRCH", none));
  }
}
