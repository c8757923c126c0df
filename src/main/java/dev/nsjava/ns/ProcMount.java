package dev.nsjava.ns;

import java.util.List;
import java.util.StringTokenizer;

/** How proc(5) is mounted. */
public final class ProcMount {

  /** What is said where {@link #isSilent}. */
  public static final String SILENT = "/proc lists no processes of others (hidepid)";

  private ProcMount() {}

  /**
   * Whether processes that we have no right to look at are not even listed.
   *
   * @param proc where it is mounted
   * @param listsInit whether process 1 is listed: then we have the right
   */
  public static boolean isSilent(String proc, boolean listsInit) {
    if (listsInit) {
      return false;
    }
    StringTokenizer lines = new StringTokenizer(Survey.text(proc + "/self/mountinfo"), "\n");
    boolean silent = false;
    while (lines.hasMoreTokens()) {
      String line = lines.nextToken();
      if (line.contains(" " + proc + " ") && line.contains(" - proc ")) {
        silent = isHiding(line);
      }
    }
    return silent;
  }

  private static boolean isHiding(String mount) {
    for (String value : List.of("invisible", "ptraceable", "2", "4")) {
      if (mount.contains("hidepid=" + value)) {
        return true;
      }
    }
    return false;
  }
}
