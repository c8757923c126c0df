package dev.nsjava.topology;

import java.io.Serial;

/** Something that the format of a file has no way to say. The message is one line. */
public final class ExportException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  public ExportException(String message) {
    super(message);
  }
}
