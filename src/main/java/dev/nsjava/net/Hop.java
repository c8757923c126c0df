package dev.nsjava.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next step of packets on a route.
 *
 * @param gateway who takes them on, of either family; null if they have arrived
 * @param index of the interface they leave by, or 0
 * @param weight its share among the hops of a route, 1 to 256
 * @param flags {@code RTNH_F_*}
 * @param encapsulation what the packets are wrapped in, {@code mpls} or {@code ip}, say, or nothing
 */
public record Hop(@Nullable Ip gateway, int index, int weight, long flags, String encapsulation) {

  /** Of {@code struct rtnexthop}: length, flags, weight less one, index. */
  private static final int HEADER = 8;

  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_VIA = 18;
  private static final int RTA_ENCAP_TYPE = 21;

  /** {@code LWTUNNEL_ENCAP_*}. */
  private static final List<String> ENCAPSULATIONS =
      List.of("", "mpls", "ip", "ila", "ip6", "seg6", "bpf", "seg6local", "rpl", "ioam6", "xfrm");

  private static final List<String> FLAGS =
      List.of("dead", "pervasive", "onlink", "offload", "linkdown", "unresolved", "trap");

  /**
   * Those of a route.
   *
   * @param flags the route's, which are those of its only hop
   */
  static List<Hop> all(Attributes route, long flags) throws NetlinkException {
    Bytes several = route.find(RTA_MULTIPATH);
    if (several != null) {
      return all(several);
    }
    int index = route.s32(RTA_OIF, 0);
    Ip gateway = gateway(route);
    String wrapped = encapsulation(route);
    return index == 0 && gateway == null && wrapped.isEmpty()
        ? List.of()
        : List.of(new Hop(gateway, index, 1, flags & (1L << FLAGS.size()) - 1, wrapped));
  }

  private static List<Hop> all(Bytes several) throws NetlinkException {
    List<Hop> hops = new ArrayList<>();
    int at = 0;
    while (several.length() - at >= HEADER) {
      int length = several.u16(at);
      if (length < HEADER || length > several.length() - at) {
        throw NetlinkException.malformed("hop of " + length + " bytes");
      }
      Bytes hop = several.part(at, length);
      Attributes attributes = Attributes.of(hop.from(HEADER));
      Ip gateway = gateway(attributes);
      String wrapped = encapsulation(attributes);
      hops.add(new Hop(gateway, hop.s32(4), hop.u8(3) + 1, hop.u8(2), wrapped));
      at += Attributes.aligned(length);
    }
    return hops;
  }

  private static String encapsulation(Attributes attributes) throws NetlinkException {
    Bytes type = attributes.find(RTA_ENCAP_TYPE);
    return type == null || type.u16(0) == 0 ? "" : Words.of(type.u16(0), ENCAPSULATIONS);
  }

  /** A gateway of the other family comes with its family. */
  private static @Nullable Ip gateway(Attributes attributes) throws NetlinkException {
    Bytes gateway = attributes.find(RTA_GATEWAY);
    if (gateway != null) {
      return Ip.of(gateway);
    }
    Bytes via = attributes.find(RTA_VIA);
    return via == null ? null : Ip.of(via.from(Short.BYTES));
  }

  /** {@code onlink}, {@code linkdown} and so on. */
  public List<String> flagWords() {
    return Words.ofFlags(flags, FLAGS);
  }
}
