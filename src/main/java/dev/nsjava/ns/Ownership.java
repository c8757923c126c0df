package dev.nsjava.ns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Who may change a file, or what is in a directory, see inode(7). What root does with files of
 * others must not be theirs to turn elsewhere, so it looks first.
 *
 * @param uid the owner, in the user namespace of this process
 * @param mode type and permissions, {@code st_mode}
 */
public record Ownership(int uid, int mode) {

  private static final int S_IFMT = 0170000;
  private static final int S_IFDIR = 0040000;
  private static final int WRITABLE_BY_OTHERS = 022;
  private static final int OPEN_TO_OTHERS = 077;

  /**
   * That of a file, not of what it leads to if it is a link.
   *
   * @throws IOException if there is none, or it cannot be looked at
   */
  public static Ownership of(Path file) throws IOException {
    Map<String, Object> seen =
        Files.readAttributes(file, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    if (seen.get("uid") instanceof Integer uid && seen.get("mode") instanceof Integer mode) {
      return new Ownership(uid, mode);
    }
    throw new IOException("no owner");
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return (mode & S_IFMT) == S_IFDIR;
  }

  /** Whether it belongs to root, or to the user of this process. */
  public boolean isOurs() throws IOException {
    return uid == 0 || Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(uid);
  }

  /** Whether others than its owner may write to it. */
  public boolean isWritableByOthers() {
    return (mode & WRITABLE_BY_OTHERS) != 0;
  }

  /** Whether others than its owner may do anything with it. */
  public boolean isOpenToOthers() {
    return (mode & OPEN_TO_OTHERS) != 0;
  }
}
