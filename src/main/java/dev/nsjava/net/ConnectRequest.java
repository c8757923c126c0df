package dev.nsjava.net;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which network namespaces are to be connected, and how.
 *
 * @param words as {@link NetSession#find} takes them; a name that nobody has is created
 * @param bridge the name of the bridge that they become ports of, or null for a line between two
 * @param subnet the network that they get addresses of, or null for one that is free
 * @param gateway whether their default route leads to the bridge, or to the last of two
 * @param nat whether they are let out there
 */
public record ConnectRequest(
    List<String> words,
    @Nullable String bridge,
    @Nullable Prefix subnet,
    boolean gateway,
    boolean nat) {

  /** {@code BR_MAX_PORTS}, less the bridge's own. */
  static final int MOST_PORTS = 1023;

  /** Loopback and multicast, and what each link of IPv6 has for itself. */
  private static final List<Prefix> SPECIAL =
      List.of(
          new Prefix(new Ip(false, 0, 0x7f00_0000L), 8),
          new Prefix(new Ip(false, 0, 0xe000_0000L), 3),
          new Prefix(new Ip(true, 0, 0), 80),
          new Prefix(new Ip(true, 0xfe80L << 48, 0), 10),
          new Prefix(new Ip(true, 0xffL << 56, 0), 8));

  /**
   * Checks what can be checked without a look at the machine.
   *
   * @throws NetlinkException that names what is wrong
   */
  public void check() throws NetlinkException {
    if (bridge == null && words.size() != 2) {
      throw NetlinkException.failed("without --bridge two are connected, not " + words.size());
    }
    if (words.isEmpty()) {
      throw NetlinkException.failed("nothing to connect");
    }
    if (bridge != null) {
      LinkName.check(bridge);
    }
    if (subnet != null) {
      Subnet.check(subnet);
      for (Prefix special : SPECIAL) {
        if (new Subnet(subnet).overlaps(special)) {
          throw NetlinkException.failed(
              subnet.text() + " has addresses that no namespace can have");
        }
      }
    }
    Set<String> seen = new HashSet<>();
    for (String word : words) {
      if (!seen.add(word)) {
        throw NetlinkException.failed("'" + word + "' is named twice");
      }
    }
    if (words.size() > MOST_PORTS) {
      throw tooMany(words.size());
    }
  }

  static NetlinkException tooMany(int ports) {
    return NetlinkException.failed(
        "a bridge has at most " + MOST_PORTS + " ports, and " + ports + " would be needed");
  }
}
