package dev.nsjava.ns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * The namespaces of a process, beside our own. Every launch into a process may ask, so this is kept
 * cheap: two stat(2) a type.
 *
 * @param check {@code start:N}, read before the namespaces, see {@link Target.Running}
 * @param existing the types that the kernel has
 * @param differing those of them in which the process is not where we are
 */
public record ProcessNamespaces(String check, Set<NsType> existing, Set<NsType> differing) {

  private static final NsType[] TYPES = NsType.values();

  /**
   * Looks at a process.
   *
   * @throws TargetException if it cannot be looked at: {@code stat of /proc/N/ns/user failed: WHY}
   */
  public static ProcessNamespaces of(long pid) {
    return of("/proc", pid);
  }

  static ProcessNamespaces of(String proc, long pid) {
    String directory = proc + "/" + pid;
    ProcStat before = stat(directory);
    Set<NsType> existing = new TreeSet<>();
    Set<NsType> differing = new TreeSet<>();
    for (NsType type : TYPES) {
      String theirs = directory + "/ns/" + type.word();
      Path ours = Path.of(proc + "/self/ns/" + type.word());
      try {
        boolean same = Files.isSameFile(Path.of(theirs), ours);
        existing.add(type);
        if (!same) {
          differing.add(type);
        }
      } catch (IOException e) {
        // A process that has ended has none; a type that we do not have either, the kernel lacks.
        if (Files.exists(ours)) {
          throw failure(theirs, Reason.of(e));
        }
      }
    }
    ProcStat after = stat(directory);
    if (after.isDead() || after.start() != before.start()) {
      throw failure(directory + "/ns/user", "No such file or directory");
    }
    return new ProcessNamespaces(before.check(), existing, differing);
  }

  private static ProcStat stat(String directory) {
    try {
      return ProcStat.of(directory);
    } catch (IOException e) {
      throw failure(directory + "/ns/user", Reason.of(e));
    }
  }

  private static TargetException failure(String file, String why) {
    return new TargetException("stat of " + file + " failed: " + why);
  }
}
