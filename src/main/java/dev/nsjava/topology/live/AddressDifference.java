package dev.nsjava.topology.live;

import dev.nsjava.net.Address;
import dev.nsjava.net.AddressRequests;
import dev.nsjava.net.Link;
import dev.nsjava.net.Live;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Prefix;
import dev.nsjava.net.Request;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Addresses that a link of a topology lacks, or has too many. */
final class AddressDifference {

  private static final int UNIVERSE = 0;
  private static final long PERMANENT = 0x80;

  private final String namespace;
  private final String device;
  private final List<Prefix> asked;
  private final List<String> lines;

  /**
   * That of a link.
   *
   * @param asked what it is to have
   * @param lines what is told
   */
  AddressDifference(String namespace, String device, List<Prefix> asked, List<String> lines) {
    this.namespace = namespace;
    this.device = device;
    this.asked = asked;
    this.lines = lines;
  }

  /**
   * Adds what is to be done.
   *
   * @param live what there is in the namespace, or null
   * @param there the link, if it is there and stays
   * @return whether one of IPv4 goes, with which the kernel takes routes by the link
   */
  boolean into(Supplier<Work> work, @Nullable Live live, @Nullable Link there) {
    Set<Prefix> missing = new LinkedHashSet<>(asked);
    boolean shaken = false;
    if (there != null && live != null) {
      for (Address address : live.addresses()) {
        boolean stays = (address.flags() & PERMANENT) != 0 && address.scope() == UNIVERSE;
        if (address.index() == there.index() && !missing.remove(address.local()) && stays) {
          remove(work.get(), address.local());
          shaken |= !address.local().address().v6();
        }
      }
    }
    for (Prefix address : asked) {
      if (missing.contains(address)) {
        lines.add("+ address " + Difference.text(address) + " at " + namespace + ":" + device);
        add(work.get(), address, there != null);
      } else if (shaken && !address.address().v6()) {
        // with the first address of a network the kernel takes all others in it
        work.get().address(indexes -> added(indexes, address).nothing("EEXIST"), null);
      }
    }
    return shaken;
  }

  private Request added(Work.Indexes indexes, Prefix address) throws NetlinkException {
    int flags = address.address().v6() ? AddressRequests.NODAD : 0;
    return AddressRequests.add(address, indexes.of(device), flags);
  }

  private Request removed(Work.Indexes indexes, Prefix address) throws NetlinkException {
    return AddressRequests.delete(address, indexes.of(device)).nothing("EADDRNOTAVAIL");
  }

  private void add(Work work, Prefix address, boolean back) {
    work.address(
        indexes -> added(indexes, address), back ? indexes -> removed(indexes, address) : null);
  }

  private void remove(Work work, Prefix address) {
    lines.add("- address " + Difference.text(address) + " at " + namespace + ":" + device);
    work.remove(indexes -> removed(indexes, address), indexes -> added(indexes, address));
  }
}
