package dev.nsjava.ids;

/** The two kinds of ids that a user namespace maps, see user_namespaces(7). */
public enum IdKind {
  UID("uid", "uid_map", "/etc/subuid", "euid"),
  GID("gid", "gid_map", "/etc/subgid", "egid");

  private final String word;
  private final String mapFile;
  private final String subFile;
  private final String own;

  IdKind(String word, String mapFile, String subFile, String own) {
    this.word = word;
    this.mapFile = mapFile;
    this.subFile = subFile;
    this.own = own;
  }

  /** The kind's name in plans and messages. */
  public String word() {
    return word;
  }

  /** The file of {@code /proc/PID} that holds the map. */
  public String mapFile() {
    return mapFile;
  }

  /** The file that lists the subordinate ids of users, see subuid(5) and subgid(5). */
  public String subFile() {
    return subFile;
  }

  /** The word of plans for the caller's own effective id at start. */
  public String own() {
    return own;
  }
}
