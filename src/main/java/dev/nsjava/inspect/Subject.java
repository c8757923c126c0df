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

  private static final String HIDDEN = "process 1 is not to be seen";

  private static final int O_PATH_DIRECTORY_CLOEXEC = 010000000 | 0200000 | 02000000;

  private final LibC libc;
  private final boolean process;

  /** -1 if there is none that we see. */
  private int directory;

  private final Map<NsType, OpenNamespace> namespaces = new EnumMap<>(NsType.class);
  private final Map<NsType, String> refusals = new EnumMap<>(NsType.class);

  private Subject(LibC libc, boolean process, int directory) {
    this.libc = libc;
    this.process = process;
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
    Subject subject = new Subject(libc, true, (int) LibC.check(fd, "cannot look at " + path));
    try {
      subject.check(process, identity);
      for (NsType type : NsType.values()) {
        subject.hold(type, subject.file("ns/" + type.word()).toString());
        if (process.pid() == Host.PID) {
          subject.holdHosts(type);
        }
      }
      return subject;
    } catch (IOException e) {
      subject.close();
      throw e;
    }
  }

  /**
   * Holds those namespaces of process 1 that are certain to be ours too: proc hides the process.
   */
  static Subject hiddenHost(LibC libc) {
    Subject subject = new Subject(libc, true, -1);
    for (NsType type : NsType.values()) {
      subject.refusals.put(type, HIDDEN);
      subject.holdHosts(type);
    }
    return subject;
  }

  private void holdHosts(NsType type) {
    if (namespace(type) == null && Host.isOurs(type)) {
      hold(type, Proc.SELF.resolve("ns/" + type.word()).toString());
    }
  }

  /** Holds a namespace that a file holds; bytes, one char each. */
  static Subject of(LibC libc, NsType type, String file) throws IOException {
    Subject subject = new Subject(libc, false, -1);
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
    if (!check.equals(process.check()) || (stat.isDead() && !holdsThread())) {
      throw new IOException("it has ended");
    }
  }

  /** Of a process whose first thread has ended nothing is seen but through one that lives on. */
  private boolean holdsThread() throws IOException {
    String[] threads = file("task").toFile().list();
    for (String thread : threads == null ? new String[0] : threads) {
      int fd = libc.open(file("task/" + thread).toString(), O_PATH_DIRECTORY_CLOEXEC, 0);
      if (fd >= 0 && isAlive(fd)) {
        libc.close(directory);
        directory = fd;
        return true;
      }
      if (fd >= 0) {
        libc.close(fd);
      }
    }
    return false;
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
    return process;
  }

  /** A file in the directory of the process. */
  Path file(String name) throws IOException {
    if (directory < 0) {
      throw new IOException(process ? HIDDEN : "no process is known to be in it");
    }
    return Path.of("/proc/self/fd/" + directory + "/" + name);
  }

  /** The text of a file of the process; bytes, one char each. */
  String text(String name) throws IOException {
    return Proc.text(file(name));
  }

  /** The same of a file that is alike for all processes in one namespace of a type. */
  String text(NsType type, String name) throws IOException {
    return isOurs(type) ? Proc.text(Proc.SELF.resolve(name)) : text(name);
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
    if (directory >= 0 && !isAlive(directory)) {
      return "the process has ended";
    }
    return e instanceof SysException s ? s.errno().text() : Reason.of((IOException) e);
  }

  private static boolean isAlive(int directory) {
    try {
      return !ProcStat.of("/proc/self/fd/" + directory).isDead();
    } catch (IOException e) {
      return !Proc.isGone(e);
    }
  }

  @Override
  public void close() {
    namespaces.values().forEach(OpenNamespace::close);
    if (directory >= 0) {
      libc.close(directory);
    }
  }
}
