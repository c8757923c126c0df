package dev.nsjava.ns;

/** How proc_pid_mountinfo(5) writes what would part its words. */
public final class Escapes {

  private Escapes() {}

  /** Blank, tab, newline and backslash stand there as three octal digits. */
  public static String undone(String word) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      boolean escape = word.charAt(i) == '\\';
      text.append(escape ? (char) Integer.parseInt(word, i + 1, i + 4, 8) : word.charAt(i));
      i += escape ? 3 : 0;
    }
    return text.toString();
  }
}
