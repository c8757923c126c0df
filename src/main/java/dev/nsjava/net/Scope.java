package dev.nsjava.net;

/** How far an address is valid, or where a route leads, see rtnetlink(7). */
final class Scope {

  private Scope() {}

  /** {@code global}, {@code link} and so on. */
  static String word(int scope) {
    return switch (scope) {
      case 0 -> "global";
      case 200 -> "site";
      case 253 -> "link";
      case 254 -> "host";
      case 255 -> "nowhere";
      default -> Integer.toString(scope);
    };
  }
}
