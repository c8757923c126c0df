package dev.nsjava.plan;

import dev.nsjava.ns.NsType;
import dev.nsjava.plan.Step.Child;
import dev.nsjava.plan.Step.Refused;
import dev.nsjava.plan.Step.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller of nsenter(1) asks for. {@link #toPlan} holds all rules of order.
 *
 * @param target whose namespaces are entered, or null if nothing is asked of a process
 * @param types the namespaces to enter
 * @param opens what the command line names, to be held before anything changes
 * @param namespaces how the namespaces are found that are neither opened nor simply the target's
 * @param files what files the program sees
 * @param ids who the program is
 * @param traits what else it is
 * @param program the number of the caller's word that names the program, or {@link #LOGIN_SHELL}
 */
public record EnterRequest(
    Step.@Nullable Target target,
    Set<NsType> types,
    List<Step> opens,
    Namespaces namespaces,
    Files files,
    Ids ids,
    Traits traits,
    int program) {

  /** No program: the caller's shell. */
  public static final int LOGIN_SHELL = UnshareRequest.LOGIN_SHELL;

  /**
   * How namespaces are found.
   *
   * @param socket the target's descriptor of a socket, whose network namespace is entered, or null
   * @param parentOf the user namespace above which one is entered, or null
   */
  public record Namespaces(@Nullable Long socket, @Nullable Child parentOf) {}

  /** Where a directory comes from. */
  public enum Source {
    UNCHANGED,
    OPENED,
    TARGET
  }

  /**
   * What files the program sees.
   *
   * @param root the root directory
   * @param wd the working directory
   * @param wdInside the working directory as it is called inside, or null
   * @param freshProc whether a new proc is mounted, in a mount namespace of its own
   */
  public record Files(Source root, Source wd, @Nullable String wdInside, boolean freshProc) {

    boolean hasWd() {
      return wd != Source.UNCHANGED || wdInside != null;
    }
  }

  /**
   * Who the program is.
   *
   * @param setuid the program's user id, {@link Step#FOLLOW}, or null
   * @param setgid the program's group id, {@link Step#FOLLOW}, or null
   * @param preserve whether entering a user namespace leaves the ids as they are
   * @param keepCaps whether the capabilities in the user namespace outlive execve(2)
   */
  public record Ids(
      @Nullable Long setuid, @Nullable Long setgid, boolean preserve, boolean keepCaps) {

    /** Whether an id is that of the target. */
    public boolean follow() {
      return Long.valueOf(Step.FOLLOW).equals(setuid) || Long.valueOf(Step.FOLLOW).equals(setgid);
    }
  }

  /**
   * What else the program is.
   *
   * @param env whether it has the environment of the target
   * @param cgroup whether it is in the cgroups of the target
   * @param context whether it has the SELinux context of the target
   * @param fork whether a pid namespace that is entered is that of the program, not only of its
   *     children
   * @param like whether it is as the target is in all else
   */
  public record Traits(boolean env, boolean cgroup, boolean context, boolean fork, boolean like) {}

  /** The steps, in the order of nsenter(1). */
  public Plan toPlan() {
    List<PlanLine> lines = new ArrayList<>(opens);
    lookAtTarget(lines);
    enter(lines);
    changeDirectories(lines);
    if (traits.env()) {
      lines.add(new Step.LoadEnv());
    }
    if (traits.cgroup()) {
      lines.add(new Step.JoinCgroup());
    }
    if (traits.fork() && types.contains(NsType.PID)) {
      lines.add(new Step.Fork(Waiting.FOLLOW));
    }
    if (files.freshProc()) {
      mountProc(lines);
    }
    if (traits.like()) {
      lines.add(new Step.Like(List.of("credentials", "limits")));
    }
    becomeUser(lines);
    lines.add(program == LOGIN_SHELL ? new Step.LoginShell() : new Step.Exec(program));
    return new Plan(lines);
  }

  private void lookAtTarget(List<PlanLine> lines) {
    if (target != null) {
      lines.add(target);
    }
    if (traits.context()) {
      lines.add(new Step.FollowContext());
    }
    List<String> taken = new ArrayList<>();
    for (var part :
        List.of(
            Map.entry("status", traits.like() || (traits.env() && ids.follow())),
            Map.entry("root", files.root() == Source.TARGET),
            Map.entry("wd", files.wd() == Source.TARGET),
            Map.entry("environ", traits.env()),
            Map.entry("cgroup", traits.cgroup()))) {
      if (part.getValue()) {
        taken.add(part.getKey());
      }
    }
    if (!taken.isEmpty()) {
      lines.add(new Step.Take(taken));
    }
    if (traits.like()) {
      // Before the rights to do so are left behind.
      lines.add(new Step.Like(List.of("umask", "nice", "oom", "raised-limits")));
    }
    if (namespaces.parentOf() != null) {
      lines.add(new Step.UserParent(namespaces.parentOf()));
    }
    if (namespaces.socket() != null) {
      lines.add(new Step.NetSocket(namespaces.socket()));
    }
  }

  private void enter(List<PlanLine> lines) {
    if (changesUser() || traits.like()) {
      lines.add(new Step.DropGroups(Refused.EARLY));
    }
    if (!types.isEmpty()) {
      lines.add(new Step.Enter(types));
    }
  }

  private void changeDirectories(List<PlanLine> lines) {
    if (files.root() != Source.UNCHANGED) {
      if (!files.hasWd()) {
        lines.add(new Step.OpenWd("."));
      }
      lines.add(new Step.Fchroot());
    }
    String inside = files.freshProc() ? null : files.wdInside(); // it may lie in that proc
    if (inside != null) {
      lines.add(new Step.OpenWd(inside));
    }
    if (files.root() != Source.UNCHANGED || files.wd() != Source.UNCHANGED || inside != null) {
      lines.add(new Step.Fchdir());
    }
  }

  private void mountProc(List<PlanLine> lines) {
    lines.add(new Step.PrivateMounts());
    lines.add(new Step.Mount("proc", "/proc"));
    if (files.wdInside() != null) {
      lines.add(new Step.OpenWd(files.wdInside()));
      lines.add(new Step.Fchdir());
    }
  }

  /** In a user namespace the ids of before may be nobody's, and root is who it was entered as. */
  private boolean changesUser() {
    return types.contains(NsType.USER) && !ids.preserve() && !traits.like();
  }

  private void becomeUser(List<PlanLine> lines) {
    Long gid = ids.setgid() == null && changesUser() ? Long.valueOf(0) : ids.setgid();
    if (gid != null) {
      lines.add(new Step.DropGroups(Refused.UNLESS_DENIED));
      lines.add(new Step.Setgid(gid));
    }
    Long uid = ids.setuid() == null && changesUser() ? Long.valueOf(0) : ids.setuid();
    if (uid != null) {
      lines.add(new Step.Setuid(uid));
    }
    if (ids.keepCaps() && types.contains(NsType.USER)) {
      lines.add(new Step.KeepCaps());
    }
  }
}
