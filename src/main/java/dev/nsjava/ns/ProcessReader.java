package dev.nsjava.ns;

import dev.nsjava.ns.ProcessScan.Descriptor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads processes: one readlink(2) a type and one a descriptor. Nothing here changes, so several
 * may be read at once. Paths are made from their parts, since most of the time of a small survey
 * would go into looking at each of their characters.
 */
final class ProcessReader {

  private static final String SOCKET = "socket:[";
  private static final int FEW = 4;

  private final Path proc;
  private final NsType[] types;
  private final Path[] files;
  private final Path fd = Path.of("fd");

  /**
   * A reader.
   *
   * @param types those to look for
   */
  ProcessReader(String proc, NsType[] types) {
    this.proc = Path.of(proc);
    this.types = types;
    files = new Path[types.length];
    for (int i = 0; i < types.length; i++) {
      files[i] = Path.of("ns/" + types[i].word());
    }
  }

  /**
   * Looks at a process; one that vanishes meanwhile is in no namespace, one that has ended is still
   * in some until its parent knows.
   */
  ProcessScan read(int pid) {
    Path directory = proc.resolve(Integer.toString(pid));
    Long[] inodes = new Long[types.length];
    Arrays.fill(inodes, 0L);
    for (int i = 0; i < types.length; i++) {
      try {
        inodes[i] = inode(link(directory.resolve(files[i])));
      } catch (AccessDeniedException e) {
        return new ProcessScan(pid, Arrays.asList(inodes), List.of(), true);
      } catch (FileSystemException e) {
        if ("Operation not permitted".equals(e.getReason())) { // EPERM has none of its own
          return new ProcessScan(pid, Arrays.asList(inodes), List.of(), true);
        }
      } catch (IOException e) {
        inodes[i] = 0L;
      }
    }
    return new ProcessScan(pid, Arrays.asList(inodes), descriptors(directory.resolve(fd)), false);
  }

  private List<Descriptor> descriptors(Path directory) {
    String[] numbers = directory.toFile().list();
    if (numbers == null || numbers.length == 0) {
      return List.of();
    }
    List<Descriptor> found = new ArrayList<>(FEW);
    for (String number : numbers) {
      String link = linkIfAny(directory.resolve(number));
      if (link.isEmpty() || link.charAt(0) == '/') {
        continue; // a file: only what is none has a name that begins otherwise
      }
      if (link.startsWith(SOCKET)) {
        found.add(new Descriptor(number, null, inode(link)));
      } else {
        addNamespace(number, link, found);
      }
    }
    return found;
  }

  private void addNamespace(String number, String link, List<Descriptor> found) {
    for (NsType type : types) {
      String word = type.word();
      if (link.startsWith(word) && link.startsWith(":[", word.length())) {
        found.add(new Descriptor(number, type, inode(link)));
      }
    }
  }

  /** The inode of the namespace that a link of proc leads to, 0 if it cannot be read. */
  static long inodeAt(String path) {
    String link = linkIfAny(Path.of(path));
    return link.isEmpty() ? 0 : inode(link);
  }

  private static String linkIfAny(Path path) {
    try {
      return link(path);
    } catch (IOException e) {
      return ""; // closed meanwhile, say
    }
  }

  private static String link(Path path) throws IOException {
    return Files.readSymbolicLink(path).toString();
  }

  /** The number in {@code net:[4026531833]}. */
  private static long inode(String link) {
    long number = 0;
    for (int i = link.indexOf('[') + 1; i < link.length() - 1; i++) {
      number = number * 10 + link.charAt(i) - '0';
    }
    return number;
  }
}
