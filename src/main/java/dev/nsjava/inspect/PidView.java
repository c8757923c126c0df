package dev.nsjava.inspect;

import dev.nsjava.inspect.Listing.Row;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.ProcMount;
import dev.nsjava.sys.LibC;
import dev.nsjava.sys.SysException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The processes of a pid namespace and of those below it, by the numbers they have in it. */
final class PidView implements View {

  private static final List<Field> FIELDS =
      List.of(
          Field.number("PID"),
          Field.number("PPID").asNote(),
          Field.keyNumber("OUTSIDE"),
          Field.number("UID").asNote(),
          Field.text("STATE").asNote(),
          Field.text("COMMAND").asNote());

  private static final String PROC = "/proc";

  private final Skipped skipped;

  PidView(Skipped skipped) {
    this.skipped = skipped;
  }

  @Override
  public void write(Subject subject, Sheet sheet) {
    if (subject.isProcess() && subject.namespace(NsType.PID) == null) {
      sheet.skip("other processes", "its pid namespace may not be looked at");
      sheet.list("processes", FIELDS, () -> alone(subject));
    } else {
      sheet.list("processes", FIELDS, () -> rows(subject, sheet));
    }
  }

  /** It tells its own numbers to everybody. */
  private static List<Row> alone(Subject subject) throws IOException {
    Member member = Member.of(subject.file(""));
    return rows(List.of(member), member.depth());
  }

  private List<Row> rows(Subject subject, Sheet sheet) throws IOException {
    OpenNamespace namespace = subject.require(NsType.PID);
    Map<Long, Boolean> known = new HashMap<>();
    List<Member> inside = new ArrayList<>();
    List<Member> all = Member.all(PROC, skipped);
    if (ProcMount.isSilent(PROC, all.stream().anyMatch(member -> member.outside().equals("1")))) {
      sheet.skip("processes of others", ProcMount.SILENT);
    }
    boolean whole = isOfOurProc(namespace.inode()); // then all that our proc shows is in it
    int depth = whole ? 0 : depth(all, namespace.inode());
    if (depth < 0 && OpenNamespace.inodeOf(namespace::parent) == null) {
      throw new IOException("it is not known to be below our pid namespace"); // see ioctl_nsfs(2)
    }
    for (Member member : all) {
      if (depth >= 0 && member.depth() >= depth && (whole || isIn(member, namespace, known))) {
        inside.add(member);
      }
    }
    return rows(inside, Math.max(depth, 0));
  }

  /**
   * What is told of processes.
   *
   * @param depth which of their numbers is the one inside
   */
  static List<Row> rows(List<Member> inside, int depth) {
    Map<String, String> numbers = new HashMap<>();
    for (Member member : inside) {
      numbers.put(member.outside(), member.numbers().get(depth));
    }
    List<Row> rows = new ArrayList<>();
    inside.stream()
        .sorted(Comparator.comparingLong(m -> Long.parseLong(m.numbers().get(depth))))
        .forEach(
            m ->
                rows.add(
                    Row.of(
                        m.numbers().get(depth),
                        numbers.getOrDefault(m.parent(), "0"),
                        m.outside(),
                        m.uid(),
                        m.state(),
                        m.comm())));
    return rows;
  }

  /** How far below the namespace of our proc it is, or -1 if nobody is in it. */
  private static int depth(List<Member> members, long inode) {
    for (Member member : members) {
      if (Long.valueOf(inode).equals(member.namespace())) {
        return member.depth();
      }
    }
    return -1;
  }

  private boolean isIn(Member member, OpenNamespace namespace, Map<Long, Boolean> known) {
    Long own = member.namespace();
    if (own == null) {
      skipped.add(Skipped.Kind.PROCESS, "", "its pid namespace may not be looked at");
      return false;
    }
    Boolean in = known.get(own);
    if (in == null) {
      in = isIn(namespace.libc(), "/proc/" + member.outside() + "/ns/pid", own, namespace.inode());
      if (in != null) {
        known.put(own, in);
      }
    }
    return Boolean.TRUE.equals(in);
  }

  /** Whether it is the namespace of the mounted proc: our own, unless that was mounted outside. */
  private static boolean isOfOurProc(long inode) {
    try {
      boolean fits = Proc.field(Proc.text(Proc.SELF.resolve("status")), "NSpid").size() == 1;
      return fits && Long.valueOf(inode).equals(Proc.inode(Proc.SELF, NsType.PID));
    } catch (IOException e) {
      return false;
    }
  }

  /** Null if the process has ended: what that tells is nothing of others in its namespace. */
  private static @Nullable Boolean isIn(LibC libc, String file, long expected, long inode) {
    try (OpenNamespace own = OpenNamespace.open(libc, NsType.PID, file)) {
      return own.inode() == expected ? isIn(own, inode) : null;
    } catch (IOException | SysException e) {
      return null;
    }
  }

  private static boolean isIn(OpenNamespace namespace, long inode) throws IOException {
    if (namespace.inode() == inode) {
      return true;
    }
    OpenNamespace above;
    try {
      above = namespace.parent();
    } catch (SysException e) {
      return false; // the way up has led to our own namespace
    }
    try (above) {
      return isIn(above, inode);
    }
  }
}
