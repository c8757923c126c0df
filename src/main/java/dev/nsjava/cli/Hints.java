package dev.nsjava.cli;

import dev.nsjava.launch.Call;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Java's rows of hints.txt: what to do about a failure. The other rows are the launcher's. */
final class Hints {

  private static final List<String> REFUSALS =
      List.of("Operation not permitted", "Permission denied", "belongs to another user");

  /** The map of the first user namespace, see user_namespaces(7). */
  private static final String ALL_IDS = "0 0 4294967295";

  private Hints() {}

  /** What to do about a failure with networks that is for want of rights; nothing about others. */
  static String rights(Call call, String message) {
    if (REFUSALS.stream().noneMatch(message::contains)) {
      return "";
    }
    if (message.startsWith("cannot open /proc/")) {
      return sentence("look-refused", "");
    }
    if (call.euid() != 0) {
      return sentence("net-user", "");
    }
    return isMapped() ? sentence("net-mapped", "") : "";
  }

  /** Whether this is a user namespace of somebody's, where root is root of little. */
  private static boolean isMapped() {
    try {
      String map = Files.readString(Path.of("/proc/self/uid_map"));
      return !map.strip().replaceAll(" +", " ").equals(ALL_IDS);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The sentence of the row for a step, or nothing if there is none.
   *
   * @param detail what the sentence has for its {@code %s}
   */
  static String sentence(String step, String detail) {
    String start = step + "\t-\t-\t";
    try (InputStream in = Hints.class.getResourceAsStream("/dev/nsjava/hints.txt")) {
      if (in == null) {
        return "";
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(start)) {
          return line.substring(start.length()).replace("%s", detail);
        }
      }
      return "";
    } catch (IOException e) {
      return ""; // a failure without a hint is still a failure with a message
    }
  }
}
