package dev.nsjava.table;

import java.io.Serial;
import java.util.List;

/** A filter that is none, or cannot be applied, in the words of lsns(8). */
public final class FilterException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String[] messages;

  FilterException(String... messages) {
    super(String.join("\n", messages));
    this.messages = messages;
  }

  /** What lsns(8) says, one message or more, each after its name. */
  public List<String> messages() {
    return List.of(messages);
  }
}
