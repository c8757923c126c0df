package dev.nsjava.net;

/** Names of links, see dev_valid_name() of the kernel. Bytes, one char each. */
public final class LinkName {

  static final int LONGEST = 15;

  private LinkName() {}

  /**
   * Makes sure that a link may get a name. A per cent sign is refused: the kernel would put a
   * number in its place.
   *
   * @throws NetlinkException that names it if not
   */
  public static void check(String name) throws NetlinkException {
    if (name.length() > LONGEST) {
      throw wrong(name, "it has " + name.length() + " bytes, and " + LONGEST + " are the most");
    }
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw wrong(name, "it says nothing");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean blank = c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0;
      if (blank || "/:%".indexOf(c) >= 0) {
        throw wrong(name, "blanks and / : % are not allowed");
      }
    }
  }

  private static NetlinkException wrong(String name, String why) {
    return NetlinkException.failed("invalid link name '" + name + "': " + why);
  }
}
