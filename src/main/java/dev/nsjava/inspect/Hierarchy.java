package dev.nsjava.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of proc_pid_cgroup(5).
 *
 * @param controllers none for version 2
 * @param path from the root of the reader's cgroup namespace; bytes, one char each
 */
record Hierarchy(String controllers, String path) {

  /**
   * What mounting a hierarchy of version 1 again should repeat: else the kernel's log complains.
   */
  private static final List<String> FLAGS =
      List.of("xattr", "noprefix", "cpuset_v2_mode", "clone_children");

  /** The lines of a file, which are {@code NUMBER:CONTROLLERS:PATH}. */
  static List<Hierarchy> parse(String cgroup) {
    List<Hierarchy> all = new ArrayList<>();
    for (String line : Proc.lines(cgroup)) {
      int controllers = line.indexOf(':') + 1;
      int path = line.indexOf(':', controllers) + 1;
      if (controllers > 0 && path > 0) {
        all.add(new Hierarchy(line.substring(controllers, path - 1), line.substring(path)));
      }
    }
    return all;
  }

  String version() {
    return controllers.isEmpty() ? "2" : "1";
  }

  /** The type of its file system. */
  String type() {
    return controllers.isEmpty() ? "cgroup2" : "cgroup";
  }

  /**
   * The options that mount it.
   *
   * @param mounts where it may be mounted already
   */
  String options(List<Mount> mounts) {
    StringBuilder options = new StringBuilder(controllers);
    for (Mount mount : controllers.isEmpty() ? List.<Mount>of() : mounts) {
      List<String> its = List.of(mount.options().split(",", -1));
      if (mount.type().equals("cgroup") && its.containsAll(List.of(controllers.split(",", -1)))) {
        FLAGS.stream().filter(its::contains).forEach(flag -> options.append(',').append(flag));
        break;
      }
    }
    return options.toString();
  }
}
