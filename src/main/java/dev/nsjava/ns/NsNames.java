package dev.nsjava.ns;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that namespaces go by: of network namespaces those that ip-netns(8) keeps, else that of
 * the container or unit that the first process is in. Our own namespaces have none of the latter.
 */
public final class NsNames {

  private static final List<String> UNITS = List.of(".service", ".scope");

  private final Processes processes;
  private final Map<Long, String> networks = new HashMap<>();
  private final Set<Long> own = new HashSet<>();

  NsNames(String proc, Path directory, Map<String, String> mounts) {
    processes = new Processes(proc);
    for (NamedNetns netns : NamedNetns.all(directory)) {
      Long inode = netns.inode(mounts);
      if (inode != null) {
        networks.put(inode, netns.name());
      }
    }
    for (NsType type : NsType.values()) {
      own.add(ProcessReader.inodeAt(proc + "/self/ns/" + type.word()));
    }
  }

  /** The name of a namespace, in bytes, or null. */
  public @Nullable String of(Namespace namespace) {
    String name = networks.get(namespace.inode());
    SeenProcess lead = namespace.lead();
    return name != null || lead == null || own.contains(namespace.inode())
        ? name
        : ofProcess(lead.pid());
  }

  private @Nullable String ofProcess(long pid) {
    @Nullable String unit = null;
    for (CgroupPath path : CgroupPath.parse(processes.cgroup(pid))) {
      for (int i = path.parts().size() - 1; i >= 0; i--) {
        String container = WantedContainer.container(path, i);
        if (container != null) {
          return WantedContainer.shown(container);
        }
        if (unit == null && path.systemd() && isUnit(path.part(i))) {
          unit = path.part(i);
        }
      }
    }
    return unit;
  }

  private static boolean isUnit(String name) {
    for (String suffix : UNITS) {
      if (name.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }
}
