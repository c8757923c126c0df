package dev.nsjava.plan;

import dev.nsjava.ids.IdKind;
import dev.nsjava.ns.NsType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing the launcher does: a name, then exactly as many words as the launcher's row of that
 * name says. This sealed set is the whole language of plans, see docs/plan.md. Without an address
 * the main line does the step.
 */
public sealed interface Step extends PlanLine {

  /**
   * What the plan was made for besides the words of the call: with another it is not to be walked.
   *
   * @param thing {@code euid}, {@code egid}, or the path of a file, which has a slash
   * @param state a number; of a file what {@link dev.nsjava.ns.FileState} says
   */
  record Needs(String thing, String state) implements Step {
    @Override
    public List<String> words() {
      return List.of("needs", thing, state);
    }
  }

  /** What the plan was made for cannot be told: it is walked once. */
  record NeverKeep() implements Step {
    @Override
    public List<String> words() {
      return List.of("never-keep");
    }
  }

  /** unshare(2), once, with all types. */
  record Unshare(Set<NsType> types) implements Step {
    @Override
    public List<String> words() {
      return List.of("unshare", joined(types));
    }
  }

  /** Holds a file by a name: a namespace by its type, {@code root} or {@code wd}. */
  record Open(String name, String file) implements Step {
    @Override
    public List<String> words() {
      return List.of("open", name, file);
    }
  }

  /** Holds the namespace that has a number, 1 to 2^59-1, which no other ever gets. */
  record OpenId(NsType type, long id) implements Step {
    @Override
    public List<String> words() {
      return List.of("open-id", type.word(), Long.toString(id));
    }
  }

  /**
   * Holds a process: the steps after it are about that.
   *
   * @param pid 1 to 2^22
   * @param check {@code ino:N}, the inode of its pidfd, {@code start:N}, when it was started (field
   *     22 of proc_pid_stat(5)), or {@code -}: with another the launch fails
   * @param place where the caller's words have the PID, so that the plan is that of any; or null
   */
  record Target(long pid, String check, @Nullable Place place) implements Step {
    @Override
    public List<String> words() {
      return List.of("target", place == null ? Long.toString(pid) : place.word(), check);
    }
  }

  /**
   * A part of the caller's words.
   *
   * @param number of the word, from 0: the first after the name of the program
   * @param offset in bytes, from which on it is the part
   */
  record Place(int number, int offset) {
    String word() {
      return "@" + number + ":" + offset;
    }
  }

  /**
   * Holds files of the target: {@code status}, {@code root}, {@code wd}, {@code environ}, {@code
   * cgroup}.
   */
  record Take(List<String> names) implements Step {
    @Override
    public List<String> words() {
      return List.of("take", String.join(",", names));
    }
  }

  /** Holds the network namespace of a socket that the target has open, see pidfd_getfd(2). */
  record NetSocket(long fd) implements Step {
    @Override
    public List<String> words() {
      return List.of("net-socket", Long.toString(fd));
    }
  }

  /** Holds the user namespace above: see NS_GET_USERNS in ioctl_nsfs(2). */
  record UserParent(Child child) implements Step {
    @Override
    public List<String> words() {
      return List.of("user-parent", child.word());
    }
  }

  /** setns(2): what is held by name, and of the other types those of the target. */
  record Enter(Set<NsType> types) implements Step {
    @Override
    public List<String> words() {
      return List.of("enter", joined(types));
    }
  }

  /** chroot(2) to the root that is held. */
  record Fchroot() implements Step {
    @Override
    public List<String> words() {
      return List.of("fchroot");
    }
  }

  /** Holds a directory as the working directory: as it is called now. */
  record OpenWd(String dir) implements Step {
    @Override
    public List<String> words() {
      return List.of("open-wd", dir);
    }
  }

  /** fchdir(2) to the working directory that is held. */
  record Fchdir() implements Step {
    @Override
    public List<String> words() {
      return List.of("fchdir");
    }
  }

  /** The program's environment becomes that of the target. */
  record LoadEnv() implements Step {
    @Override
    public List<String> words() {
      return List.of("load-env");
    }
  }

  /**
   * Takes over what a child of the target would have: {@code umask}, {@code nice}, {@code oom},
   * {@code raised-limits}, {@code limits}, {@code credentials}.
   */
  record Like(List<String> names) implements Step {
    @Override
    public List<String> words() {
      return List.of("like", String.join(",", names));
    }
  }

  /** Moves into the cgroups of the target, see cgroups(7). */
  record JoinCgroup() implements Step {
    @Override
    public List<String> words() {
      return List.of("join-cgroup");
    }
  }

  /** The program gets the SELinux context of the target. */
  record FollowContext() implements Step {
    @Override
    public List<String> words() {
      return List.of("follow-context");
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
  record DropGroups(Refused refused) implements Step {
    @Override
    public List<String> words() {
      return List.of("drop-groups", refused.word());
    }
  }

  /**
   * Prints a text, then has a child do the steps after this one, and goes on with the rest when the
   * child has ended, however it did.
   *
   * @param count how many steps the child does, the last of which becomes the program
   */
  record Each(String text, int count) implements Step {
    @Override
    public List<String> words() {
      return List.of("each", text, Integer.toString(count));
    }
  }

  /** setgroups(2) with one group or more: numbers, 0 to 2^32-2. */
  record Groups(List<String> groups) implements Step {
    @Override
    public List<String> words() {
      return List.of("groups", String.join(",", groups));
    }
  }

  /** setgid(2), 0 to 2^32-2, or {@link #FOLLOW}. */
  record Setgid(long gid) implements Step {
    @Override
    public List<String> words() {
      return List.of("setgid", id(gid));
    }
  }

  /** setuid(2), 0 to 2^32-2, or {@link #FOLLOW}. */
  record Setuid(long uid) implements Step {
    @Override
    public List<String> words() {
      return List.of("setuid", id(uid));
    }
  }

  /** In place of an id: that of the target, as it is in the user namespace. */
  long FOLLOW = -1;

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

  /** A new mount namespace whose mounts do not spread; root and working directory stay. */
  record PrivateMounts() implements Step {
    @Override
    public List<String> words() {
      return List.of("private-mounts");
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

  /**
   * Puts a sysfs of the network namespace on {@code /sys}, with all that is mounted below.
   *
   * @param source what it is called in the table of mounts
   */
  record Sysfs(String source) implements Step {
    @Override
    public List<String> words() {
      return List.of("sysfs", source);
    }
  }

  /** Binds a file or directory on another; a failure is told, and is no end. */
  record Bind(String file, String target) implements Step {
    @Override
    public List<String> words() {
      return List.of("bind", file, target);
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

  /** A variable of the program's environment. */
  record SetEnv(String name, String value) implements Step {
    @Override
    public List<String> words() {
      return List.of("set-env", name + "=" + value);
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

  /** Ends with a status, 0 to 255; always last. */
  record Exit(int status) implements Step {
    @Override
    public List<String> words() {
      return List.of("exit", Integer.toString(status));
    }
  }

  /** The list of types in plans. */
  private static String joined(Set<NsType> types) {
    StringBuilder joined = new StringBuilder();
    for (NsType type : NsType.values()) {
      if (types.contains(type)) {
        joined.append(joined.isEmpty() ? "" : ",").append(type.word());
      }
    }
    return joined.isEmpty() ? "none" : joined.toString();
  }

  private static String id(long id) {
    return id == FOLLOW ? "follow" : Long.toString(id);
  }

  /**
   * How the parent of {@code fork} waits: SIGINT and SIGTERM held back, forwarded, or left alone
   * and stops followed.
   */
  enum Waiting {
    HOLD("hold"),
    FORWARD("forward"),
    FOLLOW("follow");

    private final String word;

    Waiting(String word) {
      this.word = word;
    }

    /** The word for it in plans. */
    public String word() {
      return word;
    }
  }

  /** When groups that cannot be dropped end the launch. */
  enum Refused {
    /** Always. */
    MUST("must"),
    /** Not here: a later step tries again, unless this one could. */
    EARLY("early"),
    /** Not where the user namespace denies setgroups(2), see user_namespaces(7). */
    UNLESS_DENIED("unless-denied");

    private final String word;

    Refused(String word) {
      this.word = word;
    }

    /** The word for it in plans. */
    public String word() {
      return word;
    }
  }

  /** The user namespace whose parent is meant: that which is held, or that of the target. */
  enum Child {
    HELD("user"),
    TARGET("target");

    private final String word;

    Child(String word) {
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
