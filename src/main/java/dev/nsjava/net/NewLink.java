package dev.nsjava.net;

import org.jspecify.annotations.Nullable;

/**
 * A link to be made, or one end of a pair.
 *
 * @param name 1 to 15 bytes, see {@link LinkName}
 * @param netns where it is placed; null: where the socket is that the request is sent by
 * @param up whether it is switched on at once; not for the second end of a pair
 * @param master the index of the bridge that it becomes a port of, or 0
 * @param mtu in bytes, or 0 for what its kind has
 * @param mac its hardware address, or null for one by chance
 * @param alias what is written on it, bytes; or nothing
 * @param group the number of its group, 0 to 2^32-1
 */
public record NewLink(
    String name,
    @Nullable Netns netns,
    boolean up,
    int master,
    long mtu,
    @Nullable Mac mac,
    String alias,
    long group) {

  /** One that has what its kind has, and is off. */
  public static NewLink of(String name, @Nullable Netns netns) {
    return new NewLink(name, netns, false, 0, 0, null, "", 0);
  }

  /** The same in another place. */
  public NewLink in(Netns place) {
    return new NewLink(name, place, up, master, mtu, mac, alias, group);
  }

  /** The same with an mtu, or 0 for what its kind has. */
  public NewLink sized(long bytes) {
    return new NewLink(name, netns, up, master, bytes, mac, alias, group);
  }

  /** The same, switched on. */
  public NewLink on() {
    return new NewLink(name, netns, true, master, mtu, mac, alias, group);
  }

  /** The same as a port of a bridge. */
  public NewLink under(int bridge) {
    return new NewLink(name, netns, up, bridge, mtu, mac, alias, group);
  }

  /** The same in a group. */
  public NewLink of(long number) {
    return new NewLink(name, netns, up, master, mtu, mac, alias, number);
  }

  /** The same with a hardware address, or null for one by chance. */
  public NewLink with(@Nullable Mac address) {
    return new NewLink(name, netns, up, master, mtu, address, alias, group);
  }
}
