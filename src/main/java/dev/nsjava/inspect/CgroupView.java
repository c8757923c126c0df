package dev.nsjava.inspect;

import dev.nsjava.inspect.Listing.Row;
import dev.nsjava.ns.NsType;
import dev.nsjava.sys.SysException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the root of the control groups is, see cgroup_namespaces(7). The kernel does not tell it,
 * but it tells which directory a mount shows: so each hierarchy is mounted, within the namespace,
 * where nobody else sees it, and its mountinfo is read from outside.
 */
final class CgroupView implements View {

  private static final List<Field> FIELDS =
      List.of(
          Field.keyNumber("VERSION"),
          Field.key("CONTROLLERS"),
          Field.text("ROOT"),
          Field.text("INSIDE"),
          Field.text("OUTSIDE").asNote());

  /** How the sources of our own mounts begin. */
  private static final String MARK = "nsjava:";

  @Override
  public void write(Subject subject, Sheet sheet) {
    sheet.list("hierarchies", FIELDS, () -> rows(subject, sheet));
  }

  /** A hierarchy, seen from the namespace: its root, and where the process is below that. */
  private record Seen(@Nullable String root, @Nullable String path) {}

  private static List<Row> rows(Subject subject, Sheet sheet) throws IOException {
    boolean process = subject.isProcess();
    String text = process ? subject.text("cgroup") : Proc.text(Proc.SELF.resolve("cgroup"));
    List<Hierarchy> all = Hierarchy.parse(text);
    Map<String, Seen> seen = new HashMap<>();
    if (subject.isOurs(NsType.CGROUP)) {
      all.forEach(hierarchy -> seen.put(hierarchy.controllers(), new Seen("/", hierarchy.path())));
    } else {
      try {
        seen.putAll(look(subject, all));
      } catch (IOException | SysException e) {
        sheet.skip("roots", e);
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Hierarchy hierarchy : all) {
      Seen its = seen.getOrDefault(hierarchy.controllers(), new Seen(null, null));
      String outside = process ? hierarchy.path() : null;
      String version = hierarchy.version();
      rows.add(Row.of(version, hierarchy.controllers(), its.root(), its.path(), outside));
    }
    return rows;
  }

  private static Map<String, Seen> look(Subject subject, List<Hierarchy> all) throws IOException {
    long inode = subject.require(NsType.CGROUP).inode();
    List<Mount> ours = Mount.read(Proc.SELF.resolve("mountinfo"), " - cgroup").mounts();
    try (Lookout lookout = new Lookout()) {
      return subject.within(
          NsType.CGROUP,
          () -> {
            Map<String, String> paths = new HashMap<>();
            if (subject.isProcess()) {
              Hierarchy.parse(subject.text("cgroup"))
                  .forEach(hierarchy -> paths.put(hierarchy.controllers(), hierarchy.path()));
            }
            PrivateMounts mounts = new PrivateMounts(subject.libc());
            for (Hierarchy hierarchy : all) {
              mounts.mount(source(hierarchy), hierarchy.type(), hierarchy.options(ours));
            }
            Map<String, String> roots = new HashMap<>();
            for (Mount mount : lookout.mounts(NsType.CGROUP, inode, " " + MARK).mounts()) {
              roots.put(mount.source(), mount.root());
            }
            return seen(all, roots, paths);
          });
    }
  }

  private static Map<String, Seen> seen(
      List<Hierarchy> all, Map<String, String> roots, Map<String, String> paths) {
    Map<String, Seen> seen = new HashMap<>();
    for (Hierarchy hierarchy : all) {
      String name = hierarchy.controllers();
      seen.put(name, new Seen(roots.get(source(hierarchy)), paths.get(name)));
    }
    return seen;
  }

  /** By which its mount is known again. */
  private static String source(Hierarchy hierarchy) {
    return MARK + hierarchy.controllers();
  }
}
