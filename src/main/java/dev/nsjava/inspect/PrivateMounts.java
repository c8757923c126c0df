package dev.nsjava.inspect;

import dev.nsjava.sys.LibC;
import java.nio.file.Path;

/**
 * Mounts that are seen by the calling thread alone, and end with it: one that visits, see {@link
 * dev.nsjava.ns.Visit}.
 */
final class PrivateMounts {

  /** Where everything is mounted: it is there, or we would not have come so far. */
  static final Path POINT = Path.of("/proc");

  private static final int CLONE_NEWNS = 0x0002_0000;
  private static final long MS_REC_PRIVATE = 0x4000 | 1 << 18;
  private static final long MS_NOSUID_NODEV_NOEXEC = 2 | 4 | 8;

  private final LibC libc;

  /**
   * Gives the thread a mount namespace of its own.
   *
   * @throws dev.nsjava.sys.SysException if that may not be
   */
  PrivateMounts(LibC libc) {
    this.libc = libc;
    LibC.check(libc.unshare(CLONE_NEWNS), "cannot make a mount namespace");
    LibC.check(libc.mount(null, "/", null, MS_REC_PRIVATE, null), "cannot part from the mounts");
  }

  /** Mounts a file system above what was there. */
  void mount(String source, String type, String options) {
    String point = POINT.toString();
    int done = libc.mount(source, point, type, MS_NOSUID_NODEV_NOEXEC, options);
    LibC.check(done, "cannot mount " + type);
  }
}
