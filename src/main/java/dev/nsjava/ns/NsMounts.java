package dev.nsjava.ns;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** The namespaces that are bound on files, from proc_pid_mountinfo(5). */
final class NsMounts {

  private static final int ROOT = 3;

  private NsMounts() {}

  /** A namespace, {@code net:[4026532205]}, and the path that it is bound on, in bytes. */
  record Bound(String path, String namespace) {}

  /** Paths in bytes, and what is to be seen there. */
  static Map<String, String> parse(String mountinfo) {
    Map<String, String> mounts = new LinkedHashMap<>();
    for (Bound bound : all(mountinfo)) {
      mounts.put(bound.path(), bound.namespace());
    }
    return mounts;
  }

  /** The same, with those that are hidden by a later one. */
  static List<Bound> all(String mountinfo) {
    List<Bound> mounts = new ArrayList<>();
    StringTokenizer lines = new StringTokenizer(mountinfo, "\n");
    while (lines.hasMoreTokens()) {
      String line = lines.nextToken();
      if (line.contains(" - nsfs ")) {
        StringTokenizer words = new StringTokenizer(line, " ");
        for (int i = 0; i < ROOT; i++) {
          words.nextToken();
        }
        String namespace = words.nextToken();
        mounts.add(new Bound(Escapes.undone(words.nextToken()), namespace));
      }
    }
    return mounts;
  }

  /** The type of a namespace that is called so, if it has that inode, else null. */
  static @Nullable NsType type(String namespace, long inode) {
    for (NsType type : NsType.values()) {
      if (namespace.equals(type.word() + ":[" + inode + "]")) {
        return type;
      }
    }
    return null;
  }

  /**
   * Whether a path leads to that inode: a mount may be hidden by another.
   *
   * @param path bytes, one char each
   */
  static boolean isStill(String path, long inode) {
    try {
      return Files.getAttribute(FileName.path(path), "unix:ino").equals(inode);
    } catch (IOException e) {
      return false;
    }
  }
}
