package dev.nsjava.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new link is, and what only its kind has, see ip-link(8). */
public interface LinkKind {

  /** What the kernel calls it: {@code vxlan}. */
  String word();

  /** The index of the link that it stands on, in the namespace of the socket; 0 for none. */
  default int parent() {
    return 0;
  }

  /** The other end of a pair, or null. */
  default @Nullable NewLink peer() {
    return null;
  }

  /** Writes what only it has. */
  default void data(Request request) {}

  /** What the module is called that has the kind, if it is not built in. */
  default String module() {
    return word();
  }

  /** Says what refusals mean. */
  default Request explain(Request request) {
    return request.when(
        "EOPNOTSUPP",
        "Unknown device type",
        "this kernel lacks " + word() + " links (module " + module() + ")");
  }

  /** Discards all packets. */
  record Dummy() implements LinkKind {

    @Override
    public String word() {
      return "dummy";
    }
  }

  /**
   * One end of a cable.
   *
   * @param peer the other; it cannot be made switched on
   */
  record Veth(NewLink peer) implements LinkKind {

    private static final int VETH_INFO_PEER = 1;

    @Override
    public String word() {
      return "veth";
    }

    @Override
    public void data(Request request) {
      request.nest(VETH_INFO_PEER);
      LinkRequests.header(request, 0, 0, 0);
      LinkRequests.attributes(request.from("--peer"), peer);
      request.end();
    }
  }

  /**
   * A switch.
   *
   * @param stp whether it speaks the spanning tree protocol; null as the kernel has it: no
   * @param vlanFiltering whether it looks at the tags of VLANs; null as the kernel has it: no
   */
  record Bridge(@Nullable Boolean stp, @Nullable Boolean vlanFiltering) implements LinkKind {

    private static final int IFLA_BR_STP_STATE = 5;
    private static final int IFLA_BR_VLAN_FILTERING = 7;

    @Override
    public String word() {
      return "bridge";
    }

    @Override
    public void data(Request request) {
      if (stp != null) {
        request.from("--stp").attribute32(IFLA_BR_STP_STATE, stp ? 1 : 0);
      }
      if (vlanFiltering != null) {
        request.from("--vlan-filtering").attribute8(IFLA_BR_VLAN_FILTERING, vlanFiltering ? 1 : 0);
      }
    }

    @Override
    public Request explain(Request request) {
      String lacking = "this kernel's bridges have no VLAN filtering (--vlan-filtering)";
      return vlanFiltering == null
          ? LinkKind.super.explain(request)
          : LinkKind.super.explain(request).when("EOPNOTSUPP", "", lacking);
    }
  }

  /**
   * Another hardware address of a link.
   *
   * @param mode one of {@link #MODES}, or nothing as the kernel has it: {@code vepa}
   */
  record Macvlan(int parent, String mode) implements LinkKind {

    /** The words for {@code MACVLAN_MODE_*}, bit 0 first. */
    public static final List<String> MODES = List.of("private", "vepa", "bridge", "passthru");

    private static final int IFLA_MACVLAN_MODE = 1;

    @Override
    public String word() {
      return "macvlan";
    }

    @Override
    public void data(Request request) {
      if (!mode.isEmpty()) {
        request.from("--mode").attribute32(IFLA_MACVLAN_MODE, 1L << MODES.indexOf(mode));
      }
    }
  }

  /**
   * A link that shares the hardware address of another.
   *
   * @param mode one of {@link #MODES}, or nothing as the kernel has it: {@code l3}
   */
  record Ipvlan(int parent, String mode) implements LinkKind {

    /** The words for {@code IPVLAN_MODE_*}, from 0. */
    public static final List<String> MODES = List.of("l2", "l3", "l3s");

    private static final int IFLA_IPVLAN_MODE = 1;

    @Override
    public String word() {
      return "ipvlan";
    }

    @Override
    public void data(Request request) {
      if (!mode.isEmpty()) {
        request.from("--mode").attribute16(IFLA_IPVLAN_MODE, MODES.indexOf(mode));
      }
    }
  }

  /**
   * The packets of a link that have a tag.
   *
   * @param id the tag, 0 to 4094
   */
  record Vlan(int parent, int id) implements LinkKind {

    private static final int IFLA_VLAN_ID = 1;

    @Override
    public String word() {
      return "vlan";
    }

    @Override
    public String module() {
      return "8021q";
    }

    @Override
    public void data(Request request) {
      request.from("--id").attribute16(IFLA_VLAN_ID, id);
    }
  }

  /**
   * A tunnel of Ethernet through UDP.
   *
   * @param under the index of the link that its packets leave by, in the namespace that it is made
   *     in; 0 for any
   * @param id of the network in it, 0 to 2^24-1
   * @param local the address that its packets come from, or null
   * @param remote the address that they go to, of another machine or of a group, or null
   * @param port of UDP, 1 to 65535
   */
  record Vxlan(int under, long id, @Nullable Ip local, @Nullable Ip remote, int port)
      implements LinkKind {

    /** The port that IANA has given it. */
    public static final int PORT = 4789;

    private static final int IFLA_VXLAN_ID = 1;
    private static final int IFLA_VXLAN_GROUP = 2;
    private static final int IFLA_VXLAN_LINK = 3;
    private static final int IFLA_VXLAN_LOCAL = 4;
    private static final int IFLA_VXLAN_PORT = 15;
    private static final int IFLA_VXLAN_GROUP6 = 16;
    private static final int IFLA_VXLAN_LOCAL6 = 17;

    @Override
    public String word() {
      return "vxlan";
    }

    @Override
    public void data(Request request) {
      request.from("--id").attribute32(IFLA_VXLAN_ID, id);
      if (remote != null) {
        int type = remote.v6() ? IFLA_VXLAN_GROUP6 : IFLA_VXLAN_GROUP;
        request.from(remote.isMulticast() ? "--group" : "--remote").attribute(type, remote.bytes());
      }
      if (local != null) {
        int type = local.v6() ? IFLA_VXLAN_LOCAL6 : IFLA_VXLAN_LOCAL;
        request.from("--local").attribute(type, local.bytes());
      }
      if (under != 0) {
        request.from("--link").attribute32(IFLA_VXLAN_LINK, under);
      }
      request.from("--port").attributeBe16(IFLA_VXLAN_PORT, port);
    }
  }
}
