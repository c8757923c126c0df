package dev.nsjava.ns;

import dev.nsjava.ns.ProcessScan.Descriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

/** Finds what keeps namespaces without processes. */
final class HolderScan {

  /** Of a line of proc_pid_mountinfo(5). */
  private static final int MOUNT_POINT = 4;

  private static final int MOST_PIDS = 100;

  private final String proc;
  private final Survey.Wanted wanted;
  private final Census census;

  HolderScan(String proc, Survey.Wanted wanted, Census census) {
    this.proc = proc;
    this.wanted = wanted;
    this.census = census;
  }

  void descriptors(ProcessScan[] scans) {
    for (ProcessScan scan : scans) {
      for (Descriptor descriptor : scan.descriptors()) {
        NsType type = descriptor.type();
        if (type != null) {
          Holder holder = new Holder(Holder.Kind.FD, scan.pid(), descriptor.number());
          census.held(type, descriptor.inode(), holder);
        }
      }
    }
  }

  /** All at once: each question is a way to the launcher and back. */
  void sockets(ProcessScan[] scans) throws IOException {
    if (!wanted.types().contains(NsType.NET)) {
      return;
    }
    Set<Long> known = new HashSet<>();
    List<Holder> sockets = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (ProcessScan scan : scans) {
      for (Descriptor descriptor : scan.descriptors()) {
        if (descriptor.type() == null && known.add(descriptor.inode())) {
          Holder socket = new Holder(Holder.Kind.SOCKET, scan.pid(), descriptor.number());
          sockets.add(socket);
          words.add(socket.word());
        }
      }
    }
    List<Long> inodes = census.ask(words);
    for (int i = 0; i < inodes.size(); i++) {
      if (inodes.get(i) != 0) {
        census.held(NsType.NET, inodes.get(i), sockets.get(i));
      }
    }
  }

  void mounts() {
    mounts(0, NsMounts.all(Survey.text(proc + "/self/mountinfo")));
    if (!wanted.elsewhere()) {
      return;
    }
    long own = ProcessReader.inodeAt(proc + "/self/ns/mnt");
    for (Namespace namespace : census.inhabited()) {
      if (namespace.type() == NsType.MNT && namespace.inode() != own) {
        elsewhere(namespace.pids());
      }
    }
  }

  /** As the first of these sees it that is not in a root of its own, which hides most mounts. */
  private void elsewhere(int[] pids) {
    int chosen = 0;
    String mountinfo = Survey.text(proc + "/" + pids[chosen] + "/mountinfo");
    for (int i = 1; i < Math.min(pids.length, MOST_PIDS) && !hasRoot(mountinfo); i++) {
      String other = Survey.text(proc + "/" + pids[i] + "/mountinfo");
      if (hasRoot(other)) {
        chosen = i;
        mountinfo = other;
      }
    }
    mounts(pids[chosen], NsMounts.all(mountinfo));
  }

  /** Whether something is mounted on the root: a process in another root may not see that. */
  private static boolean hasRoot(String mountinfo) {
    StringTokenizer lines = new StringTokenizer(mountinfo, "\n");
    while (lines.hasMoreTokens()) {
      StringTokenizer words = new StringTokenizer(lines.nextToken(), " ");
      for (int i = 0; i < MOUNT_POINT; i++) {
        words.nextToken();
      }
      if (words.nextToken().equals("/")) {
        return true;
      }
    }
    return false;
  }

  private void mounts(long pid, List<NsMounts.Bound> mounts) {
    for (NsMounts.Bound mount : mounts) {
      String name = mount.namespace();
      int colon = name.indexOf(":[");
      NsType type = colon < 0 ? null : NsType.of(name.substring(0, colon));
      long inode = colon < 0 ? 0 : Targets.number(name.substring(colon + 2, name.length() - 1));
      if (type != null && inode != 0 && wanted.types().contains(type)) {
        census.held(type, inode, new Holder(Holder.Kind.MOUNT, pid, mount.path()));
        if (pid == 0) {
          census.found(type, inode).bound(mount.path());
        }
      }
    }
  }
}
