package dev.nsjava.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a link; null leaves it as it is.
 *
 * @param name what it is to be called
 * @param netns where it is to be
 * @param up whether it is to be on
 * @param master the index, where it is to be, of the bridge that it becomes a port of; 0 to release
 *     it from the one it has
 * @param mtu in bytes, or 0 to leave it as it is
 * @param alias what is to be written on it, bytes; nothing takes away what is there
 */
public record LinkChange(
    @Nullable String name,
    @Nullable Netns netns,
    @Nullable Boolean up,
    @Nullable Integer master,
    long mtu,
    @Nullable Mac mac,
    @Nullable String alias) {

  /** The same without the move; the name came with that. */
  LinkChange within() {
    return new LinkChange(netns == null ? name : null, null, up, master, mtu, mac, alias);
  }

  /** What takes each change back, where the link has not been moved. */
  List<LinkChange> restoring(Link before) throws NetlinkException {
    List<LinkChange> changes = new ArrayList<>();
    if (master != null && netns == null) {
      changes.add(new LinkChange(null, null, null, before.master(), 0, null, null));
    }
    if (up != null && netns == null) {
      changes.add(new LinkChange(null, null, before.isUp(), null, 0, null, null));
    }
    if (mac != null) {
      changes.add(new LinkChange(null, null, null, null, 0, Mac.parse(before.mac()), null));
    }
    if (mtu != 0) {
      changes.add(new LinkChange(null, null, null, null, before.mtu(), null, null));
    }
    if (alias != null) {
      changes.add(new LinkChange(null, null, null, null, 0, null, before.alias()));
    }
    if (name != null && netns == null) {
      changes.add(new LinkChange(before.name(), null, null, null, 0, null, null));
    }
    return changes;
  }
}
