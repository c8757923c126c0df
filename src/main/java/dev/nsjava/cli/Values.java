package dev.nsjava.cli;

import dev.nsjava.ids.Decimal;
import dev.nsjava.ns.NsType;
import dev.nsjava.plan.Step.Propagation;
import dev.nsjava.plan.Step.Setgroups;
import dev.nsjava.plan.UnshareRequest.Owner;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of options, from text. A text that is no such value is an {@link ArgumentException}.
 */
final class Values {

  // 2^32-1 means "no id" to the kernel.
  private static final long MAX_ID = 0xffff_fffeL;

  /** Inodes and numbers of namespaces; the kernel counts them from 1 on. */
  static final long MAX_NUMBER = (1L << 59) - 1;

  private Values() {}

  /**
   * A user or group id, 0 to 2^32-2.
   *
   * @param noun {@code uid} or {@code gid}
   */
  static long id(String noun, String text) {
    long id = number(text, MAX_ID);
    if (id < 0) {
      throw unparsable(noun, text, id == Decimal.TOO_LARGE);
    }
    return id;
  }

  /**
   * A number from 0 to {@code max}, with the blanks and the plus before it that strtoul(3) takes.
   *
   * @return the number, {@link Decimal#NONE} or {@link Decimal#TOO_LARGE}
   */
  static long number(String text, long max) {
    String number = afterBlanks(text);
    return Decimal.parse(number.startsWith("+") ? number.substring(1) : number, max);
  }

  /** {@code UID:GID}, both 0 to 2^32-2. */
  static Owner owner(String text) {
    int colon = Math.max(text.indexOf(':'), 0);
    long uid = Decimal.parse(text.substring(0, colon), MAX_ID);
    long gid = Decimal.parse(text.substring(Math.min(colon + 1, text.length())), MAX_ID);
    if (uid < 0 || gid < 0) {
      throw unparsable("owner", text, false);
    }
    return new Owner(uid, gid);
  }

  /** A file descriptor, 0 to 2^31-1. */
  static long descriptor(String text) {
    long fd = number(text, Integer.MAX_VALUE);
    if (fd < 0) {
      throw unparsable("file descriptor", text, fd == Decimal.TOO_LARGE);
    }
    return fd;
  }

  /** The number of a namespace, 1 to 2^59-1, see NS_GET_ID in linux/nsfs.h. */
  static long nsid(String text) {
    long id = number(text, MAX_NUMBER);
    if (id <= 0) {
      throw new ArgumentException("failed to parse nsid: " + text);
    }
    return id;
  }

  /** Seconds, signed, 64 bits. As strtol(3) does, it takes blanks and a sign before them. */
  static long seconds(String clock, String text) {
    String number = afterBlanks(text);
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      String digits =
          number.startsWith("-") || number.startsWith("+") ? number.substring(1) : number;
      boolean tooLarge = Decimal.parse(digits, 0) == Decimal.TOO_LARGE;
      throw unparsable(clock + " offset", text, tooLarge);
    }
  }

  /** The type of a namespace. */
  static NsType type(String text) {
    NsType type = NsType.of(text);
    if (type == null) {
      throw new ArgumentException(
          "unknown namespace type: " + text,
          "the types are " + String.join(", ", ValueKind.NS_TYPE.words()));
    }
    return type;
  }

  /** The name of a signal as plans have it. */
  static String signal(String text) {
    String name = SignalName.parse(text);
    if (name == null) {
      throw new ArgumentException("unknown signal: " + text);
    }
    return name;
  }

  static Setgroups setgroups(String text) {
    for (Setgroups choice : Setgroups.values()) {
      if (choice.word().equals(text)) {
        return choice;
      }
    }
    throw new ArgumentException("unsupported --setgroups argument '" + text + "'");
  }

  /** A mode, or null for {@code unchanged}. */
  static @Nullable Propagation propagation(String text) {
    for (Propagation mode : Propagation.values()) {
      if (mode.word().equals(text)) {
        return mode;
      }
    }
    if (text.equals("unchanged")) {
      return null;
    }
    throw new ArgumentException("unsupported propagation mode: " + text);
  }

  /** Adds the names of a list joined by commas, each once. */
  static void addNames(String text, Set<String> names) {
    int start = 0;
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      String name = text.substring(start, end);
      if (!name.isEmpty()) {
        names.add(name);
      }
      start = end + 1;
    }
  }

  private static String afterBlanks(String text) {
    int start = 0;
    while (start < text.length() && " \t\n\u000b\f\r".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return text.substring(start);
  }

  private static ArgumentException unparsable(String noun, String text, boolean tooLarge) {
    String why = tooLarge ? ": Numerical result out of range" : "";
    return new ArgumentException("failed to parse " + noun + ": '" + text + "'" + why);
  }
}
