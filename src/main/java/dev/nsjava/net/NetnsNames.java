package dev.nsjava.net;

import dev.nsjava.ns.FileName;
import dev.nsjava.ns.NearName;
import dev.nsjava.ns.Ownership;
import dev.nsjava.ns.Reason;
import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCall;
import dev.nsjava.sys.SystemCalls;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
    } catch (DirectoryIteratorException e) {
      throw NetlinkException.failed("cannot read " + DIRECTORY + ": " + e.getMessage());
    } catch (IOException e) {
      throw NetlinkException.failed("cannot read " + DIRECTORY + ": " + Reason.of(e));
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
    addAll(List.of(name), List.of(netns), undo);
  }

  /** Gives each its name. */
  public void addAll(List<String> names, List<Netns> namespaces, Undo undo)
      throws NetlinkException {
    List<SystemCall> pins = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      check(name);
      String file = "/proc/thread-self/fd/" + namespaces.get(i).fd();
      pins.add(
          new SystemCall.Pin(file, file(name), "cannot name network namespace '" + name + "'"));
    }
    int[] made = new int[1];
    try {
      prepare();
      calls.all(
          pins,
          (i, pinned) -> {
            undo.add(() -> remove(names.get(i)));
            made[0]++;
          });
    } catch (SysException e) {
      NetlinkException failure = NetlinkException.of(e);
      throw failure.is("EEXIST")
          ? failure.as("network namespace '" + names.get(made[0]) + "' exists already")
          : failure;
    }
  }

  /**
   * Takes the name away. The namespace lives as long as anybody is in it or holds it. A file that
   * is no namespace is removed, too.
   */
  public void delete(String name) throws NetlinkException {
    check(name);
    try {
      if (isThere()) {
        remove(name);
        return;
      }
    } catch (SysException e) {
      NetlinkException failure = NetlinkException.of(e);
      throw failure.is("ENOENT") ? missing(name) : failure;
    }
    throw missing(name);
  }

  private void remove(String name) {
    removing(name).on(calls);
  }

  private static SystemCall removing(String name) {
    return new SystemCall.Unpin(file(name), "cannot remove network namespace '" + name + "'");
  }

  /**
   * Removes a file that no namespace is bound on: whoever was to name one was killed.
   *
   * @throws NetlinkException if something is bound on it
   */
  public void clear(String name) throws NetlinkException {
    check(name);
    try {
      calls.unlink(file(name), "cannot remove " + file(name));
    } catch (SysException e) {
      if (!e.is("ENOENT")) {
        throw NetlinkException.of(e);
      }
    }
  }

  /** Whether a name is one that {@link #clear} is for: an empty file. */
  public static boolean isLeft(String name) {
    try {
      Path file = FileName.path(file(name));
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0;
    } catch (IOException e) {
      return false; // it is gone
    }
  }

  /** Takes many names away, as {@link #delete} takes one; those that are gone already are well. */
  public void deleteAll(List<String> names) throws NetlinkException {
    if (names.isEmpty() || !isThere()) {
      return;
    }
    int[] next = new int[1];
    while (next[0] < names.size()) {
      List<SystemCall> calling = new ArrayList<>();
      for (String name : names.subList(next[0], names.size())) {
        check(name);
        calling.add(removing(name));
      }
      try {
        calls.all(calling, (i, made) -> next[0]++);
      } catch (SysException e) {
        if (!e.is("ENOENT")) {
          throw NetlinkException.of(e);
        }
        next[0]++;
      }
    }
  }

  /** Says that there is none of that name, and which may have been meant. */
  static NetlinkException missing(String name) throws NetlinkException {
    String near = "";
    for (String there : all()) {
      near =
          !there.equals(name) && NearName.is(name, there)
              ? " (did you mean '" + there + "'?)"
              : near;
    }
    return NetlinkException.refused("no network namespace '" + name + "'" + near, "ENOENT");
  }

  /** Begins to watch them come and go; the directory is made if there is none. */
  public NetnsWatch watch() throws NetlinkException {
    try {
      make();
      return NetnsWatch.of(calls, DIRECTORY);
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  /**
   * Makes the directory, and a mount of it that spreads: what is bound there is seen in all mount
   * namespaces, and a name that is taken away goes away in all. Under a lock, since two that do it
   * at once bind it twice.
   */
  private void prepare() throws NetlinkException {
    if (isPrepared) {
      return;
    }
    make();
    int flags = SystemCalls.O_RDONLY | SystemCalls.O_DIRECTORY | SystemCalls.O_NOFOLLOW;
    int directory = calls.open(DIRECTORY, flags, 0, "cannot open " + DIRECTORY);
    try {
      calls.flock(directory, SystemCalls.LOCK_EX, "cannot lock " + DIRECTORY);
      share();
    } finally {
      calls.close(directory);
    }
    isPrepared = true;
  }

  private void make() throws NetlinkException {
    if (isThere()) {
      return;
    }
    try {
      calls.mkdir(DIRECTORY, MODE, "cannot create " + DIRECTORY);
    } catch (SysException e) {
      if (!e.is("EEXIST")) {
        throw e;
      }
    }
  }

  /**
   * Whether the directory is there, and safe to change: who else may write to it, or put it
   * elsewhere, could have files mounted over or removed that are none of ours.
   */
  private static boolean isThere() throws NetlinkException {
    try {
      Ownership seen = Ownership.of(Path.of(DIRECTORY));
      if (!seen.isDirectory()) {
        throw NetlinkException.failed(DIRECTORY + " is no directory");
      }
      if (!seen.isOurs() || seen.isWritableByOthers()) {
        throw NetlinkException.failed(
            DIRECTORY + " belongs to another user, or others may write to it: not safe to change");
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (NetlinkException e) {
      throw e;
    } catch (IOException e) {
      throw NetlinkException.failed("cannot read " + DIRECTORY + ": " + Reason.of(e));
    }
  }

  private void share() {
    String doing = "cannot share " + DIRECTORY;
    try {
      calls.mount("", DIRECTORY, "none", SystemCalls.MS_SHARED | SystemCalls.MS_REC, doing);
      return;
    } catch (SysException e) {
      if (!e.is("EINVAL")) {
        throw e;
      }
    }
    calls.mount(DIRECTORY, DIRECTORY, "none", SystemCalls.MS_BIND | SystemCalls.MS_REC, doing);
    // out of the peers of what it lies on first: it gets a group of its own
    calls.mount("", DIRECTORY, "none", SystemCalls.MS_PRIVATE | SystemCalls.MS_REC, doing);
    calls.mount("", DIRECTORY, "none", SystemCalls.MS_SHARED | SystemCalls.MS_REC, doing);
  }
}
