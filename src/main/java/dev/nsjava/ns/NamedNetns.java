package dev.nsjava.ns;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace with a name, as ip-netns(8) keeps them.
 *
 * @param name bytes: it is compared with what lies in the directory, and never part of a path that
 *     is looked up
 */
record NamedNetns(String name, Path directory, Path path) {

  private static final int MOST_LINKS = 8;
  private static final String TYPE = "net:[";

  /** All files in a directory, namespaces or not. */
  static List<NamedNetns> all(Path directory) {
    List<NamedNetns> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        names.add(new NamedNetns(FileName.of(entry), directory, entry));
      }
    } catch (IOException e) {
      return names; // nobody has named any
    }
    return names;
  }

  /** Its file, as a path in bytes. */
  String file() {
    return directory + "/" + name;
  }

  /**
   * The inode of the network namespace that the file is, or null if it is none.
   *
   * @param mounts what is bound where, see {@link NsMounts}
   */
  @Nullable Long inode(Map<String, String> mounts) {
    try {
      Path file = followed();
      return Files.isSymbolicLink(file) ? inodeOfLink(file) : inodeOfMount(file, mounts);
    } catch (IOException e) {
      return null;
    }
  }

  /** Where links lead to. That of a process to its namespace is as good as a file. */
  private Path followed() throws IOException {
    Path at = path;
    for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(at); i++) {
      Path to = Files.readSymbolicLink(at);
      if (to.toString().startsWith(TYPE)) {
        return at;
      }
      at = at.resolveSibling(to);
    }
    return at;
  }

  /** Only a link of the kernel's leads to what it says it does. */
  private static @Nullable Long inodeOfLink(Path link) throws IOException {
    Long inode = inode(Files.readSymbolicLink(link).toString());
    return Files.getAttribute(link, "unix:ino").equals(inode) ? inode : null;
  }

  private static @Nullable Long inodeOfMount(Path file, Map<String, String> mounts)
      throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    String place = parent == null ? "" : parent.toRealPath() + "/" + FileName.of(file);
    return inode(mounts.getOrDefault(place, ""));
  }

  private static @Nullable Long inode(String namespace) {
    if (!namespace.matches("net:\\[\\d{1,18}]")) {
      return null;
    }
    return Long.valueOf(namespace.substring(TYPE.length(), namespace.length() - 1));
  }
}
