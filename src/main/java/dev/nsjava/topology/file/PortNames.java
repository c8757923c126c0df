package dev.nsjava.topology.file;

import dev.nsjava.topology.Topology;
import dev.nsjava.topology.file.Draft.Tip;
import java.util.Set;

/**
 * Names of ports: {@code web1-eth0} leads to web1's eth0. What is too long is cut, and made unlike
 * others by a sum of the whole, which is kept as an alternative name.
 */
public final class PortNames {

  private static final int LONGEST = 15;
  private static final int KEPT = 8;
  private static final int DIGITS = 6;

  private PortNames() {}

  /**
   * Gives a port its name.
   *
   * @param other what it leads to: a link in a namespace, or a port of another bridge
   * @param taken the names in the port's namespace; that of the port comes to them
   */
  static void give(Tip tip, Tip other, Set<String> taken) {
    String whole = other.hub == null ? other.namespace + "-" + other.name : "to-" + other.hub.name;
    String name = whole;
    boolean fits = whole.length() <= LONGEST;
    for (int salt = 0; !fits || !taken.add(name); salt++) {
      name = shortened(whole, salt);
      fits = true;
    }
    tip.name = name;
    tip.longName = name.equals(whole) ? "" : whole;
  }

  /** Whether a port has the name that it would get. */
  public static boolean isGiven(Topology.End port, Topology.End other) {
    String whole =
        other.bridge().isEmpty() ? other.namespace() + "-" + other.name() : "to-" + other.bridge();
    return whole.length() <= LONGEST
        ? port.name().equals(whole) && port.longName().isEmpty()
        : port.name().equals(shortened(whole, 0)) && port.longName().equals(whole);
  }

  private static String shortened(String whole, int salt) {
    String sum = Integer.toHexString(whole.hashCode() * 31 + salt);
    String padded = "0".repeat(Integer.BYTES * 2 - sum.length()) + sum;
    return whole.substring(0, Math.min(whole.length(), KEPT))
        + "-"
        + padded.substring(padded.length() - DIGITS);
  }
}
