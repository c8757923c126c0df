package dev.nsjava.topology;

import java.io.IOException;
import java.io.Serial;

/** A topology that cannot be: its message has a line for each mistake, in the order of the file. */
public final class TopologyException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  /** With lines, printable. */
  public TopologyException(String message) {
    super(message);
  }

  /** Nobody looks at where it came from: the message says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
