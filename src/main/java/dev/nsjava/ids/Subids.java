package dev.nsjava.ids;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** The ids that a caller may map: those given in subuid(5) and subgid(5), and those it has. */
public final class Subids {

  private final Accounts accounts;

  /** Subordinate ids of the users in {@code accounts}. */
  public Subids(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * The block on the first line of {@code /etc/subuid} or {@code /etc/subgid} that names the user,
   * by name or by number. Both files list users.
   *
   * @throws IdException if there is no such user or line, or the line is no block of ids
   */
  public IdRange first(IdKind kind, long user) {
    String name = accounts.userName(user);
    return first(read(kind.subFile()), kind.subFile(), name, user);
  }

  /** The same with the text of the file and the user's name at hand. */
  static IdRange first(String text, String file, String name, long user) {
    for (String line : lines(text)) {
      int owner = line.indexOf(':');
      if (owner >= 0 && isOwner(line.substring(0, owner), name, user)) {
        return block(line, owner + 1, file);
      }
    }
    throw new IdException("no line matching user \"" + name + "\" in " + file, name);
  }

  /** Every block of ids that exists in the caller's own user namespace. */
  public List<IdRange> all(IdKind kind) {
    return all(read("/proc/self/" + kind.mapFile()));
  }

  static List<IdRange> all(String text) {
    List<IdRange> ranges = new ArrayList<>();
    for (String line : lines(text)) {
      StringTokenizer numbers = new StringTokenizer(line);
      long first = Long.parseLong(numbers.nextToken());
      numbers.nextToken(); // what it is in the namespace above is no matter here
      ranges.add(new IdRange(first, first, Long.parseLong(numbers.nextToken())));
    }
    return ranges;
  }

  private static boolean isOwner(String owner, String name, long user) {
    return owner.equals(name) || Decimal.parse(owner, IdRange.LIMIT) == user;
  }

  private static IdRange block(String line, int start, String file) {
    int colon = line.indexOf(':', start);
    if (colon >= 0) {
      long first = Decimal.parse(line.substring(start, colon), IdRange.LIMIT - 1);
      long count = Decimal.parse(line.substring(colon + 1).trim(), IdRange.LIMIT);
      if (first >= 0 && count >= 1 && first + count <= IdRange.LIMIT) {
        return new IdRange(first, first, count);
      }
    }
    throw new IdException("failed to parse subid map in " + file + ": '" + line + "'");
  }

  private static String read(String file) {
    try (FileInputStream in = new FileInputStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IdException("could not open '" + file + "': " + reason(e));
    }
  }

  /** The system's own words: the runtime gives them as {@code FILE (REASON)}. */
  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    int open = message.lastIndexOf(" (");
    return open >= 0 ? message.substring(open + 2, message.length() - 1) : message;
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }
}
