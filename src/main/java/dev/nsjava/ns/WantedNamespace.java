package dev.nsjava.ns;

import java.util.List;
import java.util.Set;

/**
 * A process in a namespace.
 *
 * @param inode of the namespace's file
 * @param types the types of which it can be
 * @param isLowest whether the lowest pid counts, as for lsns(8)
 */
record WantedNamespace(long inode, Set<NsType> types, boolean isLowest) implements Wanted {

  /** The lead process of a namespace of any type. */
  static WantedNamespace any(long inode) {
    return new WantedNamespace(inode, Set.of(NsType.values()), true);
  }

  /** The first process in a network namespace. */
  static WantedNamespace net(long inode) {
    return new WantedNamespace(inode, Set.of(NsType.NET), false);
  }

  @Override
  public List<Match> matches(Processes processes, long pid) {
    String name = "ns:" + inode;
    for (NsType type : types) {
      if (processes.namespace(pid, type).equals(type.word() + ":[" + inode + "]")) {
        return List.of(new Match(name, name, true));
      }
    }
    return List.of();
  }
}
