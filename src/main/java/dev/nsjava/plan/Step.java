package dev.nsjava.plan;

import dev.nsjava.ids.IdKind;
import dev.nsjava.ns.NsType;
import java.util.List;
import java.util.Set;

/**
 * One thing the launcher does: a name, then exactly as many words as the launcher's row of that
 * name says. This sealed set is the whole language of plans, see docs/plan.md. Without an address
 * the main line does the step.
 */
public sealed interface Step extends PlanLine {

  /** unshare(2), once, with all types. */
  record Unshare(Set<NsType> types) implements Step {
    @Override
    public List<String> words() {
      StringBuilder joined = new StringBuilder();
      for (NsType type : NsType.values()) {
        if (types.contains(type)) {
          joined.append(joined.isEmpty() ? "" : ",").append(type.word());
        }
      }
      return List.of("unshare", joined.isEmpty() ? "none" : joined.toString());
    }
  }

  /** fork(2): the child goes on with the plan. */
  record Fork(Waiting waiting) implements Step {
    @Override
    public List<String> words() {
      return List.of("fork", waiting.word());
    }
  }

  /** setgroups(2) with no groups. */
  record DropGroups() implements Step {
    @Override
    public List<String> words() {
      return List.of("drop-groups");
    }
  }

  /** setgid(2), 0 to 2^32-2. */
  record Setgid(long gid) implements Step {
    @Override
    public List<String> words() {
      return List.of("setgid", Long.toString(gid));
    }
  }

  /** setuid(2), 0 to 2^32-2. */
  record Setuid(long uid) implements Step {
    @Override
    public List<String> words() {
      return List.of("setuid", Long.toString(uid));
    }
  }

  /** Writes {@code uid_map} or {@code gid_map}, see user_namespaces(7). */
  record WriteIdMap(IdKind kind, String map) implements Step {
    @Override
    public List<String> words() {
      return List.of("id-map", kind.word(), map);
    }
  }

  /** newuidmap(1) or newgidmap(1), only outside. */
  record NewIdMap(IdKind kind, String map) implements Step {
    @Override
    public List<String> words() {
      return List.of("newidmap", kind.word(), map);
    }
  }

  /** Writes {@code /proc/self/setgroups}, see user_namespaces(7). */
  record WriteSetgroups(Setgroups choice) implements Step {
    @Override
    public List<String> words() {
      return List.of("setgroups", choice.word());
    }
  }

  /** Writes an offset of the new time namespace, see time_namespaces(7). */
  record TimeOffset(String clock, long seconds) implements Step {
    @Override
    public List<String> words() {
      return List.of("time-offset", clock, Long.toString(seconds));
    }
  }

  /** Binds a namespace on a file, so that it outlives its processes. */
  record Pin(NsType type, String file) implements Step {
    @Override
    public List<String> words() {
      return List.of("pin", type.word(), file);
    }
  }

  /** Sets how mounts spread from {@code /} and all below, see mount_namespaces(7). */
  record SetPropagation(Propagation mode) implements Step {
    @Override
    public List<String> words() {
      return List.of("propagation", mode.word());
    }
  }

  /** Keeps the mounts below a directory from spreading; no mount point is no error. */
  record Private(String dir) implements Step {
    @Override
    public List<String> words() {
      return List.of("private", dir);
    }
  }

  /** mount(2) of a kernel file system: no programs, no devices, no set-uid on it. */
  record Mount(String type, String dir) implements Step {
    @Override
    public List<String> words() {
      return List.of("mount", type, dir, type, "nosuid,noexec,nodev");
    }
  }

  /** Writes a text to a file with one write(2). */
  record Write(String file, String text) implements Step {
    @Override
    public List<String> words() {
      return List.of("write", file, text);
    }
  }

  /** chroot(2). */
  record Chroot(String dir) implements Step {
    @Override
    public List<String> words() {
      return List.of("chroot", dir);
    }
  }

  /** chdir(2). */
  record Chdir(String dir) implements Step {
    @Override
    public List<String> words() {
      return List.of("chdir", dir);
    }
  }

  /** Makes the capabilities outlive execve(2), see capabilities(7). */
  record KeepCaps() implements Step {
    @Override
    public List<String> words() {
      return List.of("keep-caps");
    }
  }

  /** Empties the program's environment. */
  record ClearEnv() implements Step {
    @Override
    public List<String> words() {
      return List.of("clear-env");
    }
  }

  /** Empties the program's environment but for some names. */
  record KeepEnv(List<String> names) implements Step {
    @Override
    public List<String> words() {
      return List.of("keep-env", String.join(",", names));
    }
  }

  /** PR_SET_PDEATHSIG, see prctl(2). The signal is a name without SIG. */
  record Pdeathsig(String signal) implements Step {
    @Override
    public List<String> words() {
      return List.of("pdeathsig", signal);
    }
  }

  /** execve(2), always last: the program named by the caller's words from {@code first} on. */
  record Exec(int first) implements Step {
    @Override
    public List<String> words() {
      return List.of("exec", Integer.toString(first));
    }
  }

  /** execve(2), always last: the caller's shell, as a login shell. */
  record LoginShell() implements Step {
    @Override
    public List<String> words() {
      return List.of("login-shell");
    }
  }

  /** What the parent of {@code fork} does with SIGINT and SIGTERM while it waits. */
  enum Waiting {
    HOLD("hold"),
    FORWARD("forward");

    private final String word;

    Waiting(String word) {
      this.word = word;
    }

    /** The word for it in plans. */
    public String word() {
      return word;
    }
  }

  /** Whether setgroups(2) is to work in a user namespace, see user_namespaces(7). */
  enum Setgroups {
    ALLOW("allow"),
    DENY("deny");

    private final String word;

    Setgroups(String word) {
      this.word = word;
    }

    /** The word for it in plans. */
    public String word() {
      return word;
    }
  }

  /** How mounts spread, see mount_namespaces(7). */
  enum Propagation {
    PRIVATE("private"),
    SHARED("shared"),
    SLAVE("slave");

    private final String word;

    Propagation(String word) {
      this.word = word;
    }

    /** The word for it in plans. */
    public String word() {
      return word;
    }
  }
}
