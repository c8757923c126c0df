package dev.nsjava.cli;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Files of the system that commands use, as manual pages tell of them. */
enum KnownFile {
  SUBIDS("/etc/subuid, /etc/subgid", "what --map-users and --map-groups may map"),
  NAMESPACES("/proc/PID/ns", "the namespaces of a process"),
  NAMES("/run/netns", "network namespaces that have names, as of ip-netns(8)"),
  NETNS_FILES("/etc/netns/NAME", "what stands for files of /etc in a network namespace"),
  TOPOLOGIES(
      "/run/nsjava", "of each topology that is up its file, and what its programs have printed"),
  PLANS("/var/cache/nsjava, ~/.cache/nsjava", "the cache of plans, root's and that of others"),
  DOCUMENTS(
      "/usr/share/doc/nsjava",
      "docs/topology.md, which describes all keys of FILE, and docs/topology.schema.json");

  private final String path;
  private final String text;

  KnownFile(String path, String text) {
    this.path = path;
    this.text = text;
  }

  /** The section of a manual page that tells of them. */
  static Page.Section section(Collection<KnownFile> files) {
    Set<KnownFile> sorted = EnumSet.copyOf(files);
    return new Page.Section(
        "FILES", sorted.stream().map(file -> new Page.Item(file.path, file.text)).toList());
  }
}
