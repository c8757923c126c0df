package dev.nsjava.ns;

import dev.nsjava.sys.LibC;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of a namespace, wherever it lies. */
public final class NsFile {

  private static final int O_RDONLY_CLOEXEC = 02000000;
  private static final int O_PATH_CLOEXEC = 010000000 | 02000000;

  private NsFile() {}

  /**
   * Opens it, and nothing else: a pipe that somebody has put there could make us wait, a device do
   * something.
   *
   * @param file bytes, one char each
   * @return a file descriptor
   * @throws dev.nsjava.sys.SysException if that may not be
   * @throws IOException if it is no namespace
   */
  public static int open(LibC libc, String file) throws IOException {
    int found = (int) LibC.check(libc.open(file, O_PATH_CLOEXEC, 0), "cannot open " + file);
    try {
      String same = "/proc/self/fd/" + found;
      if (!device(same).equals(device("/proc/self/ns/mnt"))) { // all are of one nsfs
        throw new IOException("it is no namespace");
      }
      return (int) LibC.check(libc.open(same, O_RDONLY_CLOEXEC, 0), "cannot open " + file);
    } finally {
      libc.close(found);
    }
  }

  private static Object device(String file) throws IOException {
    return Files.getAttribute(Path.of(file), "unix:dev");
  }
}
