package dev.nsjava.net;

import java.util.HexFormat;
import java.util.Set;

/** Names for new links. */
final class PortName {

  private static final String BEGINNING = "veth-";
  private static final int KEPT = 5;

  private PortName() {}

  /** {@code eth0}, or the next that is free. */
  static String inside(Set<String> taken) {
    int number = 0;
    while (taken.contains("eth" + number)) {
      number++;
    }
    return "eth" + number;
  }

  /**
   * {@code veth-NS}. What is too long, or taken, is cut, and made unlike others by a sum of the
   * whole.
   */
  static String outside(String word, Set<String> taken) {
    String last = word.substring(word.lastIndexOf('/') + 1);
    StringBuilder plain = new StringBuilder(BEGINNING);
    for (int i = 0; i < last.length(); i++) {
      char c = last.charAt(i);
      plain.append(c > ' ' && c < 0x7f && ":%".indexOf(c) < 0 ? c : '_');
    }
    String name = plain.toString();
    boolean whole = name.length() <= LinkName.LONGEST && name.endsWith(word);
    for (int salt = 0; !whole || taken.contains(name); salt++) {
      String kept = plain.substring(0, Math.min(plain.length(), BEGINNING.length() + KEPT));
      int sum = word.hashCode() * 31 + salt;
      name = kept + "-" + HexFormat.of().toHexDigits((short) sum);
      whole = true;
    }
    return name;
  }
}
