package dev.nsjava.topology;

import org.jspecify.annotations.Nullable;

/**
 * How a process of a topology is called. Bytes, one char each.
 *
 * @param namespace where it runs
 * @param process its name there; of a command that runs once {@code =} and its number, from 1 on
 */
public record ProcessName(String namespace, String process) {

  /** What no name of the file stands as below a directory. */
  private static final char ONCE = '=';

  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

  /** The number of the command that loads a ruleset of {@code nftables}. */
  public static final int NFT = 0;

  /** A command of {@code exec}, from 1, or {@link #NFT}. */
  public static ProcessName once(String namespace, int number) {
    return new ProcessName(namespace, ONCE + Integer.toString(number));
  }

  /** Whether it is a command that runs once. */
  public boolean isOnce() {
    return process.indexOf(ONCE) == 0;
  }

  /** For people: {@code web/httpd}. */
  public String text() {
    if (process.equals(ONCE + Integer.toString(NFT))) {
      return "nft of " + namespace;
    }
    return isOnce()
        ? "exec " + process.substring(1) + " of " + namespace
        : namespace + "/" + process;
  }

  /**
   * What its files and its cgroup are called, but for their endings: the namespace, a dot, and the
   * process, in which all but letters, digits, {@code _} and {@code -} is {@code %XX}. So no two
   * have the same, and none has that of a file of the kernel's.
   */
  public String key() {
    StringBuilder key = new StringBuilder(namespace).append('.');
    for (int i = 0; i < process.length(); i++) {
      char c = process.charAt(i);
      if (PLAIN.indexOf(c) >= 0 || (i == 0 && c == ONCE)) {
        key.append(c);
      } else {
        key.append('%')
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      }
    }
    return key.toString();
  }

  /** The name with a key, or null if it is none. */
  public static @Nullable ProcessName ofKey(String key) {
    int dot = key.lastIndexOf('.');
    if (dot <= 0 || dot == key.length() - 1) {
      return null;
    }
    StringBuilder process = new StringBuilder();
    for (int i = dot + 1; i < key.length(); i++) {
      if (key.charAt(i) == '%' && i + 2 < key.length()) {
        int high = Character.digit(key.charAt(i + 1), 16);
        process.append((char) (high * 16 + Character.digit(key.charAt(i + 2), 16)));
        i += 2;
      } else {
        process.append(key.charAt(i));
      }
    }
    return new ProcessName(key.substring(0, dot), process.toString());
  }
}
