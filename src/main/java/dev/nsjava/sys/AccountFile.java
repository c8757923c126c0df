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
  private static final int GROUP = 3; // in passwd(5)
  private static final int HOME = 5;
  private static final int MEMBERS = 3; // in group(5)

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

  /** Whether another database says who is in which group, see nsswitch.conf(5). */
  static boolean hasInitgroups() {
    return !sources(read("/etc/nsswitch.conf"), "initgroups").isEmpty();
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

  /** The user with a name or a number, or null if the file does not say. */
  @Nullable Account account(String user) {
    String name = isNumber(user) ? name(Long.parseLong(user)) : user;
    if (name == null) {
      return null;
    }
    String uid = id(name);
    String gid = find(NAME, name, GROUP);
    String home = find(NAME, name, HOME);
    return uid == null || gid == null || !isNumber(gid) || home == null
        ? null
        : new Account(name, Long.parseLong(uid), Long.parseLong(gid), home);
  }

  /** The numbers of the groups that a user is a member of. */
  List<Long> groupsOf(String user) {
    List<Long> groups = new ArrayList<>();
    for (StringTokenizer lines = new StringTokenizer(text, "\n"); lines.hasMoreTokens(); ) {
      String line = lines.nextToken();
      String members = "," + field(line + ":", MEMBERS) + ",";
      if (isAccount(line) && members.contains("," + user + ",") && isNumber(field(line, ID))) {
        groups.add(Long.valueOf(field(line, ID)));
      }
    }
    return groups;
  }

  /** Lines with a sign ask other databases, see nsswitch.conf(5) on "compat". */
  private static boolean isAccount(String line) {
    return "#+- \t".indexOf(line.charAt(0)) < 0;
  }

  private @Nullable String find(int key, String value, int wanted) {
    StringTokenizer lines = new StringTokenizer(text, "\n");
    while (lines.hasMoreTokens()) {
      String line = lines.nextToken();
      if (isAccount(line) && value.equals(field(line, key))) {
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

  static boolean isNumber(String text) {
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
