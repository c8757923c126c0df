package dev.nsjava.ns;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What proc(5) shows of one process: one readlink(2) a type and one a descriptor. Nothing here is
 * shared, so several may be read at once.
 */
final class ProcessScan {

  /**
   * A descriptor.
   *
   * @param type of the namespace that it is, or null for a socket
   * @param inode of the namespace or the socket
   */
  record Descriptor(String number, @org.jspecify.annotations.Nullable NsType type, long inode) {}

  private static final String SOCKET = "socket:[";
  private static final int EXPECTED = 8;

  private final int pid;
  private final long[] inodes;
  private List<Descriptor> descriptors = List.of();
  private boolean hidden;

  private ProcessScan(int pid, int types) {
    this.pid = pid;
    this.inodes = new long[types];
  }

  /**
   * Looks at a process; one that vanishes meanwhile is in no namespace.
   *
   * @param types those to look for
   */
  static ProcessScan of(String proc, int pid, NsType[] types) {
    ProcessScan scan = new ProcessScan(pid, types.length);
    String directory = proc + "/" + pid;
    for (int i = 0; i < types.length && !scan.hidden; i++) {
      scan.look(directory, types[i], i);
    }
    scan.descriptors = scan.hidden ? List.of() : descriptors(directory + "/fd", types);
    return scan;
  }

  /** A process that has ended is still in some until its parent knows. */
  private void look(String directory, NsType type, int number) {
    try {
      inodes[number] = inode(link(directory + "/ns/" + type.word()));
    } catch (AccessDeniedException e) {
      hidden = true;
    } catch (FileSystemException e) {
      // EPERM has no exception of its own.
      hidden = "Operation not permitted".equals(e.getReason());
    } catch (IOException e) {
      inodes[number] = 0;
    }
  }

  int pid() {
    return pid;
  }

  /** Of the namespace of the type with that number, 0 if it is not known. */
  long inode(int type) {
    return inodes[type];
  }

  List<Descriptor> descriptors() {
    return descriptors;
  }

  /** Whether we have no right to look at it. */
  boolean isHidden() {
    return hidden;
  }

  private static List<Descriptor> descriptors(String directory, NsType[] types) {
    String[] numbers = new File(directory).list();
    if (numbers == null || numbers.length == 0) {
      return List.of();
    }
    List<Descriptor> found = new ArrayList<>(EXPECTED);
    for (String number : numbers) {
      String link = linkIfAny(directory + "/" + number);
      // Names of files begin with a slash, or are told from these by what they begin with.
      if (link.startsWith(SOCKET)) {
        found.add(new Descriptor(number, null, inode(link)));
      } else if (!link.isEmpty() && link.charAt(0) != '/') {
        addNamespace(number, link, types, found);
      }
    }
    return found;
  }

  private static void addNamespace(
      String number, String link, NsType[] types, List<Descriptor> found) {
    for (NsType type : types) {
      String word = type.word();
      if (link.startsWith(word) && link.startsWith(":[", word.length())) {
        found.add(new Descriptor(number, type, inode(link)));
      }
    }
  }

  /** The inode of the namespace that a link of proc leads to, 0 if it cannot be read. */
  static long inodeAt(String path) {
    String link = linkIfAny(path);
    return link.isEmpty() ? 0 : inode(link);
  }

  private static String linkIfAny(String path) {
    try {
      return link(path);
    } catch (IOException e) {
      return ""; // closed meanwhile, say
    }
  }

  private static String link(String path) throws IOException {
    return Files.readSymbolicLink(Path.of(path)).toString();
  }

  /** The number in {@code net:[4026531833]}. */
  private static long inode(String link) {
    return Long.parseLong(link, link.indexOf('[') + 1, link.length() - 1, 10);
  }
}
