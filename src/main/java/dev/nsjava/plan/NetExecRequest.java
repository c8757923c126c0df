package dev.nsjava.plan;

import dev.nsjava.ns.NsType;
import dev.nsjava.plan.Step.Propagation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code net exec} is asked for. {@link #toPlan} holds all rules of order.
 *
 * @param places where the program runs
 * @param all whether it runs in each of these, one after the other; else there is one place
 * @param user who it is, or null: the caller
 * @param program the number of the caller's word that names the program
 */
public record NetExecRequest(List<Place> places, boolean all, @Nullable User user, int program) {

  /**
   * A network namespace.
   *
   * @param name what it is called
   * @param file what holds it, or null: the caller's
   * @param binds what it has in place of files in /etc
   */
  public record Place(String name, @Nullable String file, List<Step.Bind> binds) {}

  /**
   * A user.
   *
   * @param uid 0 to 2^32-2
   * @param gid 0 to 2^32-2
   * @param groups the supplementary ones: numbers, at least one
   * @param environment what tells programs who they are
   */
  public record User(long uid, long gid, List<String> groups, List<Step.SetEnv> environment) {}

  /** The steps: those of ip-netns(8), then those of initgroups(3) and login(1). */
  public Plan toPlan() {
    List<PlanLine> lines = new ArrayList<>();
    for (Place place : places) {
      List<PlanLine> run = run(place);
      if (all) {
        lines.add(new Step.Each("\nnetns: " + place.name() + "\n", run.size()));
      }
      lines.addAll(run);
    }
    if (all) {
      lines.add(new Step.Exit(0));
    }
    return new Plan(lines);
  }

  private List<PlanLine> run(Place place) {
    List<PlanLine> lines = new ArrayList<>();
    if (place.file() != null) {
      lines.add(new Step.Open(NsType.NET.word(), place.file()));
      lines.add(new Step.Enter(Set.of(NsType.NET)));
      lines.add(new Step.Unshare(Set.of(NsType.MNT)));
      lines.add(new Step.SetPropagation(Propagation.SLAVE));
      lines.add(new Step.Sysfs(place.name()));
      lines.addAll(place.binds());
    }
    if (user != null) {
      lines.add(new Step.Groups(user.groups()));
      lines.add(new Step.Setgid(user.gid()));
      lines.add(new Step.Setuid(user.uid()));
      lines.addAll(user.environment());
    }
    lines.add(new Step.Exec(program));
    return lines;
  }
}
