package dev.nsjava.inspect;

import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process as proc(5) shows it.
 *
 * @param numbers its pids, from the pid namespace of that proc down to its own
 * @param parent as the first of these
 * @param uid effective
 * @param state the letter of ps(1)
 * @param comm any bytes
 * @param namespace the inode of its pid namespace; null if we may not know
 */
record Member(
    List<String> numbers,
    String parent,
    String uid,
    String state,
    String comm,
    @Nullable Long namespace) {

  /** How far its pid namespace is below that of proc. */
  int depth() {
    return numbers.size() - 1;
  }

  String outside() {
    return numbers.get(0);
  }

  /** All processes but this one, and but those that end meanwhile. Others we may not look at. */
  static List<Member> all(String proc, Skipped skipped) {
    String self = self(proc);
    List<Member> members = new ArrayList<>();
    String[] names = new File(proc).list();
    for (String name : names == null ? new String[0] : names) {
      if (isNumber(name) && !name.equals(self)) {
        add(proc, name, members, skipped);
      }
    }
    return members;
  }

  private static String self(String proc) {
    try {
      return first(Proc.field(Proc.text(Path.of(proc, "self/status")), "Pid"));
    } catch (IOException e) {
      return ""; // nobody
    }
  }

  private static void add(String proc, String pid, List<Member> members, Skipped skipped) {
    try {
      members.add(of(Path.of(proc, pid)));
    } catch (IOException e) {
      if (!Proc.isGone(e)) {
        skipped.add(Skipped.Kind.PROCESS, "", Reason.of(e));
      }
    }
  }

  /** The process with a directory. */
  static Member of(Path directory) throws IOException {
    String status = Proc.text(directory.resolve("status"));
    List<String> numbers = Proc.field(status, "NSpid");
    List<String> uids = Proc.field(status, "Uid");
    return new Member(
        numbers.isEmpty() ? Proc.field(status, "Pid") : numbers, // before Linux 4.1
        first(Proc.field(status, "PPid")),
        uids.size() < 2 ? "" : uids.get(1),
        first(Proc.field(status, "State")),
        Proc.line(directory.resolve("comm")),
        Proc.inode(directory, NsType.PID));
  }

  private static String first(List<String> words) {
    return words.isEmpty() ? "" : words.get(0);
  }

  private static boolean isNumber(String name) {
    return name.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
