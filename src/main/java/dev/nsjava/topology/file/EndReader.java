package dev.nsjava.topology.file;

import dev.nsjava.net.LinkName;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.file.Draft.Hub;
import dev.nsjava.topology.file.Draft.Tip;
import org.jspecify.annotations.Nullable;

/** Reads ends of links: {@code NS:IF [CIDR ...]} or {@code BRIDGE[:vlan N] [as PORT]}. */
final class EndReader {

  private static final String VLAN = "vlan";
  private static final String AS = "as";
  private static final String NONE = "none";
  private static final int MOST_VLANS = 4094;

  private final Draft draft;
  private final Mistakes mistakes;

  private YamlNode at;
  private String text = "";
  private int next;
  private int begin;

  EndReader(Draft draft, YamlNode at) {
    this.draft = draft;
    mistakes = draft.mistakes;
    this.at = at;
  }

  /**
   * Reads one.
   *
   * @param node where it stands
   * @param end what stands there, or one of what ranges there stand for
   * @return null if it is none, which has been said then
   */
  @Nullable Tip read(YamlNode node, String end) {
    start(node, end);
    String word = word();
    int colon = word.indexOf(':');
    String before = colon < 0 ? word : word.substring(0, colon);
    Hub hub = draft.hubs.get(before);
    if (hub != null) {
      return port(hub, colon < 0 ? "" : word.substring(colon + 1));
    }
    if (colon < 0) {
      noBridge(word);
      return null;
    }
    String name = Mistakes.bytes(word.substring(colon + 1));
    if (!isNamespace(before) || !isLink(name, colon + 1)) {
      return null;
    }
    Tip tip = new Tip(at, before, name, null);
    addresses(tip);
    return tip;
  }

  /** Reads what namespaces join: {@code BRIDGE[:vlan N] [CIDR ...]}, the addresses theirs. */
  Draft.@Nullable Wire join(String namespace, YamlNode node, String end) {
    start(node, end);
    String word = word();
    int colon = word.indexOf(':');
    Hub hub = draft.hubs.get(colon < 0 ? word : word.substring(0, colon));
    if (hub == null) {
      noBridge(word);
      return null;
    }
    Tip port = new Tip(at, hub.in, "", hub);
    if (colon >= 0) {
      vlan(port, hub, word.substring(colon + 1));
    }
    Tip tip = new Tip(at, namespace, "", null);
    tip.joins = true;
    addresses(tip);
    return new Draft.Wire(at, Topology.Kind.VETH, tip, port);
  }

  private void start(YamlNode node, String end) {
    at = node;
    text = end;
    next = 0;
  }

  /** The next word, or nothing. */
  private String word() {
    while (next < text.length() && text.charAt(next) <= ' ') {
      next++;
    }
    begin = next;
    while (next < text.length() && text.charAt(next) > ' ') {
      next++;
    }
    return text.substring(begin, next);
  }

  private Tip port(Hub hub, String behind) {
    Tip tip = new Tip(at, hub.in, "", hub);
    if (!behind.isEmpty()) {
      vlan(tip, hub, behind);
    }
    String more = word();
    if (more.equals(AS)) {
      String name = Mistakes.bytes(word());
      tip.name = isLink(name, 0) ? name : "";
      more = word();
    }
    if (!more.isEmpty()) {
      mistakes.add(
          at,
          begin,
          "a port of bridge " + Mistakes.quoted(hub.name) + " has no address: " + quoted(more));
    }
    return tip;
  }

  private void vlan(Tip tip, Hub hub, String behind) {
    if (!behind.equals(VLAN)) {
      mistakes.add(
          at,
          begin,
          Mistakes.quoted(hub.name) + " is a bridge: BRIDGE or BRIDGE:vlan N, not " + quoted(text));
      return;
    }
    int place = begin;
    long vlan = Quantities.whole(word(), MOST_VLANS);
    if (vlan < 1) {
      mistakes.add(at, begin, "a VLAN is a number, 1 to " + MOST_VLANS);
    } else if (!hub.vlans) {
      mistakes.add(
          at,
          place,
          "bridge " + Mistakes.quoted(hub.name) + " has no VLANs: say vlans: true there");
    } else {
      tip.vlan = (int) vlan;
    }
  }

  private void addresses(Tip tip) {
    for (String word = word(); !word.isEmpty(); word = word()) {
      if (word.equals(NONE)) {
        tip.bare = true;
        continue;
      }
      Prefix address = AddressReader.prefix(at, begin, word, mistakes);
      if (address == null) {
        continue;
      }
      if (word.indexOf('/') < 0) {
        mistakes.add(at, begin, Prefix.lengthMissing(word));
      }
      tip.addresses.add(address);
    }
    if (tip.bare && !tip.addresses.isEmpty()) {
      mistakes.add(at, "none and addresses exclude each other");
    }
  }

  private void noBridge(String word) {
    if (draft.spaces.containsKey(word) || word.equals(Topology.HOST)) {
      mistakes.add(
          at,
          begin,
          Mistakes.quoted(word) + " is a namespace, and its end needs a link: " + word + ":eth0");
      return;
    }
    String meant = mistakes.meant(word, draft.hubs.keySet());
    mistakes.add(at, begin, "there is no bridge " + Mistakes.quoted(word) + meant);
  }

  private boolean isNamespace(String name) {
    String wrong = NamespaceReader.wrongName(name);
    if (wrong == null && name.equals(draft.fabric())) {
      wrong = Mistakes.quoted(name) + " is where bridges are that have no other place";
    }
    if (wrong != null) {
      mistakes.add(at, begin, wrong);
    }
    return wrong == null;
  }

  private boolean isLink(String name, int offset) {
    try {
      LinkName.check(name);
      return true;
    } catch (NetlinkException e) {
      mistakes.add(at, begin + offset, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private static String quoted(String text) {
    return Mistakes.quoted(text);
  }
}
