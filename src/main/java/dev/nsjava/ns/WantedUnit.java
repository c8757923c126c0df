package dev.nsjava.ns;

import java.util.ArrayList;
import java.util.List;

/**
 * A unit of systemd, of the system's or of a user's manager: units with processes are directories
 * of its control groups.
 *
 * @param name {@code .service} or {@code .scope} may be left out
 */
record WantedUnit(String name) implements Wanted {

  private static final List<String> TYPES =
      List.of(".service", ".scope", ".slice", ".socket", ".mount", ".swap");

  @Override
  public List<Match> matches(Processes processes, long pid) {
    for (CgroupPath path : CgroupPath.parse(processes.cgroup(pid))) {
      List<Match> matches = path.systemd() ? matches(path) : List.of();
      if (!matches.isEmpty()) {
        return matches;
      }
    }
    return List.of();
  }

  private List<Match> matches(CgroupPath path) {
    List<Match> matches = new ArrayList<>();
    for (int i = 0; i < path.parts().size(); i++) {
      String part = path.part(i);
      // systemd puts "_" before what the kernel may want for a file of its own.
      String unit = part.startsWith("_") ? part.substring(1) : part;
      boolean exact = unit.equals(name);
      if (exact ? isUnit(unit) : unit.equals(name + ".service") || unit.equals(name + ".scope")) {
        matches.add(new Match(path.to(i), "unit:" + unit, exact));
      }
    }
    return matches;
  }

  private static boolean isUnit(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && TYPES.contains(name.substring(dot));
  }
}
