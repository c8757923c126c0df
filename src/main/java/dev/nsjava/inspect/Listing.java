package dev.nsjava.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Things of one kind in a namespace.
 *
 * @param name a word for JSON, as in {@code shared_memory}
 * @param rows null if they could not be read
 */
public record Listing(String name, List<Field> fields, @Nullable List<Row> rows) {

  /** One for each field, null where there is nothing to tell. Bytes, one char each. */
  public record Row(List<@Nullable String> cells) {

    static Row of(@Nullable String... cells) {
      return new Row(java.util.Arrays.asList(cells));
    }
  }
}
