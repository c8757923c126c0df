package dev.nsjava.table;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON, laid out as libsmartcols does, or on one line. Strings are bytes, one char each, and
 * are written as they are; so the document is UTF-8 if they are.
 */
public final class Json {

  /** Blanks a level. */
  private static final int STEP = 3;

  private final Output out;
  private final boolean inline;
  private final boolean guarded;
  private int depth;

  /** Whether something stands before the next value in the same object or array. */
  private boolean follows;

  /** Whether that is an object. */
  private boolean followsObject;

  private boolean keyed;

  /**
   * One that writes to an output.
   *
   * @param guarded whether U+007F to U+009F are escaped, which terminals obey, and bytes that are
   *     no UTF-8 become U+FFFD
   */
  Json(Output out, boolean inline, boolean guarded) {
    this.out = out;
    this.inline = inline;
    this.guarded = guarded;
  }

  /**
   * A line a value, three blanks a level; {@code },{} between objects of an array. All that a
   * terminal might obey is escaped, and bytes that are no UTF-8 are U+FFFD.
   */
  public static Json indented() {
    return new Json(new Output(), false, true);
  }

  /** The same on one line. */
  public static Json line() {
    return new Json(new Output(), true, true);
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
    out.append(inline ? ":" : ": ");
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
    out.append(word == null ? "null" : word);
    return this;
  }

  public Json number(long value) {
    return literal(Long.toString(value));
  }

  public Json bool(boolean value) {
    return literal(value ? "true" : "false");
  }

  /** All that was written to no other output, with a newline at its end. */
  @Override
  public String toString() {
    return out + "\n";
  }

  private Json begin(char bracket) {
    separate(bracket == '{');
    out.append(bracket);
    depth++;
    follows = false;
    return this;
  }

  private Json end(char bracket) {
    depth--;
    if (!inline) {
      out.append(bracket == ']' && !follows ? "\n\n" : "\n");
      out.pad(STEP * depth);
    }
    out.append(bracket);
    follows = true;
    followsObject = bracket == '}';
    return this;
  }

  /** What stands between a value and the one before it. */
  private void separate(boolean object) {
    if (keyed) {
      keyed = false;
    } else {
      boolean joined = follows && object && followsObject;
      out.append(follows ? "," : "");
      if (!inline && !joined && depth > 0) {
        out.append('\n');
        out.pad(STEP * depth);
      }
    }
    follows = true;
    followsObject = false;
  }

  private void quote(String text) {
    byte[] bytes = Output.bytes(text);
    int written = 0;
    out.append('"');
    for (int i = 0; i < bytes.length; i++) {
      byte c = bytes[i];
      if (c >= ' ' ? c == '"' || c == '\\' || c == 0x7f : c >= 0 || guarded) {
        int point = c < 0 ? Utf8.decode(text, i, bytes.length) : c;
        int length = point < 0 ? 1 : Utf8.length(point);
        if (isEscaped(point)) {
          out.append(text, written, i);
          escape(point);
          written = i + length;
        }
        i += length - 1;
      }
    }
    out.append(text, written, bytes.length).append('"');
  }

  private boolean isEscaped(int point) {
    boolean always = point == '"' || point == '\\' || (point >= 0 && point < ' ');
    return always || (guarded && (point < 0 || (point >= 0x7f && point < 0xa0)));
  }

  private void escape(int point) {
    switch (point) {
      case -1 -> out.append("\\ufffd");
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.escapeForJson(point);
    }
  }
}
