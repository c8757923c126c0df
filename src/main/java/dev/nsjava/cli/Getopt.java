package dev.nsjava.cli;

import dev.nsjava.cli.Option.Argument;
import dev.nsjava.ns.Nearest;
import dev.nsjava.plan.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads options as getopt_long(3) of the GNU C library does: long names may be cut as long as they
 * are clear; short ones may stand in one word; options end after {@code --}. As with a leading
 * {@code +} they also end at the first word that is none, unless operands may stand before them.
 * The messages are the library's, byte for byte; by our own name a word that was mistyped is told.
 *
 * @param <O> the options of the command
 */
final class Getopt<O extends Option.Declared> {

  private final Invocation invocation;
  private final List<String> words;
  private final O[] options;
  private final @Nullable List<String> operands;
  private int index;
  private int bundle;
  private @Nullable String value;

  /** Reads the words of {@code invocation} from its first on. */
  Getopt(Invocation invocation, O[] options) {
    this(invocation, options, null);
  }

  /**
   * The same.
   *
   * @param operands gets the words that are no options, which may then stand anywhere; null: the
   *     options end at the first
   */
  Getopt(Invocation invocation, O[] options, @Nullable List<String> operands) {
    this.invocation = invocation;
    this.words = invocation.words();
    this.options = options;
    this.operands = operands;
    this.index = invocation.first();
  }

  /**
   * The next option, or null after the last.
   *
   * @throws UsageException if the next word is no option of the command, or lacks its value
   */
  @Nullable O next() {
    value = null;
    if (bundle > 0) {
      return nextShort();
    }
    while (operands != null && index < words.size() && !isOption(words.get(index))) {
      operands.add(words.get(index++));
    }
    if (index == words.size() || !isOption(words.get(index))) {
      return null;
    }
    String word = words.get(index);
    if (word.equals("--")) {
      index++;
      if (operands != null) {
        operands.addAll(words.subList(index, words.size()));
      }
      return null;
    }
    if (word.charAt(1) == '-') {
      index++;
      return nextLong(word.substring(2));
    }
    bundle = 1;
    return nextShort();
  }

  /** The value of the option that {@link #next} answered last, or null if it has none. */
  @Nullable String value() {
    return value;
  }

  /** Where the value that {@link #next} answered last stands. */
  Step.Place place() {
    String word = words.get(index - 1);
    return new Step.Place(index - 1, word.length() - (value == null ? 0 : value.length()));
  }

  /** The number of the word after the last option. */
  int index() {
    return index;
  }

  private static boolean isOption(String word) {
    return word.length() > 1 && word.charAt(0) == '-';
  }

  private O nextShort() {
    String word = words.get(index);
    char name = word.charAt(bundle++);
    boolean last = bundle == word.length();
    O option = findShort(name);
    Argument argument = option.option().argument();
    boolean takesRest = argument == Argument.REQUIRED || argument == Argument.ATTACHED;
    if (!last && !takesRest) {
      return option;
    }
    index++;
    if (last && argument == Argument.REQUIRED) {
      value = nextWord("option requires an argument -- '" + name + "'");
    } else if (!last) {
      value = word.substring(bundle);
    }
    bundle = 0;
    return option;
  }

  private O findShort(char name) {
    for (O option : options) {
      if (option.option().shortName() == name) {
        return option;
      }
    }
    throw new UsageException(invocation, "invalid option -- '" + name + "'");
  }

  private O nextLong(String text) {
    int equals = text.indexOf('=');
    O option = findLong(equals < 0 ? text : text.substring(0, equals), text);
    if (equals >= 0) {
      if (option.option().argument() == Argument.NONE) {
        throw wrong(option.option().longName(), "doesn't allow an argument");
      }
      value = text.substring(equals + 1);
    } else if (option.option().argument() == Argument.REQUIRED) {
      value = nextWord("option '--" + option.option().longName() + "' requires an argument");
    }
    return option;
  }

  private O findLong(String name, String text) {
    @Nullable O found = null;
    boolean ambiguous = false;
    StringBuilder possible = new StringBuilder();
    for (O option : options) {
      if (option.option().longName().equals(name)) {
        return option;
      }
      if (option.option().longName().startsWith(name)) {
        possible.append(" '--").append(option.option().longName()).append('\'');
        ambiguous |= found != null;
        found = option;
      }
    }
    if (found == null) {
      throw new UsageException(invocation, "unrecognized option '--" + text + "'" + near(name));
    }
    if (ambiguous) {
      throw wrong(text, "is ambiguous; possibilities:" + possible);
    }
    return found;
  }

  /** By the names of the tools we replace nothing is said that they do not say. */
  private String near(String name) {
    String[] names = new String[options.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = options[i].option().longName();
    }
    String near = invocation.tool() ? null : Nearest.to(name, names);
    return near == null ? "" : "\nDid you mean '--" + near + "'?";
  }

  private String nextWord(String complaint) {
    if (index == words.size()) {
      throw new UsageException(invocation, complaint);
    }
    return words.get(index++);
  }

  private UsageException wrong(String option, String what) {
    return new UsageException(invocation, "option '--" + option + "' " + what);
  }
}
