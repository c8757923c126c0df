package dev.nsjava.ns;

import java.io.Serial;

/**
 * There is no such target, or more than one. The message is written for the caller: one line, and
 * one more for each match or for what was perhaps meant. Bytes, one char each, none of them a
 * control byte.
 */
public final class TargetException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** A failure that the message explains. */
  TargetException(String message) {
    super(message);
  }

  /** Nobody looks at where it came from: the message says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
