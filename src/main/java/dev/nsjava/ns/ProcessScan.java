package dev.nsjava.ns;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What proc(5) shows of one process.
 *
 * @param inodes of its namespaces, in the order of the types that were asked for; 0: not known
 * @param descriptors those that are namespaces or sockets
 * @param isHidden whether we have no right to look at it
 */
record ProcessScan(int pid, List<Long> inodes, List<Descriptor> descriptors, boolean isHidden) {

  /**
   * A descriptor.
   *
   * @param type of the namespace that it is, or null for a socket
   * @param inode of the namespace or the socket
   */
  record Descriptor(String number, @Nullable NsType type, long inode) {}
}
