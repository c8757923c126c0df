package dev.nsjava.net;

import java.util.List;

/** What a link has because of its kind, in words, so that it can be compared. */
public final class LinkSettings {

  private static final int IFLA_BR_STP_STATE = 5;
  private static final int IFLA_BR_VLAN_FILTERING = 7;
  private static final int IFLA_VLAN_ID = 1;
  private static final int IFLA_VXLAN_ID = 1;
  private static final int IFLA_VXLAN_GROUP = 2;
  private static final int IFLA_VXLAN_GROUP6 = 16;
  private static final int IFLA_MODE = 1;
  private static final int IFLA_TUN_TYPE = 3;

  /** {@code IFF_TUN}, see linux/if_tun.h. */
  private static final int TUN = 1;

  private LinkSettings() {}

  /** Those of a link, or nothing of a kind that has none, or none that a file can ask for. */
  static String of(String kind, Attributes data) throws NetlinkException {
    return switch (kind) {
      case "bridge" ->
          bridge(data.u32(IFLA_BR_STP_STATE, 0) != 0, data.u8(IFLA_BR_VLAN_FILTERING, 0) != 0);
      case "vlan" -> id(u16(data, IFLA_VLAN_ID));
      case "vxlan" -> vxlan(data);
      case "macvlan" ->
          mode(word(LinkKind.Macvlan.MODES, Long.numberOfTrailingZeros(data.u32(IFLA_MODE, 0))));
      case "tun" -> tun(data.u8(IFLA_TUN_TYPE, TUN) == TUN);
      case "ipvlan" -> mode(word(LinkKind.Ipvlan.MODES, u16(data, IFLA_MODE)));
      default -> "";
    };
  }

  private static int u16(Attributes data, int type) throws NetlinkException {
    Bytes value = data.find(type);
    return value == null ? 0 : value.u16(0);
  }

  private static String word(List<String> words, int index) {
    return index < words.size() ? words.get(index) : "";
  }

  private static String vxlan(Attributes data) throws NetlinkException {
    Bytes v4 = data.find(IFLA_VXLAN_GROUP);
    Bytes remote = v4 == null ? data.find(IFLA_VXLAN_GROUP6) : v4;
    String id = id((int) data.u32(IFLA_VXLAN_ID, 0));
    return remote == null ? id : remote(id, Ip.of(remote));
  }

  /** Of a bridge. */
  public static String bridge(boolean stp, boolean vlans) {
    return (stp ? "stp on" : "stp off") + (vlans ? ", vlans" : "");
  }

  /** Of vlan, or of vxlan without {@link #remote}. */
  public static String id(int id) {
    return "id " + id;
  }

  /** Of vxlan. */
  public static String remote(String id, Ip remote) {
    return id + ", remote " + remote.text();
  }

  /** Of tun and tap, which are one kind. */
  public static String tun(boolean packets) {
    return packets ? "tun" : "tap";
  }

  /** Of macvlan and ipvlan. */
  public static String mode(String mode) {
    return mode.isEmpty() ? "" : "mode " + mode;
  }
}
