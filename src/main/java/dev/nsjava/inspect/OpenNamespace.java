package dev.nsjava.inspect;

import dev.nsjava.ns.NsFile;
import dev.nsjava.ns.NsType;
import dev.nsjava.sys.LibC;
import dev.nsjava.sys.SysException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A namespace that an open file keeps alive.
 *
 * @param fd that file, of nsfs
 */
record OpenNamespace(LibC libc, NsType type, int fd, long inode) implements AutoCloseable {

  // linux/nsfs.h
  private static final long NS_GET_USERNS = 0xb701;
  private static final long NS_GET_PARENT = 0xb702;
  private static final long NS_GET_NSTYPE = 0xb703;
  private static final long NS_GET_OWNER_UID = 0xb704;

  /**
   * Opens its file.
   *
   * @param file bytes, one char each
   * @throws SysException if that may not be
   * @throws IOException if it is none, or of another type
   */
  static OpenNamespace open(LibC libc, NsType type, String file) throws IOException {
    return of(libc, type, NsFile.open(libc, file));
  }

  /** The name of a file that a namespace is bound on is not the namespace's: so its inode is. */
  private static OpenNamespace of(LibC libc, NsType type, int fd) throws IOException {
    try {
      long its = LibC.check(libc.ioctl(fd, NS_GET_NSTYPE, 0L), "not a namespace");
      if (its != flag(type)) {
        throw new IOException("it is no " + type.word() + " namespace");
      }
      Object inode = Files.getAttribute(Path.of("/proc/self/fd/" + fd), "unix:ino");
      return new OpenNamespace(libc, type, fd, (long) Objects.requireNonNull(inode));
    } catch (IOException | SysException e) {
      libc.close(fd);
      throw e;
    }
  }

  /** {@code CLONE_NEW*}, see clone(2). */
  private static long flag(NsType type) {
    return switch (type) {
      case TIME -> 0x80;
      case MNT -> 0x0002_0000;
      case CGROUP -> 0x0200_0000;
      case UTS -> 0x0400_0000;
      case IPC -> 0x0800_0000;
      case USER -> 0x1000_0000;
      case PID -> 0x2000_0000;
      case NET -> 0x4000_0000;
    };
  }

  /** What a link like {@code net:[4026531833]} says, or -1 if it is of no such namespace. */
  static long inode(Path link, NsType type) throws IOException {
    String name = Files.readSymbolicLink(link).toString();
    String start = type.word() + ":[";
    boolean named = name.startsWith(start) && name.endsWith("]");
    return named ? Long.parseLong(name, start.length(), name.length() - 1, 10) : -1;
  }

  /** The path to it for this process. */
  String file() {
    return "/proc/self/fd/" + fd;
  }

  /**
   * The user namespace that owns it.
   *
   * @throws SysException EPERM if that is not our own or below it
   */
  OpenNamespace owner() throws IOException {
    return of(libc, NsType.USER, answer(NS_GET_USERNS, "its owner"));
  }

  /**
   * The namespace above a pid or user namespace.
   *
   * @throws SysException EPERM if that is not our own or below it
   */
  OpenNamespace parent() throws IOException {
    return of(libc, type, answer(NS_GET_PARENT, "what is above it"));
  }

  /** The user who made a user namespace, as an id of our own user namespace. */
  long ownerUid() {
    int[] uid = new int[1];
    LibC.check(libc.ioctl(fd, NS_GET_OWNER_UID, uid), "cannot ask who owns it");
    return Integer.toUnsignedLong(uid[0]);
  }

  private int answer(long request, String what) {
    return (int) LibC.check(libc.ioctl(fd, request, 0L), "cannot ask for " + what);
  }

  /** The inode of another namespace that is asked for, or null if we may not know. */
  static @Nullable Long inodeOf(Sheet.Source<OpenNamespace> other) {
    try (OpenNamespace namespace = other.read()) {
      return namespace.inode();
    } catch (IOException | SysException e) {
      return null;
    }
  }

  @Override
  public void close() {
    libc.close(fd);
  }
}
