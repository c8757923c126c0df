package dev.nsjava.cli;

import java.io.Serial;

/** The value of an option, or two options together, make no sense. */
final class ArgumentException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  ArgumentException(String message) {
    super(message);
  }

  /** Nobody looks at where it came from: the message says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
