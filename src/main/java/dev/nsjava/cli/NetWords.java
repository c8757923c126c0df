package dev.nsjava.cli;

import dev.nsjava.ids.Decimal;
import dev.nsjava.launch.LauncherCalls;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.ns.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of a command of {@code net}, read: operands, and options with their values. */
final class NetWords {

  /** Where ip(8) has another word for an option, for a link that is changed. */
  private static final Map<String, String> IP_WORDS =
      Map.of("address", "mac", "name", "rename", "netns", "move", "nomaster", "no-master");

  private final Invocation invocation;
  private final List<String> operands = new ArrayList<>();

  /** By the long names of options. */
  private final Map<String, List<String>> values = new HashMap<>();

  private final NetOption[] known;

  /**
   * Reads them.
   *
   * @param options those that the command has, besides {@code --help} and {@code --version}
   */
  NetWords(Invocation invocation, NetOption... options) {
    this.invocation = invocation;
    known = new NetOption[options.length + 2];
    System.arraycopy(options, 0, known, 0, options.length);
    known[options.length] = NetOption.HELP;
    known[options.length + 1] = NetOption.VERSION;
    Getopt<NetOption> getopt = new Getopt<>(invocation, known, operands);
    for (NetOption option = getopt.next(); option != null; option = getopt.next()) {
      if (option == NetOption.HELP) {
        throw new HelpException(invocation, Pages.net(invocation, known));
      }
      if (option == NetOption.VERSION) {
        throw new HelpException(invocation, null);
      }
      String value = getopt.value();
      values
          .computeIfAbsent(option.option().longName(), key -> new ArrayList<>())
          .add(value == null ? "" : value);
    }
  }

  /** Whether an option was given. */
  boolean has(NetOption option) {
    return values.containsKey(option.option().longName());
  }

  /** The value of an option, the last if there are several; null without. */
  @Nullable String value(NetOption option) {
    List<String> all = values.get(option.option().longName());
    return all == null ? null : all.getLast();
  }

  /** The same with another value for an option that is not given. */
  String value(NetOption option, String otherwise) {
    String value = value(option);
    return value == null ? otherwise : value;
  }

  /** The value of an option that must be given. */
  String needed(NetOption option) {
    String value = value(option);
    if (value == null) {
      throw new UsageException(invocation, "missing --" + option.option().longName());
    }
    return value;
  }

  /**
   * The value of an option that is a number.
   *
   * @param otherwise without the option
   */
  long number(NetOption option, long least, long most, long otherwise) {
    return number(option, least, most, otherwise, "");
  }

  /**
   * The value of an option that is a number of seconds.
   *
   * @param otherwise without the option
   */
  long seconds(NetOption option, long most, long otherwise) {
    return number(option, 0, most, otherwise, " seconds, without a unit");
  }

  private long number(NetOption option, long least, long most, long otherwise, String unit) {
    String value = value(option);
    if (value == null) {
      return otherwise;
    }
    long number = Decimal.parse(value, most);
    if (number < least) {
      String name = "--" + option.option().longName();
      String range = " must be " + least + " to " + most + unit;
      throw new ArgumentException(name + range + ": '" + Printable.whole(value) + "'");
    }
    return number;
  }

  /** Makes sure that not both of two options are given. */
  void oneOf(NetOption one, NetOption other) {
    if (has(one) && has(other)) {
      throw new ArgumentException(
          "--"
              + one.option().longName()
              + " and --"
              + other.option().longName()
              + " exclude each other");
    }
  }

  /** All values of an option that may be repeated. */
  List<String> all(NetOption option) {
    return values.getOrDefault(option.option().longName(), List.of());
  }

  /**
   * The operands.
   *
   * @param names what they are, for the message if one is missing: {@code "NAME", "PID"}
   */
  List<String> operands(String... names) {
    if (operands.size() < names.length) {
      throw new UsageException(invocation, "missing " + names[operands.size()]);
    }
    if (operands.size() > names.length) {
      throw unexpected(names.length);
    }
    return operands;
  }

  /** There are more than {@code most} operands. */
  private UsageException unexpected(int most) {
    String first = operands.getFirst();
    if (invocation.name().startsWith("net link ")
        && (first.equals("dev") || first.equals("name"))) {
      return unexpected(first, invocation.command() + " " + operands.get(1));
    }
    String option = option(operands.get(most));
    for (int i = 0; i < most && option == null; i++) {
      option = option(operands.get(i));
      if (option != null) {
        return unexpected(operands.get(i), option);
      }
    }
    return unexpected(operands.get(most), option);
  }

  private UsageException unexpected(String word, @Nullable String meant) {
    String more = meant == null ? "" : "\nDid you mean '" + meant + "'?";
    return new UsageException(invocation, "unexpected word: " + word + more);
  }

  /** The option that a word of ip(8) means, which has no dashes. */
  private @Nullable String option(String word) {
    String usual = IP_WORDS.getOrDefault(word, word);
    @Nullable String found = null;
    for (NetOption option : known) {
      String name = option.option().longName();
      if (name.equals(usual) || (name.equals(word) && found == null)) {
        found = "--" + name;
      }
    }
    return found;
  }

  /** The operands of a command that takes one or more of a kind. */
  List<String> some(String name) {
    if (operands.isEmpty()) {
      throw new UsageException(invocation, "missing " + name);
    }
    return operands;
  }

  /** The operands of a command that takes any number of them. */
  List<String> operands() {
    return operands;
  }

  /** Work on networks, done by the launcher. */
  NetSession begin() throws NetlinkException {
    return NetSession.begin(new LauncherCalls(invocation.launcher()));
  }

  /** The namespace of {@code --netns}, or the caller's. */
  Netns netns(NetSession session) throws NetlinkException {
    String word = value(NetOption.NETNS);
    return word == null ? session.host() : session.find(word);
  }
}
