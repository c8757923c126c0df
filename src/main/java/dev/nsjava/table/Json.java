package dev.nsjava.table;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON, laid out as libsmartcols does, or on one line. Strings are bytes, one char each, and
 * are written as they are; so the document is UTF-8 if they are.
 */
public final class Json {

  private static final String STEP = "   ";

  private final StringBuilder text = new StringBuilder(1024);
  private final boolean inline;
  private int depth;

  /** Whether something stands before the next value in the same object or array. */
  private boolean follows;

  private boolean keyed;

  private Json(boolean inline) {
    this.inline = inline;
  }

  /** A line a value, three blanks a level; {@code },{} between objects of an array. */
  public static Json indented() {
    return new Json(false);
  }

  /** Without a blank or newline. */
  public static Json inline() {
    return new Json(true);
  }

  public Json beginObject() {
    return begin('{');
  }

  public Json endObject() {
    return end('}');
  }

  public Json beginArray() {
    return begin('[');
  }

  public Json endArray() {
    return end(']');
  }

  /** The name of the value that comes next; within an object only. */
  public Json key(String name) {
    separate(false);
    quote(name);
    text.append(inline ? ":" : ": ");
    keyed = true;
    return this;
  }

  /** A string in quotes; null as {@code null}. */
  public Json string(@Nullable String value) {
    if (value == null) {
      return literal(null);
    }
    separate(false);
    quote(value);
    return this;
  }

  /** A number or another word that stands as it is; null as {@code null}. */
  public Json literal(@Nullable String word) {
    separate(false);
    text.append(word == null ? "null" : word);
    return this;
  }

  public Json number(long value) {
    return literal(Long.toString(value));
  }

  public Json bool(boolean value) {
    return literal(value ? "true" : "false");
  }

  /** All that was written, with a newline at its end. */
  @Override
  public String toString() {
    return text + "\n";
  }

  private Json begin(char bracket) {
    separate(bracket == '{');
    text.append(bracket);
    depth++;
    follows = false;
    return this;
  }

  private Json end(char bracket) {
    depth--;
    if (!inline) {
      text.append(bracket == ']' && !follows ? "\n" : "").append('\n');
      indent();
    }
    text.append(bracket);
    follows = true;
    return this;
  }

  /** What stands between a value and the one before it. */
  private void separate(boolean object) {
    if (keyed) {
      keyed = false;
    } else {
      boolean joined = follows && object && text.charAt(text.length() - 1) == '}';
      text.append(follows ? "," : "");
      if (!inline && !joined && depth > 0) {
        text.append('\n');
        indent();
      }
    }
    follows = true;
  }

  private void indent() {
    for (int i = 0; i < depth; i++) {
      text.append(STEP);
    }
  }

  private void quote(String bytes) {
    text.append('"');
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (c < ' ') {
            text.append("\\u00")
                .append(c < 0x10 ? '0' : '1')
                .append(Character.forDigit(c & 15, 16));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
