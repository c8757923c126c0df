package dev.nsjava.table;

import org.jspecify.annotations.Nullable;

/** Writes JSON, laid out as libsmartcols does. Strings are bytes, one char each. */
public final class Json {

  private final StringBuilder text = new StringBuilder();

  public Json beginObject() {
    return this;
  }

  public Json endObject() {
    return this;
  }

  public Json beginArray() {
    return this;
  }

  public Json endArray() {
    return this;
  }

  /** The name of the value that comes next; within an object only. */
  public Json key(String name) {
    return this;
  }

  /** A string in quotes; null as {@code null}. */
  public Json string(@Nullable String value) {
    return this;
  }

  /** A number or another word that stands as it is; null as {@code null}. */
  public Json literal(@Nullable String word) {
    return this;
  }

  public Json number(long value) {
    return this;
  }

  public Json bool(boolean value) {
    return this;
  }

  /** All that was written, with a newline at its end. */
  @Override
  public String toString() {
    return text.toString();
  }
}
