package dev.nsjava.ns;

/**
 * The eight types of namespaces, see namespaces(7).
 *
 * <p>The order is that in which unshare(1) binds namespaces to files; plans list types in it.
 */
public enum NsType {
  USER("user"),
  CGROUP("cgroup"),
  IPC("ipc"),
  UTS("uts"),
  NET("net"),
  PID("pid"),
  MNT("mnt"),
  TIME("time");

  private final String word;

  NsType(String word) {
    this.word = word;
  }

  /** The type's name in {@code /proc/PID/ns}, and in plans. */
  public String word() {
    return word;
  }
}
