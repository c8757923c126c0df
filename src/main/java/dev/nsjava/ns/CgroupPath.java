package dev.nsjava.ns;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Where a process stands in one hierarchy: a line of proc_pid_cgroup(5).
 *
 * @param systemd whether it is a hierarchy in which systemd keeps its units: version 2, or its own
 *     of version 1
 * @param parts the names of the directories, from the root
 */
record CgroupPath(boolean systemd, List<String> parts) {

  private static final String DELETED = " (deleted)";

  /**
   * The lines of a file, which are {@code NUMBER:CONTROLLERS:PATH}; version 2 has no controllers.
   */
  static List<CgroupPath> parse(String text) {
    List<CgroupPath> paths = new ArrayList<>();
    StringTokenizer lines = new StringTokenizer(text, "\n");
    while (lines.hasMoreTokens()) {
      String line = lines.nextToken();
      int controllers = line.indexOf(':') + 1;
      int path = line.indexOf(':', controllers) + 1;
      if (controllers > 0 && path > 0) {
        String hierarchy = line.substring(controllers, path - 1);
        boolean systemd = hierarchy.isEmpty() || hierarchy.equals("name=systemd");
        paths.add(new CgroupPath(systemd, parts(line.substring(path))));
      }
    }
    return paths;
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    int end = path.endsWith(DELETED) ? path.length() - DELETED.length() : path.length();
    StringTokenizer names = new StringTokenizer(path.substring(0, end), "/");
    while (names.hasMoreTokens()) {
      parts.add(names.nextToken());
    }
    return parts;
  }

  /** The part with a number, or nothing where there is none. */
  String part(int number) {
    return number >= 0 && number < parts.size() ? parts.get(number) : "";
  }

  /** The path down to a part. */
  String to(int number) {
    return "/" + String.join("/", parts.subList(0, number + 1));
  }
}
