package dev.nsjava.inspect;

/**
 * What a {@link Listing} tells of each of its rows.
 *
 * @param name in upper case, as in {@code OUTSIDE}
 */
public record Field(String name, Kind kind, Role role) {

  /** What its values are. */
  public enum Kind {
    TEXT,
    /** A number, signed or not, of any size. */
    NUMBER,
    /** Texts, with {@code \n} between. */
    LIST
  }

  /** What it means where two listings are compared. */
  public enum Role {
    /** Rows with the same are about the same thing. */
    KEY,
    /** May differ. */
    VALUE,
    /** Is not compared: it says the same in other words, or differs without meaning. */
    NOTE
  }

  static Field key(String name) {
    return new Field(name, Kind.TEXT, Role.KEY);
  }

  static Field keyNumber(String name) {
    return new Field(name, Kind.NUMBER, Role.KEY);
  }

  static Field text(String name) {
    return new Field(name, Kind.TEXT, Role.VALUE);
  }

  static Field number(String name) {
    return new Field(name, Kind.NUMBER, Role.VALUE);
  }

  static Field list(String name) {
    return new Field(name, Kind.LIST, Role.VALUE);
  }

  /** The same, but not compared. */
  Field asNote() {
    return new Field(name, kind, Role.NOTE);
  }
}
