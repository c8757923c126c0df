package dev.nsjava.table;

/**
 * A word of a filter's language.
 *
 * @param text as it was written; of a string, what is between its quotes, without blanks around it
 */
record FilterToken(Kind kind, String text) {

  /** Kinds of words, by the names that lsns(8) has for them in its messages. */
  enum Kind {
    END("end of file"),
    INVALID("invalid token"),
    HOLDER("HOLDER"),
    STRING("STRING"),
    NUMBER("NUMBER"),
    INVALID_NUMBER("INVALID_NUMBER"),
    FLOAT("FLOAT"),
    TRUE("TRUE"),
    FALSE("FALSE"),
    OPEN("'('"),
    CLOSE("')'"),
    NOT("NEG"),
    AND("AND"),
    OR("OR"),
    EQ("EQ"),
    NE("NE"),
    LT("LT"),
    LE("LE"),
    GT("GT"),
    GE("GE"),
    MATCHES("REG"),
    DIFFERS("NREG");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    @Override
    public String toString() {
      return shown;
    }
  }
}
