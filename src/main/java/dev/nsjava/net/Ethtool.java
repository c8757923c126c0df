package dev.nsjava.net;

import java.util.List;

/**
 * What hardware does for a link, see the kernel's ethtool-netlink.rst: whether the sums of packets
 * are left to it. A pair of veth has none, and passes packets on without sums, which programs that
 * read packets themselves take for broken.
 */
public final class Ethtool implements AutoCloseable {

  private static final int GENL_ID_CTRL = 16;
  private static final int CTRL_CMD_GETFAMILY = 3;
  private static final int CTRL_ATTR_FAMILY_ID = 1;
  private static final int CTRL_ATTR_FAMILY_NAME = 2;
  private static final int HEADER = 4;

  private static final int FEATURES_GET = 11;
  private static final int FEATURES_SET = 12;
  private static final int FEATURES_HEADER = 1;
  private static final int FEATURES_WANTED = 3;
  private static final int FEATURES_ACTIVE = 4;
  private static final int HEADER_DEV_INDEX = 1;
  private static final int BITSET_BITS = 3;
  private static final int BIT = 1;
  private static final int BIT_NAME = 2;
  private static final int BIT_VALUE = 3;

  /** All that ethtool(8) calls {@code tx}. A link without one of them has it off. */
  private static final List<String> SUMS =
      List.of(
          "tx-checksum-ipv4",
          "tx-checksum-ip-generic",
          "tx-checksum-ipv6",
          "tx-checksum-fcoe-crc",
          "tx-checksum-sctp");

  private final Netlink netlink;
  private final int family;

  private Ethtool(Netlink netlink, int family) {
    this.netlink = netlink;
    this.family = family;
  }

  /** Opens that of a namespace. */
  public static Ethtool open(NetSession session, Netns netns) throws NetlinkException {
    Netlink netlink = session.socket(netns, Protocol.GENERIC);
    try {
      return new Ethtool(netlink, family(netlink));
    } catch (NetlinkException e) {
      netlink.close();
      throw e;
    }
  }

  private static int family(Netlink netlink) throws NetlinkException {
    String lacking = "this kernel lacks netlink for ethtool";
    Request request =
        new Request("cannot ask for ethtool", GENL_ID_CTRL, 0)
            .when("ENOENT", lacking)
            .u8(CTRL_CMD_GETFAMILY)
            .zeros(HEADER - 1)
            .text(CTRL_ATTR_FAMILY_NAME, "ethtool");
    for (Message answer : netlink.call(request)) {
      Bytes id = answer.attributes(HEADER).find(CTRL_ATTR_FAMILY_ID);
      if (id != null) {
        return id.u16(0);
      }
    }
    throw NetlinkException.failed(lacking);
  }

  /** Whether the sums of what leaves by a link are left to hardware. */
  public boolean leavesSums(int index, String link) throws NetlinkException {
    Request request = request("look at", link, FEATURES_GET, index);
    for (Message answer : netlink.call(request)) {
      for (Bytes bit : active(answer).all(BIT)) {
        if (SUMS.contains(Attributes.of(bit).text(BIT_NAME))) {
          return true; // only those that are on are told
        }
      }
    }
    return false;
  }

  private static Attributes active(Message answer) throws NetlinkException {
    return answer.attributes(HEADER).nest(FEATURES_ACTIVE).nest(BITSET_BITS);
  }

  /**
   * Leaves the sums of what leaves by a link to hardware, or has the kernel count them.
   *
   * @param index of the link
   * @param link its name, for messages
   */
  public void leaveSums(int index, String link, boolean leave) throws NetlinkException {
    Request request = request("set the offload of", link, FEATURES_SET, index);
    request.nest(FEATURES_WANTED).nest(BITSET_BITS);
    for (String name : SUMS) {
      request.nest(BIT).text(BIT_NAME, name);
      if (leave) {
        request.attribute(BIT_VALUE, new byte[0]);
      }
      request.end();
    }
    netlink.call(request.end().end());
  }

  private Request request(String doing, String link, int command, int index) {
    return new Request("cannot " + doing + " link '" + link + "'", family, 0)
        .u8(command)
        .u8(1)
        .u16(0)
        .nest(FEATURES_HEADER)
        .attribute32(HEADER_DEV_INDEX, index)
        .end();
  }

  @Override
  public void close() {
    netlink.close();
  }
}
