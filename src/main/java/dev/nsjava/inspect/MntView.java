package dev.nsjava.inspect;

import dev.nsjava.inspect.Listing.Row;
import dev.nsjava.ns.FileName;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is mounted, and how far it is what the host has. */
final class MntView implements View {

  private static final List<Field> MOUNTS =
      List.of(
          Field.text("HOST").asNote(),
          Field.key("POINT"),
          Field.text("TYPE"),
          Field.text("SOURCE"),
          Field.text("DEVICE"),
          Field.text("ROOT"),
          Field.text("PROPAGATION").asNote(),
          Field.text("OPTIONS"));

  private static final List<Field> MISSING =
      List.of(
          Field.key("POINT").asNote(), Field.text("TYPE").asNote(), Field.text("SOURCE").asNote());

  /** The mounts here, as rows, and those that only the host has. */
  record Compared(List<Row> rows, List<Row> missing) {}

  @Override
  public void write(Subject subject, Sheet sheet) {
    if (subject.isProcess()) {
      sheet.text("root", () -> root(subject));
    }
    Deque<Compared> compared = new ArrayDeque<>();
    Deque<IOException> why = new ArrayDeque<>();
    sheet.list(
        "mounts",
        MOUNTS,
        () -> {
          Mount.Some some = mounts(subject);
          List<Mount> mounts = some.mounts();
          if (some.more() > 0) {
            sheet.skip("mounts", "there are " + some.more() + " more");
            why.add(new IOException("not all mounts were looked at"));
          }
          try {
            compared.add(compare(mounts, host()));
          } catch (IOException e) {
            why.add(e);
            compared.add(alone(mounts));
          }
          return compared.element().rows();
        });
    if (!why.isEmpty()) {
      sheet.skip("missing", Reason.of(why.element()));
      sheet.add("missing", MISSING, null);
    } else if (!compared.isEmpty()) {
      sheet.list("missing", MISSING, () -> compared.element().missing());
    }
  }

  /** The root directory of the process, as we see it. */
  private static String root(Subject subject) throws IOException {
    return FileName.all(Files.readSymbolicLink(subject.file("root")));
  }

  /** A process that has ended leaves its namespace to us. */
  private static Mount.Some mounts(Subject subject) throws IOException {
    try {
      return Mount.read(subject.file("mountinfo"));
    } catch (IOException e) {
      if (subject.namespace(NsType.MNT) == null) {
        throw e;
      }
    }
    long inode = subject.require(NsType.MNT).inode();
    try (Lookout lookout = new Lookout()) {
      return subject.within(NsType.MNT, () -> lookout.mounts(inode));
    }
  }

  /** The mounts of the host; our own if those may not be read, and are the same. */
  private static List<Mount> host() throws IOException {
    Mount.Some some;
    try {
      some = Mount.read(Host.DIRECTORY.resolve("mountinfo"));
    } catch (IOException e) {
      if (!Host.isOurs(NsType.MNT)) {
        throw new IOException("what the host has: " + Reason.of(e), e);
      }
      some = Mount.read(Proc.SELF.resolve("mountinfo"));
    }
    if (some.more() > 0) {
      throw new IOException("the host has too many mounts");
    }
    return some.mounts();
  }

  /** Mounts on one point are compared from the lowest up. */
  static Compared compare(List<Mount> mounts, List<Mount> host) {
    Map<String, Deque<Mount>> left = new HashMap<>();
    for (Mount mount : host) {
      left.computeIfAbsent(mount.point(), p -> new ArrayDeque<>()).add(mount);
    }
    List<Row> rows = new ArrayList<>();
    for (Mount mount : mounts) {
      Mount other = left.getOrDefault(mount.point(), new ArrayDeque<>()).poll();
      String is = other == null ? "new" : mount.isLike(other) ? "same" : "changed";
      rows.add(row(mount, is));
    }
    List<Row> missing = new ArrayList<>();
    for (Mount mount : host) {
      if (left.getOrDefault(mount.point(), new ArrayDeque<>()).remove(mount)) {
        missing.add(Row.of(mount.point(), mount.type(), mount.source()));
      }
    }
    return new Compared(rows, missing);
  }

  /** The mounts where nobody knows what the host has. */
  static Compared alone(List<Mount> mounts) {
    List<Row> rows = new ArrayList<>();
    for (Mount mount : mounts) {
      rows.add(row(mount, "?"));
    }
    return new Compared(rows, List.of());
  }

  private static Row row(Mount mount, String host) {
    return Row.of(
        host,
        mount.point(),
        mount.type(),
        mount.source(),
        mount.device(),
        mount.root(),
        mount.propagation(),
        mount.options());
  }
}
