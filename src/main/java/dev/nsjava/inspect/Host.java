package dev.nsjava.inspect;

import dev.nsjava.ns.NsType;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Process 1 as we see it. Its namespaces may be looked at by nobody who has less capabilities than
 * it; but the first process of the system is in the namespaces that the kernel started with.
 */
final class Host {

  /** Its pid. */
  static final long PID = 1;

  static final Path DIRECTORY = Path.of("/proc/1");

  /** Of all namespaces that are made later; see PROC_DYNAMIC_FIRST in linux/proc_ns.h. */
  private static final long FIRST_OF_OTHERS = 0xf000_0000L;

  private Host() {}

  /** Whether a namespace is its, or null if we may not know. */
  static @Nullable Boolean has(NsType type, long inode) {
    // The first process of our pid namespace is in it; proc shows that one, see Inspection.caller.
    Long its = Proc.inode(type == NsType.PID ? Proc.SELF : DIRECTORY, type);
    if (its != null) {
      return its == inode;
    }
    if (!isFirstOfSystem()) {
      return null;
    }
    if (inode < FIRST_OF_OTHERS) {
      return true;
    }
    // Older kernels have such numbers for other types only: then ours is one, or nothing is known.
    Long ours = Proc.inode(Proc.SELF, type);
    boolean others = type != NsType.NET && type != NsType.MNT;
    boolean numbered = others || (ours != null && ours < FIRST_OF_OTHERS);
    return numbered ? false : null;
  }

  /** Whether we are certain to be in the same namespace. */
  static boolean isOurs(NsType type) {
    Long ours = Proc.inode(Proc.SELF, type);
    return ours != null && Boolean.TRUE.equals(has(type, ours));
  }

  private static boolean isFirstOfSystem() {
    Long pids = Proc.inode(Proc.SELF, NsType.PID);
    return pids != null && pids < FIRST_OF_OTHERS;
  }
}
