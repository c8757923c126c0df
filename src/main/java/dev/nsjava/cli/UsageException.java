package dev.nsjava.cli;

import java.io.Serial;

/** The words are no call of the command. */
final class UsageException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Invocation invocation;

  UsageException(Invocation invocation, String message) {
    super(message);
    this.invocation = invocation;
  }

  /** The call with the wrong words. */
  Invocation invocation() {
    return invocation;
  }

  /** Nobody looks at where it came from: the message says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
