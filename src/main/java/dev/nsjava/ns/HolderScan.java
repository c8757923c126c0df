package dev.nsjava.ns;

import dev.nsjava.ns.ProcessScan.Descriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what keeps namespaces without processes. */
final class HolderScan {

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
    mounts(0, NsMounts.parse(Survey.text(proc + "/self/mountinfo")));
    if (!wanted.elsewhere()) {
      return;
    }
    long own = ProcessReader.inodeAt(proc + "/self/ns/mnt");
    for (Namespace namespace : census.inhabited()) {
      if (namespace.type() == NsType.MNT && namespace.inode() != own) {
        long pid = namespace.pids()[0];
        mounts(pid, NsMounts.parse(Survey.text(proc + "/" + pid + "/mountinfo")));
      }
    }
  }

  private void mounts(long pid, Map<String, String> mounts) {
    for (Map.Entry<String, String> mount : mounts.entrySet()) {
      String name = mount.getValue();
      int colon = name.indexOf(":[");
      NsType type = colon < 0 ? null : NsType.of(name.substring(0, colon));
      long inode = colon < 0 ? 0 : Targets.number(name.substring(colon + 2, name.length() - 1));
      if (type != null && inode != 0 && wanted.types().contains(type)) {
        census.held(type, inode, new Holder(Holder.Kind.MOUNT, pid, mount.getKey()));
        if (pid == 0) {
          census.found(type, inode).files().add(mount.getKey());
        }
      }
    }
  }
}
