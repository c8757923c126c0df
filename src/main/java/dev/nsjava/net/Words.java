package dev.nsjava.net;

import java.util.ArrayList;
import java.util.List;

/** Names of the kernel's numbers and flags, those that iproute2 shows too. */
final class Words {

  private Words() {}

  /** The name of a number, or the number itself if it has none. */
  static String of(long number, List<String> names) {
    boolean known = number >= 0 && number < names.size() && !names.get((int) number).isEmpty();
    return known ? names.get((int) number) : Long.toString(number);
  }

  /**
   * The names of the flags that are set, the lowest first; those without a name as one number.
   *
   * @param names of bit 0 and so on
   */
  static List<String> ofFlags(long flags, List<String> names) {
    List<String> words = new ArrayList<>();
    long rest = flags;
    for (int i = 0; i < names.size(); i++) {
      if ((flags >> i & 1) == 1 && !names.get(i).isEmpty()) {
        words.add(names.get(i));
        rest &= ~(1L << i);
      }
    }
    if (rest != 0) {
      words.add("0x" + Long.toHexString(rest));
    }
    return words;
  }

  /** {@code 02:00:0a:00:00:01}. */
  static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(text.isEmpty() ? "" : ":")
          .append(Character.forDigit(b >> 4 & 15, 16))
          .append(Character.forDigit(b & 15, 16));
    }
    return text.toString();
  }
}
