package dev.nsjava.cli;

import dev.nsjava.net.Ip;
import dev.nsjava.net.LinkKind;
import dev.nsjava.net.LinkName;
import dev.nsjava.net.Links;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.NewLink;
import dev.nsjava.net.Undo;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of {@code net link add} that say what is made, read and checked. */
final class NetLinkOptions {

  static final NetOption[] ADD = {
    NetOption.LINK_TYPE, NetOption.NETNS, NetOption.PEER, NetOption.PEER_NETNS, NetOption.MASTER,
    NetOption.NEW_MTU, NetOption.MAC, NetOption.ALIAS, NetOption.NEW_UP, NetOption.STP,
    NetOption.VLAN_FILTERING, NetOption.LINK, NetOption.LINK_NETNS, NetOption.MODE, NetOption.ID,
    NetOption.LOCAL, NetOption.REMOTE, NetOption.GROUP, NetOption.PORT
  };

  private static final long LAST_VLAN = 4094;
  private static final long LAST_VXLAN = (1 << 24) - 1;
  private static final long LAST_PORT = 65535;

  /** The types, and which of the options each has; a type's first ones are needed. */
  private enum Type {
    VETH(1, NetOption.PEER, NetOption.PEER_NETNS),
    BRIDGE(0, NetOption.STP, NetOption.VLAN_FILTERING),
    MACVLAN(1, NetOption.LINK, NetOption.LINK_NETNS, NetOption.MODE),
    IPVLAN(1, NetOption.LINK, NetOption.LINK_NETNS, NetOption.MODE),
    VLAN(2, NetOption.LINK, NetOption.ID, NetOption.LINK_NETNS),
    VXLAN(
        1,
        NetOption.ID,
        NetOption.LINK,
        NetOption.LINK_NETNS,
        NetOption.LOCAL,
        NetOption.REMOTE,
        NetOption.GROUP,
        NetOption.PORT),
    DUMMY(0),
    TUN(0),
    TAP(0);

    private final int needed;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final List<NetOption> options;

    Type(int needed, NetOption... options) {
      this.needed = needed;
      this.options = List.of(options);
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Type of(@Nullable String word) {
      if (word == null) {
        throw new ArgumentException("--type is missing");
      }
      for (Type type : values()) {
        if (type.word().equals(word)) {
          return type;
        }
      }
      throw new ArgumentException(
          "unknown type of link: '" + word + "': " + String.join(", ", types()));
    }
  }

  /** The words for the types. */
  static List<String> types() {
    return Arrays.stream(Type.values()).map(Type::word).toList();
  }

  private final NetWords words;
  private final Type type;
  private final String mode;
  private final long id;
  private final int port;
  private final @Nullable Ip local;
  private final @Nullable Ip remote;

  NetLinkOptions(NetWords words) throws NetlinkException {
    this.words = words;
    type = Type.of(words.value(NetOption.LINK_TYPE));
    checkOptions();
    words.oneOf(NetOption.REMOTE, NetOption.GROUP);
    if (type == Type.VETH) {
      LinkName.check(words.value(NetOption.PEER, ""));
    }
    mode = words.value(NetOption.MODE, "");
    checkMode();
    id = words.number(NetOption.ID, 0, type == Type.VLAN ? LAST_VLAN : LAST_VXLAN, 0);
    port = (int) words.number(NetOption.PORT, 1, LAST_PORT, LinkKind.Vxlan.PORT);
    local = address(NetOption.LOCAL, false);
    Ip group = address(NetOption.GROUP, true);
    remote = group == null ? address(NetOption.REMOTE, false) : group;
    if (group != null && !words.has(NetOption.LINK)) {
      throw new ArgumentException("--group needs --link");
    }
    if (local != null && remote != null && local.v6() != remote.v6()) {
      throw new ArgumentException("--local and the other address must be of one family");
    }
  }

  private void checkOptions() {
    for (int i = 0; i < type.needed; i++) {
      if (!words.has(type.options.get(i))) {
        String name = type.options.get(i).option().longName();
        throw new ArgumentException("--type " + type.word() + " needs --" + name);
      }
    }
    for (Type other : Type.values()) {
      for (NetOption option : other.options) {
        if (words.has(option) && !type.options.contains(option)) {
          String name = option.option().longName();
          throw new ArgumentException("--" + name + " is not for --type " + type.word());
        }
      }
    }
    if (words.has(NetOption.LINK_NETNS) && !words.has(NetOption.LINK)) {
      throw new ArgumentException("--link-netns needs --link");
    }
  }

  private void checkMode() {
    List<String> modes = type == Type.MACVLAN ? LinkKind.Macvlan.MODES : LinkKind.Ipvlan.MODES;
    if (!mode.isEmpty() && !modes.contains(mode)) {
      throw new ArgumentException(
          "--mode of " + type.word() + " must be one of " + modes + ": '" + mode + "'");
    }
  }

  private @Nullable Ip address(NetOption option, boolean group) throws NetlinkException {
    String text = words.value(option);
    if (text == null) {
      return null;
    }
    Ip ip = Ip.parse(text);
    if (ip.isMulticast() != group || ip.isAny()) {
      String what = group ? "an address of a group" : "an address of one machine";
      throw new ArgumentException(
          "--" + option.option().longName() + " must be " + what + ": '" + text + "'");
    }
    return ip;
  }

  /** The kernel would say that there is such a link already. */
  void checkPeer(String name) {
    if (name.equals(words.value(NetOption.PEER)) && !words.has(NetOption.PEER_NETNS)) {
      throw new ArgumentException("--peer must have another name: '" + name + "'");
    }
  }

  /** Makes the link. */
  void add(NetSession session, Netns netns, NewLink link, Undo undo) throws NetlinkException {
    if (type == Type.TUN || type == Type.TAP) {
      Links.tun(session, netns, link, type == Type.TAP, undo);
      return;
    }
    Netns at = place(session, NetOption.LINK_NETNS, netns);
    String parent = words.value(NetOption.LINK);
    int index = parent == null ? 0 : at.link(parent).index();
    Links.add(at, at == netns ? link : link.in(netns), kind(session, netns, link, index), undo);
  }

  private LinkKind kind(NetSession session, Netns netns, NewLink link, int parent)
      throws NetlinkException {
    return switch (type) {
      case VETH -> {
        NewLink peer = NewLink.of(words.value(NetOption.PEER, ""), null).sized(link.mtu());
        Netns there = place(session, NetOption.PEER_NETNS, netns);
        yield new LinkKind.Veth(there == netns ? peer : peer.in(there));
      }
      case BRIDGE -> new LinkKind.Bridge(flag(NetOption.STP), flag(NetOption.VLAN_FILTERING));
      case MACVLAN -> new LinkKind.Macvlan(parent, mode);
      case IPVLAN -> new LinkKind.Ipvlan(parent, mode);
      case VLAN -> new LinkKind.Vlan(parent, (int) id);
      case VXLAN -> new LinkKind.Vxlan(parent, id, local, remote, port);
      default -> new LinkKind.Dummy();
    };
  }

  private Netns place(NetSession session, NetOption option, Netns otherwise)
      throws NetlinkException {
    String word = words.value(option);
    return word == null ? otherwise : session.find(word);
  }

  private @Nullable Boolean flag(NetOption option) {
    return words.has(option) ? Boolean.TRUE : null;
  }
}
