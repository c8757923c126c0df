package dev.nsjava.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A VLAN that a port of a bridge is in, see bridge(8). It counts if the bridge filters VLANs.
 *
 * @param id 1 to 4094
 * @param own whether packets that have no tag belong to it
 * @param untagged whether packets leave the port without their tag
 */
public record PortVlan(int id, boolean own, boolean untagged) {

  /** The one that the kernel puts each new port into. */
  public static final PortVlan FIRST = new PortVlan(1, true, true);

  private static final int RTM_NEWLINK = 16;
  private static final int RTM_DELLINK = 17;
  private static final int RTM_GETLINK = 18;
  private static final int RTM_SETLINK = 19;
  private static final int AF_BRIDGE = 7;
  private static final int HEADER = 16;
  private static final int IFLA_AF_SPEC = 26;
  private static final int IFLA_EXT_MASK = 29;
  private static final int RTEXT_FILTER_BRVLAN = 2;
  private static final int IFLA_BRIDGE_VLAN_INFO = 2;
  private static final int PVID = 2;
  private static final int UNTAGGED = 4;

  /**
   * Puts a port into one VLAN, untagged, and takes it out of all others.
   *
   * @param index of the port
   * @param port its name, for messages
   * @param id 1 to 4094
   * @param has those that it is in, {@link #FIRST} if it is new
   */
  public static List<Request> access(int index, String port, int id, List<PortVlan> has) {
    List<Request> requests = new ArrayList<>();
    requests.add(add(index, port, new PortVlan(id, true, true)));
    for (PortVlan vlan : has) {
      if (vlan.id != id) {
        requests.add(delete(index, port, vlan.id));
      }
    }
    return requests;
  }

  /** Puts a port into a VLAN. */
  public static Request add(int index, String port, PortVlan vlan) {
    int flags = (vlan.own ? PVID : 0) | (vlan.untagged ? UNTAGGED : 0);
    return request("put port '" + port + "' into", RTM_SETLINK, index, flags, vlan.id);
  }

  /** Takes a port out of a VLAN; it need not be in it. */
  public static Request delete(int index, String port, int id) {
    return request("take port '" + port + "' out of", RTM_DELLINK, index, 0, id);
  }

  private static Request request(String doing, int type, int index, int flags, int id) {
    Request request = new Request("cannot " + doing + " VLAN " + id, type, 0);
    return request
        .when("EOPNOTSUPP", "this kernel's bridges have no VLAN filtering")
        .u8(AF_BRIDGE)
        .zeros(3)
        .u32(index)
        .u32(0)
        .u32(0)
        .nest(IFLA_AF_SPEC)
        .u16(Attributes.HEADER + 2 * Short.BYTES)
        .u16(IFLA_BRIDGE_VLAN_INFO)
        .u16(flags)
        .u16(id)
        .end();
  }

  /** Those of all ports of a namespace, and of the bridges, by their indexes. */
  public static Map<Integer, List<PortVlan>> all(Netns netns) throws NetlinkException {
    Request request =
        new Request("cannot list VLANs", RTM_GETLINK, Request.DUMP)
            .u8(AF_BRIDGE)
            .zeros(HEADER - 1)
            .attribute32(IFLA_EXT_MASK, RTEXT_FILTER_BRVLAN);
    Map<Integer, List<PortVlan>> all = new TreeMap<>();
    Rows<Boolean> rows = new Rows<>();
    rows.dump(netns.route(), request, message -> read(message, all) ? Boolean.TRUE : null);
    rows.listing().whole();
    return all;
  }

  /** Reads those of a link. */
  static boolean read(Message message, Map<Integer, List<PortVlan>> into) throws NetlinkException {
    if (message.type() != RTM_NEWLINK || message.body().u8(0) != AF_BRIDGE) {
      return false;
    }
    List<PortVlan> vlans = new ArrayList<>();
    Attributes spec = message.attributes(HEADER).nest(IFLA_AF_SPEC);
    for (Bytes info : spec.all(IFLA_BRIDGE_VLAN_INFO)) {
      int flags = info.u16(0);
      vlans.add(new PortVlan(info.u16(2), (flags & PVID) != 0, (flags & UNTAGGED) != 0));
    }
    into.put(message.body().s32(4), vlans);
    return true;
  }
}
