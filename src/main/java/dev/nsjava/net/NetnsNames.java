package dev.nsjava.net;

import dev.nsjava.ns.FileName;
import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of network namespaces: files in {@code /run/netns} that the namespaces are bound on,
 * see ip-netns(8), which shares them. Names are bytes, one char each.
 */
public final class NetnsNames {

  /** Where they are. */
  public static final String DIRECTORY = "/run/netns";

  private static final int LONGEST = 255;
  private static final int MODE = 0755;

  private final SystemCalls calls;
  private boolean isPrepared;

  NetnsNames(SystemCalls calls) {
    this.calls = calls;
  }

  /** All names, in the order of the directory. Whether each is a namespace is not looked at. */
  public static List<String> all() throws NetlinkException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(DIRECTORY))) {
      for (Path entry : entries) {
        names.add(FileName.of(entry));
      }
    } catch (NoSuchFileException e) {
      return names; // nobody has named any
    } catch (IOException | DirectoryIteratorException e) {
      throw NetlinkException.failed("cannot read " + DIRECTORY + ": " + e.getMessage());
    }
    return names;
  }

  /** The file of a name. */
  public static String file(String name) {
    return DIRECTORY + "/" + name;
  }

  /** The name that a path of a file in the directory has, or null if it is none. */
  public static @Nullable String ofFile(String file) {
    int slash = file.lastIndexOf('/');
    String directory = file.substring(0, slash + 1);
    boolean ours = directory.equals(DIRECTORY + "/") || directory.equals("/var/run/netns/");
    return ours && isName(file.substring(slash + 1)) ? file.substring(slash + 1) : null;
  }

  private static boolean isName(String name) {
    boolean dots = name.equals(".") || name.equals("..");
    return !name.isEmpty() && name.length() <= LONGEST && name.indexOf('/') < 0 && !dots;
  }

  /**
   * Makes sure that a name is one.
   *
   * @throws NetlinkException unless it has 1 to 255 bytes, no slash, and is not a directory's
   */
  public static void check(String name) throws NetlinkException {
    if (!isName(name)) {
      throw NetlinkException.failed("invalid network namespace name '" + name + "'");
    }
  }

  /**
   * Gives a namespace a name.
   *
   * @throws NetlinkException if the name is taken, among others; then nothing is left
   */
  public void add(String name, Netns netns, Undo undo) throws NetlinkException {
    check(name);
    try {
      prepare();
      int fd = calls.open(file(name), SystemCalls.O_CREAT | SystemCalls.O_EXCL, 0, taken(name));
      undo.add(() -> remove(name));
      calls.close(fd);
      String doing = "cannot name network namespace '" + name + "'";
      String source = "/proc/thread-self/fd/" + netns.fd();
      calls.mount(source, file(name), null, SystemCalls.MS_BIND, doing);
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  private static String taken(String name) {
    return "cannot create " + file(name);
  }

  /** Takes the name away. The namespace lives as long as anybody is in it or holds it. */
  public void delete(String name) throws NetlinkException {
    check(name);
    try {
      remove(name);
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  private void remove(String name) {
    try {
      int flags = SystemCalls.MNT_DETACH | SystemCalls.UMOUNT_NOFOLLOW;
      calls.umount2(file(name), flags, "cannot unmount " + file(name));
    } catch (SysException e) {
      // a file that nothing is bound on is removed all the same
    }
    calls.unlink(file(name), "cannot remove network namespace '" + name + "'");
  }

  /**
   * Makes the directory, and a mount of it that spreads: what is bound there is seen in all mount
   * namespaces, and a name that is taken away goes away in all. Under a lock, since two that do it
   * at once bind it twice.
   */
  private void prepare() {
    if (isPrepared) {
      return;
    }
    try {
      calls.mkdir(DIRECTORY, MODE, "cannot create " + DIRECTORY);
    } catch (SysException e) {
      if (!e.errno().name().equals("EEXIST")) {
        throw e;
      }
    }
    int flags = SystemCalls.O_RDONLY | SystemCalls.O_DIRECTORY;
    int directory = calls.open(DIRECTORY, flags, 0, "cannot open " + DIRECTORY);
    try {
      calls.flock(directory, SystemCalls.LOCK_EX, "cannot lock " + DIRECTORY);
      share();
    } finally {
      calls.close(directory);
    }
    isPrepared = true;
  }

  private void share() {
    String doing = "cannot share " + DIRECTORY;
    try {
      calls.mount("", DIRECTORY, "none", SystemCalls.MS_SHARED | SystemCalls.MS_REC, doing);
      return;
    } catch (SysException e) {
      if (!e.errno().name().equals("EINVAL")) {
        throw e;
      }
    }
    calls.mount(DIRECTORY, DIRECTORY, "none", SystemCalls.MS_BIND | SystemCalls.MS_REC, doing);
    // out of the peers of what it lies on first: it gets a group of its own
    calls.mount("", DIRECTORY, "none", SystemCalls.MS_PRIVATE | SystemCalls.MS_REC, doing);
    calls.mount("", DIRECTORY, "none", SystemCalls.MS_SHARED | SystemCalls.MS_REC, doing);
  }
}
