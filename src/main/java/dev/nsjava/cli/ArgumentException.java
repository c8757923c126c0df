package dev.nsjava.cli;

import java.io.Serial;

/** The value of an option, or two options together, make no sense. */
final class ArgumentException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String hint;

  ArgumentException(String message) {
    this(message, "");
  }

  /** With what to do about it, or nothing. */
  ArgumentException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  String hint() {
    return hint;
  }

  /** Nobody looks at where it came from: the message says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
