package dev.nsjava.plan;

import dev.nsjava.ids.IdMap;
import dev.nsjava.ns.NsType;
import dev.nsjava.plan.Step.Propagation;
import dev.nsjava.plan.Step.Refused;
import dev.nsjava.plan.Step.Setgroups;
import dev.nsjava.plan.Step.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller of unshare(1) asks for. {@link #toPlan} holds all rules of order.
 *
 * @param types the namespaces to make
 * @param files where to bind them, so that they outlive their processes
 * @param ids who the program is
 * @param forking whether the program is a child
 * @param mounts what files the program sees
 * @param boottime seconds to add to CLOCK_BOOTTIME in the new time namespace, or null
 * @param monotonic seconds to add to CLOCK_MONOTONIC in the new time namespace, or null
 * @param keptEnv the names that the program's environment keeps, or null for all
 * @param program the number of the caller's word that names the program, or {@link #LOGIN_SHELL}
 */
public record UnshareRequest(
    Set<NsType> types,
    Map<NsType, String> files,
    Ids ids,
    Forking forking,
    Mounts mounts,
    @Nullable Long boottime,
    @Nullable Long monotonic,
    @Nullable List<String> keptEnv,
    int program) {

  /** No program: the caller's shell. */
  public static final int LOGIN_SHELL = -1;

  /**
   * Who the program is.
   *
   * @param root whether the caller's effective user id is 0, so that it writes maps by itself
   * @param owner who is to own the user namespace, or null for the caller
   * @param setgroups what to write to {@code /proc/self/setgroups}, or null
   * @param setuid the program's user id, or null
   * @param setgid the program's group id, or null
   * @param keepCaps whether the capabilities in the user namespace outlive execve(2)
   */
  public record Ids(
      boolean root,
      @Nullable Owner owner,
      IdMap uids,
      IdMap gids,
      @Nullable Setgroups setgroups,
      @Nullable Long setuid,
      @Nullable Long setgid,
      boolean keepCaps) {}

  /** The user and the group that are to own a user namespace, each 0 to 2^32-2. */
  public record Owner(long uid, long gid) {}

  /**
   * Whether the program is a child.
   *
   * @param waiting how the parent waits, or null for no child
   * @param deathSignal the signal for the child when the parent ends, or null
   */
  public record Forking(@Nullable Waiting waiting, @Nullable String deathSignal) {}

  /**
   * What files the program sees.
   *
   * @param propagation null leaves it as it is
   * @param root the new root directory, or null
   * @param wd the working directory, inside the root, or null
   * @param proc where to mount proc, or null
   * @param binfmt where to mount binfmt_misc, or null
   * @param interpreter what to register there, see the kernel's binfmt-misc.rst, or null
   */
  public record Mounts(
      @Nullable Propagation propagation,
      @Nullable String root,
      @Nullable String wd,
      @Nullable String proc,
      @Nullable String binfmt,
      @Nullable String interpreter) {

    /** Where binfmt_misc belongs. */
    public static final String BINFMT = "/proc/sys/fs/binfmt_misc";

    /**
     * With flag F the kernel opens the interpreter when it is registered, not when it is needed.
     */
    boolean opensInterpreter() {
      return interpreter != null
          && !interpreter.isEmpty()
          && interpreter.indexOf('F', interpreter.lastIndexOf(interpreter.charAt(0))) >= 0;
    }
  }

  /** The steps, in the order of unshare(1). */
  public Plan toPlan() {
    List<PlanLine> lines = new ArrayList<>();
    becomeOwner(lines);
    lines.add(new Step.Unshare(types));
    mapFromOutside(lines);
    setClocks(lines);
    if (forking.waiting() != null) {
      lines.add(new Step.Fork(forking.waiting()));
    }
    pin(lines);
    mapFromInside(lines);
    if (mounts.propagation() != null && types.contains(NsType.MNT)) {
      lines.add(new Step.SetPropagation(mounts.propagation()));
    }
    changeRoot(lines);
    mount(lines);
    becomeUser(lines);
    if (keptEnv != null) {
      lines.add(keptEnv.isEmpty() ? new Step.ClearEnv() : new Step.KeepEnv(keptEnv));
    }
    // The kernel forgets the signal when credentials change, see prctl(2), so after all of that.
    if (forking.deathSignal() != null) {
      lines.add(new Step.Pdeathsig(forking.deathSignal()));
    }
    lines.add(program == LOGIN_SHELL ? new Step.LoginShell() : new Step.Exec(program));
    return new Plan(lines);
  }

  private void becomeOwner(List<PlanLine> lines) {
    Owner owner = ids.owner();
    if (owner != null) {
      lines.add(new Step.DropGroups(Refused.MUST));
      lines.add(new Step.Setgid(owner.gid()));
      lines.add(new Step.Setuid(owner.uid()));
    }
  }

  /** What a process may not map by itself, or what its caller, no longer the owner, has to map. */
  private boolean outside(IdMap map) {
    return !map.ranges().isEmpty() || (map.isSelf() && ids.owner() != null);
  }

  private void mapFromOutside(List<PlanLine> lines) {
    // The kernel takes "deny" only as long as there is no map of groups.
    if (outside(ids.gids()) && ids.setgroups() == Setgroups.DENY) {
      lines.add(new Step.WriteSetgroups(Setgroups.DENY));
    }
    for (IdMap map : List.of(ids.uids(), ids.gids())) {
      if (outside(map)) {
        lines.add(
            new PlanLine.Outside(
                ids.root()
                    ? new Step.WriteIdMap(map.kind(), map.text())
                    : new Step.NewIdMap(map.kind(), map.text())));
      }
    }
  }

  private void setClocks(List<PlanLine> lines) {
    if (boottime != null) {
      lines.add(new Step.TimeOffset("boottime", boottime));
    }
    if (monotonic != null) {
      lines.add(new Step.TimeOffset("monotonic", monotonic));
    }
  }

  /**
   * From outside, for what the program's process no longer has: its old root, mounts and rights.
   */
  private void pin(List<PlanLine> lines) {
    for (NsType type : NsType.values()) {
      String file = files.get(type);
      if (file != null) {
        lines.add(new PlanLine.Outside(new Step.Pin(type, file)));
      }
    }
  }

  private void mapFromInside(List<PlanLine> lines) {
    if (ids.uids().isSelf() && !outside(ids.uids())) {
      lines.add(new Step.WriteIdMap(ids.uids().kind(), ids.uids().text()));
    }
    boolean mapsGroup = ids.gids().isSelf() && !outside(ids.gids());
    if (mapsGroup) {
      // Without privilege the kernel takes a map of groups only after this.
      lines.add(new Step.WriteSetgroups(Setgroups.DENY));
      lines.add(new Step.WriteIdMap(ids.gids().kind(), ids.gids().text()));
    }
    boolean denied = ids.setgroups() == Setgroups.DENY && !ids.gids().isEmpty();
    if (ids.setgroups() != null && !denied) {
      lines.add(new Step.WriteSetgroups(ids.setgroups()));
    }
  }

  private void changeRoot(List<PlanLine> lines) {
    String root = mounts.root();
    if (root != null) {
      if (mounts.opensInterpreter()) {
        lines.add(new Step.Mount("binfmt_misc", Mounts.BINFMT));
        register(Mounts.BINFMT, lines);
      }
      lines.add(new Step.Chroot(root));
    }
    String wd = mounts.wd() == null && root != null ? "/" : mounts.wd();
    if (wd != null) {
      lines.add(new Step.Chdir(wd));
    }
  }

  private void mount(List<PlanLine> lines) {
    String proc = mounts.proc();
    if (proc != null) {
      if (mounts.root() == null && mounts.propagation() != Propagation.PRIVATE) {
        lines.add(new Step.Private(proc));
      }
      lines.add(new Step.Mount("proc", proc));
    }
    String binfmt = mounts.binfmt();
    if (binfmt != null) {
      lines.add(new Step.Mount("binfmt_misc", binfmt));
      if (mounts.root() == null || !mounts.opensInterpreter()) {
        register(binfmt, lines);
      }
    }
  }

  private void register(String binfmt, List<PlanLine> lines) {
    String interpreter = mounts.interpreter();
    if (interpreter != null) {
      lines.add(new Step.Write(binfmt + "/register", interpreter));
    }
  }

  private void becomeUser(List<PlanLine> lines) {
    Long gid = ids.setgid();
    if (gid != null) {
      lines.add(new Step.DropGroups(Refused.MUST));
      lines.add(new Step.Setgid(gid));
    }
    Long uid = ids.setuid();
    if (uid != null) {
      lines.add(new Step.Setuid(uid));
    }
    if (ids.keepCaps() && types.contains(NsType.USER)) {
      lines.add(new Step.KeepCaps());
    }
  }
}
