package dev.nsjava.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Requests that make routes and take them away, see rtnetlink(7). */
public final class RouteRequests {

  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_DELROUTE = 25;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_TABLE = 15;
  private static final int RTA_VIA = 18;

  private static final int STATIC = 4;
  private static final int GLOBAL = 0;
  private static final int LINK = 253;
  private static final int NOWHERE = 255;
  private static final int LAST_SHORT_TABLE = 255;

  private RouteRequests() {}

  /** Makes a route, which is marked as an administrator's. */
  public static Request add(NewRoute route) {
    Request request = new Request("cannot add route " + route.text(), RTM_NEWROUTE, Request.CREATE);
    boolean near = route.gateway() == null && route.type() == Route.UNICAST;
    boolean v6 = route.destination().address().v6();
    return request(request, route, STATIC, near && !v6 ? LINK : GLOBAL);
  }

  /** Takes a route away: the first that is as said, whoever has made it. */
  public static Request delete(NewRoute route) {
    Request request = new Request("cannot delete route " + route.text(), RTM_DELROUTE, 0);
    return request(request, route, 0, NOWHERE);
  }

  private static Request request(Request request, NewRoute route, int protocol, int scope) {
    Prefix destination = route.destination();
    request
        .u8(destination.address().family())
        .u8(destination.length())
        .u8(0)
        .u8(0)
        .u8(route.table() <= LAST_SHORT_TABLE ? (int) route.table() : 0)
        .u8(protocol)
        .u8(scope)
        .u8(route.type())
        .u32(0);
    if (destination.length() > 0) {
      request.from("DEST").attribute(RTA_DST, destination.address().bytes());
    }
    if (route.gateway() != null) {
      gateway(request.from("--via"), route.gateway(), destination.address().v6());
    }
    if (route.index() != 0) {
      request.from("--dev").attribute32(RTA_OIF, route.index());
    }
    if (route.metric() != 0) {
      request.from("--metric").attribute32(RTA_PRIORITY, route.metric());
    }
    if (route.table() > LAST_SHORT_TABLE) {
      request.from("--table").attribute32(RTA_TABLE, route.table());
    }
    return request;
  }

  /** A gateway of the other family comes with its family. */
  private static void gateway(Request request, Ip gateway, boolean v6) {
    byte[] bytes = gateway.bytes();
    if (gateway.v6() == v6) {
      request.attribute(RTA_GATEWAY, bytes);
    } else {
      ByteBuffer via = ByteBuffer.allocate(Short.BYTES + bytes.length);
      via.order(ByteOrder.nativeOrder()).putShort((short) gateway.family()).put(bytes);
      request.attribute(RTA_VIA, via.array());
    }
  }
}
