package dev.nsjava.ns;

/**
 * What keeps a namespace that has no process.
 *
 * @param kind {@code fd}, {@code socket} or {@code mount}
 * @param pid the process that has it open, or that sees the mount; 0: we see it
 * @param place the number of the descriptor, or the path of the mount in bytes
 */
public record Holder(Kind kind, long pid, String place) {

  /** The ways to keep a namespace. */
  public enum Kind {
    FD,
    SOCKET,
    MOUNT
  }

  /** The namespace as questions to the {@link Kernel} name it. */
  String word() {
    return switch (kind) {
      case FD -> "/proc/" + pid + "/fd/" + place;
      case SOCKET -> pid + "/" + place;
      case MOUNT -> pid == 0 ? place : "/proc/" + pid + "/root" + place;
    };
  }

  /** For people: {@code fd 12/3}, {@code socket 12/4}, {@code mount /a}, {@code mount 12:/a}. */
  public String text() {
    return switch (kind) {
      case FD -> "fd " + pid + "/" + place;
      case SOCKET -> "socket " + pid + "/" + place;
      case MOUNT -> pid == 0 ? "mount " + place : "mount " + pid + ":" + place;
    };
  }
}
