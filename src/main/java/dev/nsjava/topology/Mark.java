package dev.nsjava.topology;

import dev.nsjava.net.Link;
import java.nio.file.Path;

/**
 * By what is known again that something was made for a topology: links have a group, which the
 * kernel takes when it makes them; those of the host and {@code lo} of each namespace also have a
 * text, which cannot mean two.
 *
 * @param name of the topology
 */
public record Mark(String name) {

  /** Where it is remembered what is up: of each topology its file, and what its processes say. */
  public static final Path DIRECTORY = Path.of("/run/nsjava");

  private static final String BEGINNING = "nsjava:";
  private static final long GROUPS = 0x6e00_0000L;
  private static final int HASH = 0xff_ffff;

  private static final int LONGEST = 32;

  /** Whether a word can be the name of a topology. */
  public static boolean isName(String word) {
    boolean valid = !word.isEmpty() && word.length() <= LONGEST && word.charAt(0) != '.';
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      valid &= letter || (c >= '0' && c <= '9') || "_.-".indexOf(c) >= 0;
    }
    return valid;
  }

  /** What is written on links. */
  public String alias() {
    return BEGINNING + name;
  }

  /** The name of the topology that a text stands for, or nothing. */
  public static String name(String alias) {
    return alias.startsWith(BEGINNING) ? alias.substring(BEGINNING.length()) : "";
  }

  /**
   * Of whom something is that is not of a topology that wants it, and what can be done.
   *
   * @param alias what is written on it
   * @param removal the command that removes it if it is of no topology
   */
  public static String ofOthers(String alias, String removal) {
    String owner = name(alias);
    return owner.isEmpty()
        ? "is of no file: take another name, or delete it (" + removal + ")"
        : "is of '" + owner + "': take another name, or take that down (net down " + owner + ")";
  }

  /** The group of links. Two names may have the same. */
  public long group() {
    return GROUPS | (name.hashCode() & HASH);
  }

  /** Whether a link was made for it, which may have been interrupted. */
  public boolean isOn(Link link) {
    return link.group() == group() && (link.alias().isEmpty() || link.alias().equals(alias()));
  }
}
