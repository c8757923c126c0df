package dev.nsjava.ns;

import org.jspecify.annotations.Nullable;

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

  private static final NsType[] VALUES = values();

  private final String word;

  NsType(String word) {
    this.word = word;
  }

  /** The type's name in {@code /proc/PID/ns}, and in plans. */
  public String word() {
    return word;
  }

  /** The type with that name, or null. */
  public static @Nullable NsType of(String word) {
    for (NsType type : VALUES) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    return null;
  }
}
