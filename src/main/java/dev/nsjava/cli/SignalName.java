package dev.nsjava.cli;

import dev.nsjava.ids.Decimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names of signals, see signal(7), as glibc's programs know them on Linux. */
final class SignalName {

  private static final String[] NAMES = {
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU",
    "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
  };
  private static final String[][] ALIASES = {{"IOT", "ABRT"}, {"CLD", "CHLD"}, {"POLL", "IO"}};

  // Real-time signals: glibc's SIGRTMIN is 34, its SIGRTMAX 64.
  private static final int REAL_TIME = 64 - 34;

  private SignalName() {}

  /** Those that have a name of their own. */
  static List<String> all() {
    return List.of(NAMES);
  }

  /**
   * The one name of a signal: without SIG; {@code RTMIN+N} for the real-time ones.
   *
   * @param text a name in upper or lower case, with or without SIG; real-time signals are {@code
   *     RTMIN+N} or {@code RTMAX-N}
   * @return null if there is no such name; a number is none
   */
  static @Nullable String parse(String text) {
    String name = text.toUpperCase(Locale.ROOT);
    if (name.startsWith("SIG")) {
      name = name.substring(3);
    }
    if (name.startsWith("RTMIN+") || name.startsWith("RTMAX-")) {
      long number = Decimal.parse(name.substring(6), REAL_TIME);
      boolean fromMax = name.charAt(5) == '-';
      return number < 0 ? null : "RTMIN+" + (fromMax ? REAL_TIME - number : number);
    }
    for (String[] alias : ALIASES) {
      name = name.equals(alias[0]) ? alias[1] : name;
    }
    for (String known : NAMES) {
      if (known.equals(name)) {
        return known;
      }
    }
    return null;
  }
}
