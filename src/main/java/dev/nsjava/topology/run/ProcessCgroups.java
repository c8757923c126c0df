package dev.nsjava.topology.run;

import dev.nsjava.net.NetlinkException;
import dev.nsjava.ns.Escapes;
import dev.nsjava.ns.FileName;
import dev.nsjava.ns.Ownership;
import dev.nsjava.ns.Reason;
import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import dev.nsjava.sys.TextFile;
import dev.nsjava.topology.ProcessName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The cgroups of a topology's processes, see cgroups(7): {@code
 * nsjava/NAME.net/NAMESPACE.PROCESS.run} below the root of a hierarchy, that of version 2 if there
 * is one. The endings keep them apart from the kernel's own files, and the inode, that of the
 * caller's network namespace, keeps topologies of containers apart that share the hierarchy. Who is
 * in there was put there by somebody with the rights to.
 */
final class ProcessCgroups {

  private static final String ROOT = "/nsjava";
  private static final String ENDING = ProcessFiles.RECORD;
  private static final int SIGKILL = 9;

  /** How often is looked whether all have ended, and how long is waited for one, in ms. */
  private static final int ROUNDS = 1000;

  private static final int PATIENCE_MS = 100;

  private final SystemCalls calls;
  private final String name;

  ProcessCgroups(SystemCalls calls, String name) {
    this.calls = calls;
    this.name = name;
  }

  /**
   * Makes one, and opens it.
   *
   * @return -1 where no cgroups can be made
   */
  int open(ProcessName process) throws NetlinkException {
    for (String hierarchy : hierarchies()) {
      String directory = hierarchy + ROOT;
      try {
        make(directory);
        directory += topology(name);
        make(directory);
        directory += "/" + process.key() + ENDING;
        make(directory);
        if (isOurs(hierarchy, name, process.key() + ENDING)) {
          int flags = SystemCalls.O_RDONLY | SystemCalls.O_DIRECTORY | SystemCalls.O_NOFOLLOW;
          return calls.open(directory, flags, 0, "cannot open " + directory);
        }
      } catch (SysException e) {
        if (e.is("ECANCELED")) {
          throw e;
        }
        // a hierarchy that may not be changed: the next, or none
      }
    }
    return -1;
  }

  /** That of a topology. */
  private static String topology(String name) throws NetlinkException {
    try {
      Object inode = Files.getAttribute(Path.of("/proc/self/ns/net"), "unix:ino");
      return "/" + name + "." + inode + ".net";
    } catch (IOException e) {
      throw NetlinkException.failed("cannot look at the network namespace: " + Reason.of(e));
    }
  }

  private void make(String directory) {
    ProcessFiles.without(() -> calls.mkdir(directory, 0755, "cannot make " + directory), "EEXIST");
  }

  /**
   * Where hierarchies are mounted whose cgroups hold no more than processes: of version 2, then of
   * version 1 those in which a new one takes any process at once.
   */
  private static List<String> hierarchies() throws NetlinkException {
    List<String> found = new ArrayList<>();
    List<String> old = new ArrayList<>();
    try {
      StringTokenizer lines = new StringTokenizer(TextFile.read("/proc/self/mountinfo"), "\n");
      while (lines.hasMoreTokens()) {
        String line = lines.nextToken();
        boolean older = line.contains(" - cgroup ") && isPlain(line.substring(line.indexOf(" - ")));
        if (line.contains(" - cgroup2 ") || older) {
          StringTokenizer words = new StringTokenizer(line, " ");
          for (int i = 0; i < 4; i++) {
            words.nextToken();
          }
          (older ? old : found).add(Escapes.undone(words.nextToken()));
        }
      }
    } catch (IOException e) {
      throw NetlinkException.failed("cannot read /proc/self/mountinfo: " + Reason.of(e));
    }
    found.addAll(old);
    return found;
  }

  private static boolean isPlain(String mount) {
    return mount.contains("freezer") || mount.contains("pids") || mount.contains("name=");
  }

  /** Whether nobody else may put a process in there: all on the way are root's, or ours. */
  private static boolean isOurs(String hierarchy, String name, String cgroup)
      throws NetlinkException {
    String directory = hierarchy + ROOT;
    return isOurs(directory)
        && isOurs(directory + topology(name))
        && isOurs(directory + topology(name) + "/" + cgroup);
  }

  private static boolean isOurs(String directory) {
    try {
      Ownership seen = Ownership.of(FileName.path(directory));
      return seen.isOurs() && !seen.isWritableByOthers();
    } catch (IOException e) {
      return false;
    }
  }

  /** The processes of a topology that have one. */
  static List<ProcessName> all(String name) throws NetlinkException {
    List<ProcessName> all = new ArrayList<>();
    for (String hierarchy : hierarchies()) {
      for (String cgroup : children(hierarchy + ROOT + topology(name))) {
        String key = cgroup.substring(cgroup.lastIndexOf('/') + 1);
        ProcessName process =
            key.endsWith(ENDING)
                ? ProcessName.ofKey(key.substring(0, key.length() - ENDING.length()))
                : null;
        if (process != null && !all.contains(process) && isOurs(hierarchy, name, key)) {
          all.add(process);
        }
      }
    }
    return all;
  }

  /** Kills all that are in that of a process, and removes it. */
  void end(ProcessName process) throws NetlinkException {
    String cgroup = process.key() + ENDING;
    for (String hierarchy : hierarchies()) {
      String directory = hierarchy + ROOT + topology(name) + "/" + cgroup;
      if (isOurs(hierarchy, name, cgroup)) {
        kill(directory);
        remove(directory);
      }
    }
  }

  /** Removes what is left when none has one any more. */
  void removeDirectory() throws NetlinkException {
    for (String hierarchy : hierarchies()) {
      String directory = hierarchy + ROOT;
      for (String path : new String[] {directory + topology(name), directory}) {
        if (isOurs(path)) {
          ProcessFiles.without(
              () -> calls.rmdir(path, "cannot remove " + path), "ENOENT EBUSY ENOTEMPTY");
        }
      }
    }
  }

  private void kill(String directory) throws NetlinkException {
    String file = directory + "/cgroup.kill";
    for (int i = 0; i < ROUNDS; i++) {
      List<Integer> pids = new ArrayList<>();
      addProcesses(directory, pids);
      if (pids.isEmpty()) {
        return;
      }
      try {
        int fd = calls.open(file, SystemCalls.O_WRONLY, 0, "cannot open " + file);
        try {
          calls.write(fd, new byte[] {'1'}, "cannot kill the processes of " + directory);
        } finally {
          calls.close(fd);
        }
      } catch (SysException e) {
        if (!e.is("ENOENT")) { // before Linux 5.14, or of version 1
          throw e;
        }
        for (int pid : pids) {
          kill(directory, pid);
        }
      }
      await(pids.getFirst());
    }
    throw NetlinkException.failed("the processes of cgroup " + directory + " do not end");
  }

  /** It is looked for again when it is held: a pid may be another process' by then. */
  private void kill(String directory, int pid) throws NetlinkException {
    int pidfd = hold(pid);
    if (pidfd >= 0) {
      List<Integer> pids = new ArrayList<>();
      addProcesses(directory, pids);
      if (pids.contains(pid)) {
        ProcessFiles.without(
            () -> calls.pidfdSendSignal(pidfd, SIGKILL, "cannot end process " + pid), "ESRCH");
      }
      calls.close(pidfd);
    }
  }

  private void await(int pid) {
    int pidfd = hold(pid);
    if (pidfd >= 0) {
      calls.poll(pidfd, PATIENCE_MS, "cannot wait for process " + pid);
      calls.close(pidfd);
    }
  }

  private int hold(int pid) {
    int[] pidfd = {-1};
    ProcessFiles.without(() -> pidfd[0] = calls.pidfdOpen(pid, "cannot hold a process"), "ESRCH");
    return pidfd[0];
  }

  private static void addProcesses(String directory, List<Integer> pids) throws NetlinkException {
    try {
      StringTokenizer lines =
          new StringTokenizer(
              TextFile.read(FileName.path(directory).toString() + "/cgroup.procs"), "\n");
      while (lines.hasMoreTokens()) {
        pids.add(Integer.parseInt(lines.nextToken()));
      }
    } catch (IOException e) {
      return; // it is gone
    }
    for (String below : children(directory)) {
      addProcesses(below, pids);
    }
  }

  /** A process leaves its cgroup a moment after its end. */
  private void remove(String directory) throws NetlinkException {
    for (String below : children(directory)) {
      remove(below);
    }
    for (int i = 0; ; i++) {
      try {
        calls.rmdir(directory, "cannot remove " + directory);
        return;
      } catch (SysException e) {
        if (e.is("ENOENT")) {
          return;
        }
        if (!e.is("EBUSY") || i == ROUNDS) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PATIENCE_MS / 10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The cgroups right below one. */
  private static List<String> children(String directory) throws NetlinkException {
    List<String> all = new ArrayList<>();
    Path path = FileName.path(directory);
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return all;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          all.add(FileName.all(entry));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return all; // it is gone
    }
    return all;
  }
}
