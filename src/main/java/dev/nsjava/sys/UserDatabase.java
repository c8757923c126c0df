package dev.nsjava.sys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jnr.posix.Group;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.Passwd;
import org.jspecify.annotations.Nullable;

/**
 * The system's users and groups, see getpwnam(3) and getgrnam(3): whatever nsswitch.conf(5) says,
 * not the files alone. Names are bytes, one char each.
 */
public final class UserDatabase {

  /** What is answered for a name that nobody has. */
  public static final long UNKNOWN = -1;

  private static final long UNSIGNED = 0xffff_ffffL;

  private @Nullable POSIX posix;

  /** The user id of a name, 0 to 2^32-1, or {@link #UNKNOWN}. */
  public long uid(String name) {
    String id = AccountFile.of("passwd").id(name);
    if (id != null) {
      return Long.parseLong(id);
    }
    Passwd user = posix().getpwnam(decoded(name));
    return user == null ? UNKNOWN : user.getUID() & UNSIGNED;
  }

  /** The group id of a name, 0 to 2^32-1, or {@link #UNKNOWN}. */
  public long gid(String name) {
    String id = AccountFile.of("group").id(name);
    if (id != null) {
      return Long.parseLong(id);
    }
    Group group = posix().getgrnam(decoded(name));
    return group == null ? UNKNOWN : group.getGID() & UNSIGNED;
  }

  /**
   * The account of a user, or null if there is none.
   *
   * @param user a name, or a number
   */
  public @Nullable Account account(String user) {
    AccountFile file = AccountFile.of("passwd");
    Account account = file.account(user);
    if (account != null || file.isAll()) {
      return account;
    }
    Passwd found =
        AccountFile.isNumber(user)
            ? posix().getpwuid((int) Long.parseLong(user))
            : posix().getpwnam(decoded(user));
    return found == null
        ? null
        : new Account(
            encoded(found.getLoginName()),
            found.getUID() & UNSIGNED,
            found.getGID() & UNSIGNED,
            encoded(found.getHome()));
  }

  /** The groups of a user, {@code first} before all others, see getgrouplist(3). */
  public List<Long> groups(String name, long first) {
    AccountFile file = AccountFile.of("group");
    Set<Long> groups = new LinkedHashSet<>();
    groups.add(first);
    if (file.isAll() && !AccountFile.hasInitgroups()) {
      groups.addAll(file.groupsOf(name));
    } else {
      for (int group : grouplist(name, first)) {
        groups.add(group & UNSIGNED);
      }
    }
    return List.copyOf(groups);
  }

  private static int[] grouplist(String name, long first) {
    int[] count = {64};
    int[] groups = new int[count[0]];
    LibC libc = LibC.load();
    while (libc.getgrouplist(name, (int) first, groups, count) < 0) {
      groups = new int[Math.max(count[0], 2 * groups.length)];
      count[0] = groups.length;
    }
    return Arrays.copyOf(groups, count[0]);
  }

  /** The name of a user, or null if no user has that id. */
  public @Nullable String userName(long uid) {
    AccountFile file = AccountFile.of("passwd");
    String name = file.name(uid);
    if (name != null || file.isAll()) {
      return name;
    }
    Passwd user = posix().getpwuid((int) uid);
    return user == null ? null : encoded(user.getLoginName());
  }

  private POSIX posix() {
    if (posix == null) {
      posix = POSIXFactory.getNativePOSIX();
    }
    return posix;
  }

  private static String decoded(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
