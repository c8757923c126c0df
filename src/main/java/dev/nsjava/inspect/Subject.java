package dev.nsjava.inspect;

import dev.nsjava.ns.Identity;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.ProcStat;
import dev.nsjava.ns.Reason;
import dev.nsjava.ns.Target.Running;
import dev.nsjava.ns.Visit;
import dev.nsjava.sys.LibC;
import dev.nsjava.sys.SysException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A target that is held. Its namespaces are open from the beginning, so that they outlive it, and
 * so is its directory in proc: in that of a process that has ended there is nothing, and never
 * another process with the same pid.
 */
final class Subject implements AutoCloseable {

  private static final int O_PATH_DIRECTORY_CLOEXEC = 010000000 | 0200000 | 02000000;

  private final LibC libc;
  private final int directory;
  private final Map<NsType, OpenNamespace> namespaces = new EnumMap<>(NsType.class);
  private final Map<NsType, String> refusals = new EnumMap<>(NsType.class);

  private Subject(LibC libc, int directory) {
    this.libc = libc;
    this.directory = directory;
  }

  /**
   * Holds a process.
   *
   * @throws IOException if it has ended, or is another one by now
   * @throws SysException the same
   */
  static Subject of(LibC libc, Running process, Identity identity) throws IOException {
    String path = "/proc/" + process.pid();
    int fd = libc.open(path, O_PATH_DIRECTORY_CLOEXEC, 0);
    Subject subject = new Subject(libc, (int) LibC.check(fd, "cannot look at " + path));
    try {
      subject.check(process, identity);
      for (NsType type : NsType.values()) {
        subject.hold(type, subject.file("ns/" + type.word()).toString());
        if (process.pid() == Host.PID && subject.namespace(type) == null && Host.isOurs(type)) {
          subject.hold(type, Proc.SELF.resolve("ns/" + type.word()).toString());
        }
      }
      return subject;
    } catch (IOException e) {
      subject.close();
      throw e;
    }
  }

  /** Holds a namespace that a file holds; bytes, one char each. */
  static Subject of(LibC libc, NsType type, String file) throws IOException {
    Subject subject = new Subject(libc, -1);
    subject.namespaces.put(type, OpenNamespace.open(libc, type, file));
    return subject;
  }

  /**
   * The pidfd's inode comes first: while the directory is alive after it, both are of one process.
   */
  private void check(Running process, Identity identity) throws IOException {
    boolean byInode = process.check().startsWith("ino:");
    String inode = byInode ? Long.toUnsignedString(identity.inode(process.pid())) : "";
    ProcStat stat = ProcStat.of(file("").toString());
    String check = byInode ? "ino:" + inode : stat.check();
    if (stat.isDead() || !check.equals(process.check())) {
      throw new IOException("it has ended");
    }
  }

  private void hold(NsType type, String file) {
    try {
      namespaces.put(type, OpenNamespace.open(libc, type, file));
    } catch (IOException e) {
      refusals.put(type, reason(e));
    } catch (SysException e) {
      refusals.put(type, reason(e));
    }
  }

  /** Whether it is a process, not a namespace alone. */
  boolean isProcess() {
    return directory >= 0;
  }

  /** A file in the directory of the process. */
  Path file(String name) throws IOException {
    if (!isProcess()) {
      throw new IOException("no process is known to be in it");
    }
    return Path.of("/proc/self/fd/" + directory + "/" + name);
  }

  /** The text of a file of the process; bytes, one char each. */
  String text(String name) throws IOException {
    return Proc.text(file(name));
  }

  /** Null if there is none, or we may not know. */
  @Nullable OpenNamespace namespace(NsType type) {
    return namespaces.get(type);
  }

  /**
   * The namespace.
   *
   * @throws IOException if there is none, or we may not know
   */
  OpenNamespace require(NsType type) throws IOException {
    OpenNamespace namespace = namespaces.get(type);
    if (namespace == null) {
      throw new IOException(refusals.getOrDefault(type, "no such namespace"));
    }
    return namespace;
  }

  /**
   * Does work within a namespace. Our own needs no right to be entered.
   *
   * @throws IOException as the work does, or if there is no such namespace
   * @throws SysException if it may not be entered
   */
  <T extends @Nullable Object> T within(NsType type, Visit.Work<T> work) throws IOException {
    OpenNamespace namespace = require(type);
    return Visit.in(libc, isOurs(type) ? Map.of() : Map.of(type, namespace.file()), work);
  }

  /** Whether we know that the namespace is our own. */
  boolean isOurs(NsType type) {
    OpenNamespace namespace = namespaces.get(type);
    return namespace != null && Long.valueOf(namespace.inode()).equals(Proc.inode(Proc.SELF, type));
  }

  LibC libc() {
    return libc;
  }

  /** Why something could not be read: often because the process is gone. */
  String reason(Exception e) {
    if (isProcess() && !isAlive()) {
      return "the process has ended";
    }
    return e instanceof SysException s ? s.errno().text() : Reason.of((IOException) e);
  }

  private boolean isAlive() {
    try {
      return !ProcStat.of("/proc/self/fd/" + directory).isDead();
    } catch (IOException e) {
      return !Proc.isGone(e);
    }
  }

  @Override
  public void close() {
    namespaces.values().forEach(OpenNamespace::close);
    if (isProcess()) {
      libc.close(directory);
    }
  }
}
