package dev.nsjava.table;

import java.io.Serial;

/** A filter that is none, or cannot be applied. The message is what lsns(8) says after its name. */
public final class FilterException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  FilterException(String message) {
    super(message);
  }
}
