package dev.nsjava.sys;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * passwd(5) and group(5), read in place of the C library where the answer must be the same: a line
 * that is there, if nsswitch.conf(5) has the files looked at first. The library's bridge costs a
 * quarter of a second, the file next to nothing.
 */
final class AccountFile {

  /** Where those answer who know of users, see userdbctl(1). */
  private static final String USERDB = "/run/systemd/userdb";

  private static final int NAME = 0;
  private static final int ID = 2;

  private final String text;
  private final boolean all;

  /**
   * The file of a database.
   *
   * @param database {@code passwd} or {@code group}
   */
  static AccountFile of(String database) {
    List<String> sources = sources(read("/etc/nsswitch.conf"), database);
    if (!new File(USERDB).exists()) {
      sources.remove("systemd"); // nss-systemd(8) then knows nobody whom the files do not
    }
    boolean first = isFilesFirst(sources);
    return new AccountFile(first ? read("/etc/" + database) : "", first && sources.size() == 1);
  }

  /**
   * A file.
   *
   * @param all whether nobody else knows of accounts
   */
  AccountFile(String text, boolean all) {
    this.text = text;
    this.all = all;
  }

  /** Whether an account that is not here is nowhere. */
  boolean isAll() {
    return all;
  }

  /** The number of the account with a name, as written, or null if the file does not say. */
  @Nullable String id(String name) {
    return find(NAME, name, ID);
  }

  /** The name of the account with a number, or null if the file does not say. */
  @Nullable String name(long id) {
    return find(ID, Long.toString(id), NAME);
  }

  private @Nullable String find(int key, String value, int wanted) {
    StringTokenizer lines = new StringTokenizer(text, "\n");
    while (lines.hasMoreTokens()) {
      String line = lines.nextToken();
      // Lines with a sign ask other databases, see nsswitch.conf(5) on "compat".
      boolean comment = "#+- \t".indexOf(line.charAt(0)) >= 0;
      if (!comment && value.equals(field(line, key))) {
        String id = field(line, ID);
        return isNumber(id) ? field(line, wanted) : null;
      }
    }
    return null;
  }

  private static String field(String line, int number) {
    int start = 0;
    for (int i = 0; i < number; i++) {
      int colon = line.indexOf(':', start);
      start = colon < 0 ? line.length() : colon + 1;
    }
    int end = line.indexOf(':', start);
    return end < 0 ? "" : line.substring(start, end);
  }

  private static boolean isNumber(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 10;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits;
  }

  /** What nsswitch.conf(5) says of a database: who is asked, and in brackets what of the answer. */
  static List<String> sources(String nsswitch, String database) {
    List<String> sources = new ArrayList<>();
    StringTokenizer lines = new StringTokenizer(nsswitch, "\n");
    while (lines.hasMoreTokens()) {
      String line = lines.nextToken();
      int comment = line.indexOf('#');
      StringTokenizer words =
          new StringTokenizer(comment < 0 ? line : line.substring(0, comment), " \t");
      if (words.hasMoreTokens() && words.nextToken().equals(database + ":")) {
        while (words.hasMoreTokens()) {
          sources.add(words.nextToken());
        }
        return sources;
      }
    }
    return sources;
  }

  /** Whether the files are asked first, and what they know is the answer. */
  static boolean isFilesFirst(List<String> sources) {
    boolean files = !sources.isEmpty() && sources.get(0).equals("files");
    return files && !(sources.size() > 1 && sources.get(1).startsWith("["));
  }

  private static String read(String file) {
    try {
      return TextFile.read(file);
    } catch (IOException e) {
      return ""; // then the C library is asked
    }
  }
}
