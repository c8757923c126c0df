package dev.nsjava.cli;

import dev.nsjava.inspect.Field;
import dev.nsjava.table.Column;

/** A field of what was seen, as a column. */
record InspectColumn(String heading, Field.Kind kind) implements Column {

  static InspectColumn of(Field field) {
    return new InspectColumn(field.name(), field.kind());
  }

  static InspectColumn text(String heading) {
    return new InspectColumn(heading, Field.Kind.TEXT);
  }

  @Override
  public boolean isRight() {
    return isNumber();
  }

  @Override
  public boolean isNumber() {
    return kind == Field.Kind.NUMBER;
  }

  @Override
  public boolean isTruncated() {
    return false;
  }

  @Override
  public boolean isWrapped() {
    return kind == Field.Kind.LIST;
  }

  @Override
  public String description() {
    return ""; // docs/inspect.md
  }
}
