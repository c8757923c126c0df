package dev.nsjava.inspect;

import dev.nsjava.ns.Identity;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.ProcStat;
import dev.nsjava.ns.Target;
import dev.nsjava.sys.LibC;
import dev.nsjava.sys.SysException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A target that is held while it is looked at. Nothing of it is executed or changed. */
public final class Inspection implements AutoCloseable {

  /** In the order of the sections. */
  public static final List<NsType> TYPES =
      List.of(
          NsType.PID,
          NsType.NET,
          NsType.MNT,
          NsType.UTS,
          NsType.IPC,
          NsType.USER,
          NsType.CGROUP,
          NsType.TIME);

  private final Subject subject;
  private final Set<NsType> types;
  private final List<Fact> target;
  private final Skipped skipped;
  private final Map<NsType, View> views = new EnumMap<>(NsType.class);

  private Inspection(Subject subject, Set<NsType> types, List<Fact> target, Skipped skipped) {
    this.subject = subject;
    this.types = types;
    this.target = target;
    this.skipped = skipped;
    views.put(NsType.PID, new PidView(skipped));
    views.put(NsType.NET, new NetView());
    views.put(NsType.MNT, new MntView());
    views.put(NsType.UTS, new UtsView());
    views.put(NsType.IPC, new IpcView());
    views.put(NsType.USER, new UserView());
    views.put(NsType.CGROUP, new CgroupView());
    views.put(NsType.TIME, new TimeView());
  }

  /**
   * Takes hold of a target.
   *
   * @param name what it was asked for by
   * @throws IOException if it has ended, or may not be looked at at all
   */
  public static Inspection of(Target target, String name, Identity identity, Skipped skipped)
      throws IOException {
    LibC libc = LibC.load();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("name", Field.Kind.TEXT, name));
    try {
      return switch (target) {
        case Target.Running running ->
            of(Subject.of(libc, running, identity), running.pid(), facts, skipped);
        case Target.Pinned pinned -> {
          facts.add(new Fact("file", Field.Kind.TEXT, pinned.file()));
          Subject subject = Subject.of(libc, pinned.type(), pinned.file());
          yield new Inspection(subject, EnumSet.of(pinned.type()), facts, skipped);
        }
      };
    } catch (SysException e) {
      throw new IOException(e.errno().text(), e);
    }
  }

  /**
   * Takes hold of process 1, or of what we can know of it where proc does not show it.
   *
   * @param name what it was asked for by
   * @throws IOException if it may not be looked at at all
   */
  public static Inspection host(String name, Identity identity, Skipped skipped)
      throws IOException {
    String check;
    try {
      check = ProcStat.of(Host.DIRECTORY.toString()).check();
    } catch (IOException e) {
      List<Fact> facts = new ArrayList<>(List.of(new Fact("name", Field.Kind.TEXT, name)));
      return of(Subject.hiddenHost(LibC.load()), Host.PID, facts, skipped);
    }
    return of(new Target.Running(Host.PID, check), name, identity, skipped);
  }

  /**
   * The process that has started this one, by the number it has in proc: never by one of our own,
   * which is another process' in the proc of another pid namespace.
   *
   * @throws IOException if proc is none of our own pid namespace
   */
  public static long caller() throws IOException {
    return caller(Path.of("/proc"));
  }

  /** The same in a proc that is mounted elsewhere. */
  static long caller(Path proc) throws IOException {
    String status = "";
    try {
      status = Proc.text(proc.resolve("self/status"));
    } catch (IOException e) {
      // nobody is there that is called self
    }
    List<String> parent = Proc.field(status, "PPid");
    // Pids from the namespace of the mount down to our own: two are the same only if there is one.
    if (parent.isEmpty() || Proc.field(status, "NSpid").size() != 1) {
      throw new IOException(proc + " does not show the processes of this pid namespace");
    }
    return Long.parseLong(parent.get(0));
  }

  private static Inspection of(Subject subject, long pid, List<Fact> facts, Skipped skipped) {
    facts.add(new Fact("pid", Field.Kind.NUMBER, Long.toString(pid)));
    facts.add(new Fact("command", Field.Kind.TEXT, command(subject)));
    Set<NsType> types = EnumSet.allOf(NsType.class);
    for (NsType type : NsType.values()) {
      if (!Proc.has(type)) {
        types.remove(type);
        skipped.add(Skipped.Kind.SECTION, type.word(), "the kernel has no such namespaces");
      }
    }
    return new Inspection(subject, types, facts, skipped);
  }

  private static @Nullable String command(Subject subject) {
    try {
      return Proc.line(subject.file("comm"));
    } catch (IOException e) {
      return null;
    }
  }

  /** What is said of the target itself. */
  public List<Fact> target() {
    return target;
  }

  /** The types of namespaces that it has. */
  public Set<NsType> types() {
    return types;
  }

  /** What can be seen in those of its namespaces that are of some types. */
  public Report report(Set<NsType> wanted) {
    List<Section> sections = new ArrayList<>();
    for (NsType type : TYPES) {
      if (wanted.contains(type) && types.contains(type)) {
        sections.add(section(type));
      }
    }
    return new Report(target, sections);
  }

  private Section section(NsType type) {
    Sheet sheet = new Sheet(subject, type, skipped);
    try {
      Objects.requireNonNull(views.get(type)).write(subject, sheet);
    } catch (OutOfMemoryError e) { // what one section takes is no reason to lose the others
      skipped.add(type, "it takes more memory than there is");
      sheet = new Sheet(subject, type, skipped);
    }
    return sheet.section(place(type));
  }

  /** Which namespace of a type it has. */
  public Place place(NsType type) {
    OpenNamespace namespace = subject.namespace(type);
    if (namespace == null) {
      return new Place(null, null, null, null, null);
    }
    long inode = namespace.inode();
    boolean nested = type == NsType.PID || type == NsType.USER;
    return new Place(
        inode,
        isThat(inode, Proc.inode(Proc.SELF, type)),
        Host.has(type, inode),
        OpenNamespace.inodeOf(namespace::owner),
        nested ? OpenNamespace.inodeOf(namespace::parent) : null);
  }

  private static @Nullable Boolean isThat(long inode, @Nullable Long other) {
    return other == null ? null : other == inode;
  }

  @Override
  public void close() {
    subject.close();
  }
}
