package dev.nsjava.topology.export;

import dev.nsjava.topology.ExportException;
import java.util.List;

/**
 * A line of a script for {@code ip -batch}, see ip(8). It is parted at blanks, and a word that
 * begins with one of two kinds of quotes ends with the next of its kind; nothing takes a quote's
 * meaning away. A number sign begins a comment anywhere, and a backslash at the end of a line joins
 * it with the next.
 */
final class BatchLine {

  private BatchLine() {}

  /**
   * The line of a command.
   *
   * @throws ExportException if a word cannot stand in one
   */
  static String of(List<String> words) throws ExportException {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.isEmpty() ? "" : " ").append(quoted(word));
    }
    return line.toString();
  }

  private static String quoted(String word) throws ExportException {
    if (word.indexOf('#') >= 0 || word.indexOf('\n') >= 0 || word.indexOf('\0') >= 0) {
      throw wrong(word);
    }
    char first = word.isEmpty() ? ' ' : word.charAt(0);
    boolean whole = first != '\'' && first != '"' && !word.endsWith("\\");
    for (int i = 0; i < word.length(); i++) {
      whole &= " \t\r\f\u000b".indexOf(word.charAt(i)) < 0;
    }
    if (whole && !word.isEmpty()) {
      return word;
    }
    if (word.indexOf('\'') < 0) {
      return "'" + word + "'";
    }
    if (word.indexOf('"') < 0) {
      return '"' + word + '"';
    }
    throw wrong(word);
  }

  private static ExportException wrong(String word) {
    return new ExportException(
        "a script for 'ip -batch' cannot have the word '"
            + word
            + "': it has no way to say #, a newline, or both kinds of quotes");
  }

  /** A line that nobody executes, whatever is in it. */
  static String comment(String text) {
    StringBuilder line = new StringBuilder("# ");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(c >= ' ' && c != 0x7f ? c : '?');
    }
    return line.append(text.endsWith("\\") ? " \n" : "\n").toString();
  }
}
