package dev.nsjava.topology;

import dev.nsjava.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What texts are made of. */
public final class Words {

  /** The most letters that the name of a namespace may have. */
  public static final int LONGEST_NAMESPACE = 127;

  private Words() {}

  /** What is between blanks. */
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean blank = i == text.length() || text.charAt(i) <= ' ';
      if (blank && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      } else if (!blank && start < 0) {
        start = i;
      }
    }
    return words;
  }

  /**
   * The words of a command: blanks part them but within quotes and behind a backslash. A shell's
   * signs mean nothing.
   *
   * @return null if a quote has no end
   */
  public static @Nullable List<String> ofCommand(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        inWord = true;
      } else if (quote != 0 ? c == quote : c == '\'' || c == '"') {
        quote = quote == 0 ? c : 0;
        inWord = true;
      } else if (quote == 0 && c <= ' ') {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
        }
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return quote == 0 ? words : null;
  }

  /** Whether a text is a name of namespaces, bridges, topologies: letters, digits and _ . - */
  public static boolean isName(String text, int longest) {
    boolean name = !text.isEmpty() && text.length() <= longest;
    for (int i = 0; i < text.length() && name; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean first = letter || (c >= '0' && c <= '9') || c == '_';
      name = first || (i > 0 && (c == '.' || c == '-'));
    }
    return name;
  }

  /** Whether a text is a name of a namespace. */
  public static boolean isNamespace(String text) {
    return isName(text, LONGEST_NAMESPACE);
  }

  /** {@code 10.0.0.1/24}, always with the length. */
  public static String text(Prefix prefix) {
    return prefix.address().text() + "/" + prefix.length();
  }
}
