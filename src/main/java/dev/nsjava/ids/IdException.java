package dev.nsjava.ids;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The caller's ids cannot be what the caller asked for. The message is written for the caller. */
public final class IdException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final @Nullable String userWithoutSubids;

  /** A failure that the message explains. */
  public IdException(String message) {
    this(message, null);
  }

  /** A failure because a user, named as in subuid(5), has no subordinate ids. */
  public IdException(String message, @Nullable String userWithoutSubids) {
    super(message);
    this.userWithoutSubids = userWithoutSubids;
  }

  /** The user who has no subordinate ids, if that is why. */
  public @Nullable String userWithoutSubids() {
    return userWithoutSubids;
  }

  /** Nobody looks at where it came from: the message says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
