package dev.nsjava.table;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;

/**
 * Extended regular expressions of regex(7), with glibc's {@code \w \s \b \<} and their like, as
 * patterns of Java. What could take Java very long is refused: quantifiers on quantifiers. They are
 * about bytes, one char each.
 */
final class Ere {

  private static final int LONGEST = 256;
  private static final int MOST_REPEATED = 1024;

  /** In bytes, for texts of some ten thousands; what is not used is not taken. */
  private static final long LARGE_STACK = 128L << 20;

  private static final String QUANTIFIERS = "*+?{";

  private final String source;
  private final StringBuilder java = new StringBuilder();
  private int at;
  private int depth;
  private int opened;

  /** The groups that are complete, a bit each. */
  private long closed;

  private Ere(String source) {
    this.source = source;
  }

  /**
   * Reads an expression.
   *
   * @throws FilterSyntax in the words of regerror(3)
   */
  static Pattern compile(String ere) {
    if (ere.length() > LONGEST) {
      throw new FilterSyntax("Regular expression too big");
    }
    Ere reader = new Ere(ere);
    reader.alternatives();
    return Pattern.compile(reader.java.toString(), Pattern.DOTALL);
  }

  /** Whether some part of the text is matched. */
  static boolean isFoundIn(Pattern pattern, String text) {
    try {
      return pattern.matcher(text).find();
    } catch (StackOverflowError e) {
      return isFoundByOther(pattern, text);
    }
  }

  /** The same where it takes more stack than we have: Java goes deeper with each repetition. */
  private static boolean isFoundByOther(Pattern pattern, String text) {
    FutureTask<Boolean> search = new FutureTask<>(() -> pattern.matcher(text).find());
    try {
      new Thread(null, search, "search", LARGE_STACK).start();
      return search.get();
    } catch (OutOfMemoryError | ExecutionException e) {
      throw FilterType.unfit("Cannot allocate memory"); // as regexec(3) on its REG_ESPACE
    } catch (InterruptedException e) {
      throw new IllegalStateException(e); // nobody interrupts us
    }
  }

  /**
   * Up to the end, or to the parenthesis that ends a group.
   *
   * @return whether there is a quantifier in it
   */
  private boolean alternatives() {
    boolean quantified = false;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == ')' && depth > 0) {
        break;
      }
      at++;
      if (c == '|' || c == '^') {
        java.append(c);
      } else if (c == '$') {
        java.append("\\z"); // Java's $ also stands before a last newline
      } else if (QUANTIFIERS.indexOf(c) >= 0) {
        throw new FilterSyntax("Invalid preceding regular expression");
      } else {
        quantified |= piece(c);
      }
    }
    return quantified;
  }

  /** What may be repeated, and how often it is. */
  private boolean piece(char c) {
    boolean quantified = false;
    switch (c) {
      case '(' -> quantified = group();
      case '[' -> at = EreBracket.read(source, at, java);
      case '.' -> java.append('.');
      case '\\' -> {
        if (escape()) {
          return false; // an assertion; to repeat it makes no sense
        }
      }
      default -> literal(c);
    }
    if (!atQuantifier()) {
      return quantified;
    }
    if (quantified) {
      throw nested();
    }
    quantifier();
    if (atQuantifier()) {
      throw nested();
    }
    return true;
  }

  private boolean group() {
    opened++;
    int number = opened;
    depth++;
    java.append('(');
    boolean quantified = alternatives();
    if (at == source.length()) {
      throw new FilterSyntax("Unmatched ( or \\(");
    }
    java.append(')');
    at++;
    depth--;
    closed |= number < Long.SIZE ? 1L << number : 0;
    return quantified;
  }

  /** After a backslash; whether it is an assertion. */
  private boolean escape() {
    if (at == source.length()) {
      throw new FilterSyntax("Trailing backslash");
    }
    char c = source.charAt(at);
    at++;
    String assertion = assertion(c);
    if (!assertion.isEmpty()) {
      java.append(assertion);
      return true;
    }
    if ("wWsS".indexOf(c) >= 0) {
      java.append('\\').append(c);
    } else if (c >= '1' && c <= '9') {
      if ((closed & 1L << (c - '0')) == 0) {
        throw new FilterSyntax("Invalid back reference");
      }
      java.append("(?:\\").append(c).append(')');
    } else {
      literal(c);
    }
    return false;
  }

  private static String assertion(char escaped) {
    return switch (escaped) {
      case 'b', 'B' -> "\\" + escaped;
      case '<' -> "\\b(?=\\w)";
      case '>' -> "\\b(?<=\\w)";
      case '`' -> "\\A";
      case '\'' -> "\\z";
      default -> "";
    };
  }

  private void literal(char c) {
    boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    java.append(plain || c > '~' || c <= ' ' ? "" : "\\").append(c);
  }

  private boolean atQuantifier() {
    return at < source.length() && QUANTIFIERS.indexOf(source.charAt(at)) >= 0;
  }

  private void quantifier() {
    char c = source.charAt(at);
    at++;
    if (c != '{') {
      java.append(c);
      return;
    }
    int end = source.indexOf('}', at);
    if (end < 0) {
      throw new FilterSyntax("Unmatched \\{");
    }
    String bounds = source.substring(at, end);
    at = end + 1;
    int comma = bounds.indexOf(',');
    int least = bound(comma < 0 ? bounds : bounds.substring(0, comma), comma < 0 ? -1 : 0);
    int most = comma < 0 ? least : bound(bounds.substring(comma + 1), Integer.MAX_VALUE);
    if (least < 0 || least > most) {
      throw new FilterSyntax("Invalid content of \\{\\}");
    }
    java.append('{').append(least).append(',');
    java.append(most == Integer.MAX_VALUE ? "" : Integer.toString(most)).append('}');
  }

  private static int bound(String digits, int absent) {
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return -1;
      }
      value = 10 * value + digits.charAt(i) - '0';
      if (value > MOST_REPEATED) {
        throw new FilterSyntax("Regular expression too big");
      }
    }
    return digits.isEmpty() ? absent : value;
  }

  private static FilterSyntax nested() {
    return new FilterSyntax("nested quantifiers in a regular expression");
  }
}
