package dev.nsjava.topology.file;

import java.util.List;

/**
 * A value of a YAML file, with its place.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param text of a scalar, as it was written but for its quotes; else nothing
 * @param plain whether it is a scalar without quotes
 * @param items of a list; of a mapping its keys and their values by turns
 * @param size how many values it has, itself and those of aliases among them
 */
public record YamlNode(
    Kind kind, int line, int column, String text, boolean plain, List<YamlNode> items, int size) {

  /** What YAML has. */
  enum Kind {
    SCALAR("a text"),
    LIST("a list"),
    MAP("a mapping");

    /** As messages call it. */
    final String noun;

    Kind(String noun) {
      this.noun = noun;
    }
  }

  public static YamlNode scalar(int line, int column, String text, boolean plain) {
    return new YamlNode(Kind.SCALAR, line, column, text, plain, List.of(), 1);
  }

  public boolean isScalar() {
    return kind == Kind.SCALAR;
  }

  public boolean isList() {
    return kind == Kind.LIST;
  }

  public boolean isMap() {
    return kind == Kind.MAP;
  }

  /**
   * Whether nothing stands there: {@code key:} alone, or null as the core schema of YAML has it.
   */
  public boolean isNothing() {
    return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
  }

  /** Where a character of a scalar is, or nearly so: quotes may hide escapes and line breaks. */
  int columnOf(int offset) {
    return column + (plain ? 0 : 1) + offset;
  }
}
