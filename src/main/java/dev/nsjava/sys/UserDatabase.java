package dev.nsjava.sys;

import java.nio.charset.StandardCharsets;
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
