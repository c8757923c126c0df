package dev.nsjava.ids;

import java.io.Serial;

/** The caller's ids cannot be what the caller asked for. The message is written for the caller. */
public final class IdException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String hint;

  /** A failure without a hint. */
  public IdException(String message) {
    this(message, "");
  }

  /**
   * A failure with a known cause.
   *
   * @param hint the key of a line of hints.txt, or nothing
   */
  public IdException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** The key of a line of hints.txt, or nothing. */
  public String hint() {
    return hint;
  }

  /** Nobody looks at where it came from: the message says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
