package dev.nsjava.ids;

import dev.nsjava.sys.UserDatabase;
import java.util.HashMap;
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

  private UserDatabase database() {
    if (database == null) {
      database = new UserDatabase();
    }
    return database;
  }
}
