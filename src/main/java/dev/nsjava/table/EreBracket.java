package dev.nsjava.table;

import java.util.BitSet;

/** One bracket expression of {@link Ere}: a set of bytes. */
final class EreBracket {

  private static final int BYTES = 256;

  private final String source;
  private final BitSet bytes = new BitSet(BYTES);
  private int at;

  private EreBracket(String source, int at) {
    this.source = source;
    this.at = at;
  }

  /**
   * Reads what follows {@code [} and appends it as a class of Java.
   *
   * @return where it ends
   */
  static int read(String source, int start, StringBuilder java) {
    if (start == source.length()) {
      throw new FilterSyntax("Invalid regular expression");
    }
    EreBracket bracket = new EreBracket(source, start);
    bracket.readAll();
    bracket.append(java);
    return bracket.at;
  }

  private void readAll() {
    boolean negated = peek() == '^';
    at += negated ? 1 : 0;
    int first = at;
    while (peek() != ']' || at == first) {
      element(at == first);
    }
    at++;
    if (negated) {
      bytes.flip(0, BYTES);
    }
  }

  /** A class, a byte, or a range of bytes. */
  private void element(boolean first) {
    if (source.startsWith("[:", at)) {
      addClass(named(':'));
      if (peek() == '-' && peekAfter() != ']') {
        throw invalidRange();
      }
      return;
    }
    if (peek() == '-' && !first && peekAfter() != ']') {
      throw invalidRange();
    }
    char from = single();
    if (peek() != '-' || peekAfter() == ']') {
      bytes.set(from);
      return;
    }
    at++;
    if (source.startsWith("[:", at)) {
      throw invalidRange();
    }
    char to = single();
    if (to < from) {
      throw invalidRange();
    }
    bytes.set(from, to + 1);
  }

  private char single() {
    char kind = peek() == '[' ? peekAfter() : 0;
    if (kind == '.' || kind == '=') {
      String name = named(kind);
      if (name.length() != 1) {
        throw new FilterSyntax("Invalid collation character");
      }
      return name.charAt(0);
    }
    char c = peek();
    at++;
    return c;
  }

  /** What stands in {@code [:name:]}, {@code [.name.]} or {@code [=name=]}. */
  private String named(char kind) {
    int end = source.indexOf(kind + "]", at + 2);
    if (end < 0) {
      throw unmatched();
    }
    String name = source.substring(at + 2, end);
    at = end + 2;
    return name;
  }

  private void addClass(String name) {
    switch (name) {
      case "upper" -> bytes.set('A', 'Z' + 1);
      case "lower" -> bytes.set('a', 'z' + 1);
      case "digit" -> bytes.set('0', '9' + 1);
      case "cntrl" -> {
        bytes.set(0, ' ');
        bytes.set(0x7f);
      }
      case "blank" -> add(" \t");
      case "space" -> add(" \t\n\u000b\f\r");
      case "xdigit" -> add("0123456789abcdefABCDEF");
      case "alpha" -> addAll("upper", "lower");
      case "alnum" -> addAll("alpha", "digit");
      case "punct" -> add("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
      case "graph" -> addAll("alnum", "punct");
      case "print" -> bytes.set(' ', 0x7f);
      default -> throw new FilterSyntax("Invalid character class name");
    }
  }

  private void addAll(String... names) {
    for (String name : names) {
      addClass(name);
    }
  }

  private void add(String chars) {
    for (int i = 0; i < chars.length(); i++) {
      bytes.set(chars.charAt(i));
    }
  }

  private void append(StringBuilder java) {
    if (bytes.isEmpty()) {
      java.append("(?!)");
      return;
    }
    java.append('[');
    for (int from = bytes.nextSetBit(0); from >= 0; ) {
      int to = bytes.nextClearBit(from);
      java.append("\\x{").append(Integer.toHexString(from)).append("}-\\x{");
      java.append(Integer.toHexString(to - 1)).append('}');
      from = bytes.nextSetBit(to);
    }
    java.append(']');
  }

  private char peek() {
    if (at >= source.length()) {
      throw unmatched();
    }
    return source.charAt(at);
  }

  private char peekAfter() {
    return at + 1 < source.length() ? source.charAt(at + 1) : 0;
  }

  private static FilterSyntax unmatched() {
    return new FilterSyntax("Unmatched [, [^, [:, [., or [=");
  }

  private static FilterSyntax invalidRange() {
    return new FilterSyntax("Invalid range end");
  }
}
