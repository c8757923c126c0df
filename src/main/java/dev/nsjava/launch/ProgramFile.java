package dev.nsjava.launch;

import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import java.io.ByteArrayOutputStream;
import java.nio.file.FileSystemException;

/** A program in the file system, by a path as the caller of the launcher sees it. */
public final class ProgramFile {

  /** Bytes; those that nsjava makes are far smaller. */
  private static final int LARGEST = 1 << 20;

  private final LauncherCalls calls;
  private final String path;

  /** The one with a path: bytes, one char each. */
  public ProgramFile(Launcher launcher, String path) {
    this.calls = new LauncherCalls(launcher);
    this.path = path;
  }

  /**
   * Its beginning, or all of it.
   *
   * @throws FileSystemException with a reason that names the path
   */
  public byte[] read() throws FileSystemException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String doing = "cannot read " + path;
    try {
      int fd = calls.open(path, SystemCalls.O_RDONLY | SystemCalls.O_NONBLOCK, 0, doing);
      byte[] part = calls.read(fd, doing);
      while (part.length > 0 && bytes.size() < LARGEST) {
        bytes.writeBytes(part);
        part = calls.read(fd, doing);
      }
      return bytes.toByteArray();
    } catch (SysException e) {
      throw new FileSystemException(path, null, e.getMessage());
    }
  }

  /**
   * Puts it there whole, in place of a regular file or where there is none.
   *
   * @throws FileSystemException the same; then nothing has changed
   */
  public void install(byte[] bytes) throws FileSystemException {
    try {
      calls.install(path, bytes, "cannot write " + path);
    } catch (SysException e) {
      boolean other = e.is("EEXIST");
      throw new FileSystemException(
          path, null, other ? path + " is no regular file" : e.getMessage());
    }
  }
}
