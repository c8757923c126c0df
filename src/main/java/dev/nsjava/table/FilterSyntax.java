package dev.nsjava.table;

import java.io.Serial;

/** What is wrong with the words of a filter; {@link Filter#parse} adds the expression. */
final class FilterSyntax extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String reason;

  FilterSyntax(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
