package dev.nsjava.ids;

import dev.nsjava.sys.Account;
import dev.nsjava.sys.UserDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Users and groups by number or by name, see getpwnam(3). The database is asked about names only.
 */
public final class Accounts {

  private final Map<Long, String> names = new HashMap<>();
  private @Nullable UserDatabase database;

  /**
   * The id that a text names: a number, else a name.
   *
   * @return 0 to 2^32-2
   * @throws IdException if it is no number in that range and nobody's name
   */
  public long id(IdKind kind, String text) {
    long number = Decimal.parse(text, IdRange.LIMIT - 1);
    if (number == Decimal.NONE && !text.isEmpty()) {
      UserDatabase users = database();
      number = kind == IdKind.UID ? users.uid(text) : users.gid(text);
    }
    if (number >= 0 && number < IdRange.LIMIT) {
      return number;
    }
    String why = number == Decimal.TOO_LARGE ? "Numerical result out of range" : "Invalid argument";
    throw new IdException("failed to parse " + kind.word() + " '" + text + "': " + why);
  }

  /**
   * Who a program is that is to be {@code USER[:GROUP]}, each a name or a number.
   *
   * @throws IdException if there is no such user or group, or no group for a number without account
   */
  public Login login(String text) {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    Account account = database().account(user);
    Long group = colon < 0 ? null : group(text.substring(colon + 1));
    if (account != null) {
      long gid = group == null ? account.gid() : group;
      List<Long> groups = database().groups(account.name(), gid);
      return new Login(account.uid(), gid, groups, account.name(), account.home());
    }
    if (Decimal.parse(user, IdRange.LIMIT - 1) < 0) {
      throw new IdException("no user '" + user + "'");
    }
    if (group == null) {
      throw new IdException("no user has the number " + user + ": name a group too, USER:GROUP");
    }
    return new Login(id(IdKind.UID, user), group, List.of(group), null, "");
  }

  private long group(String text) {
    try {
      return id(IdKind.GID, text);
    } catch (IdException e) {
      throw new IdException("no group '" + text + "'");
    }
  }

  /**
   * The name of a user.
   *
   * @throws IdException if there is no such user
   */
  public String userName(long uid) {
    String name = database().userName(uid);
    if (name == null) {
      throw new IdException("you (user " + uid + ") don't exist.");
    }
    return name;
  }

  /** The name of a user, or the number of one that has none. Asked once for each. */
  public String shown(long uid) {
    String shown = names.get(uid);
    if (shown == null) {
      String name = database().userName(uid);
      shown = name == null ? Long.toString(uid) : name;
      names.put(uid, shown);
    }
    return shown;
  }

  /** Whether the database has been asked: what it says may change any time. */
  public boolean isAsked() {
    return database != null;
  }

  private UserDatabase database() {
    if (database == null) {
      database = new UserDatabase();
    }
    return database;
  }
}
