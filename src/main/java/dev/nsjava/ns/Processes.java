package dev.nsjava.ns;

import dev.nsjava.sys.TextFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Everybody else's processes, as proc(5) shows them at this moment. One that vanishes is like one
 * of which nothing is known.
 */
final class Processes {

  private static final int LONGEST_COMMAND = 4096;

  private final String proc;
  private final long self;
  private final long launcher;

  /**
   * The processes in a mounted proc.
   *
   * @throws TargetException if it does not show our own pid namespace
   */
  Processes(String proc) {
    this.proc = proc;
    String status = text("self/status", LONGEST_COMMAND);
    self = number(status, "\nPid:");
    launcher = number(status, "\nPPid:");
    // Pids from the namespace of the mount down to our own: two are the same only if there is one.
    if (field(status, "\nNSpid:").countTokens() != 1) {
      throw new TargetException(proc + " does not show the processes of this pid namespace");
    }
  }

  /** All pids in ascending order, but those of this process and of the launcher, its parent. */
  List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    String[] names = new File(proc).list();
    for (String name : names == null ? new String[0] : names) {
      long pid = Targets.number(name);
      if (pid > 0 && pid != self && pid != launcher) {
        pids.add(pid);
      }
    }
    Collections.sort(pids);
    return pids;
  }

  /** Its state, or null. */
  @Nullable ProcStat stat(long pid) {
    try {
      return ProcStat.of(proc + "/" + pid);
    } catch (IOException e) {
      return null;
    }
  }

  /** Its name, or nothing. */
  String comm(long pid) {
    String line = text(pid + "/comm", 128);
    return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
  }

  /** Its real, effective, saved and file system user, or nothing. */
  String users(long pid) {
    String status = text(pid + "/status", LONGEST_COMMAND);
    int start = status.indexOf("\nUid:");
    return start < 0 ? "" : status.substring(start, status.indexOf('\n', start + 1));
  }

  /** The lines about its control groups, or nothing. */
  String cgroup(long pid) {
    return text(pid + "/cgroup", 1 << 16);
  }

  /** Its words, or its name in brackets, as ps(1) shows them, ready to be printed. */
  String command(long pid) {
    String words = text(pid + "/cmdline", LONGEST_COMMAND).replace('\0', ' ').strip();
    return Printable.of(words.isEmpty() ? "[" + comm(pid) + "]" : words);
  }

  /** The namespace it is in, {@code net:[4026531833]}, or nothing. */
  String namespace(long pid, NsType type) {
    try {
      return Files.readSymbolicLink(Path.of(proc + "/" + pid + "/ns/" + type.word())).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** The mounts that we see, see proc_pid_mountinfo(5). */
  String mountinfo() {
    return text("self/mountinfo", Integer.MAX_VALUE);
  }

  private String text(String file, int most) {
    try {
      return TextFile.read(proc + "/" + file, most);
    } catch (IOException e) {
      return "";
    }
  }

  private static long number(String status, String name) {
    StringTokenizer words = field(status, name);
    return words.hasMoreTokens() ? Long.parseLong(words.nextToken()) : -1;
  }

  private static StringTokenizer field(String status, String name) {
    int start = status.indexOf(name);
    int end = status.indexOf('\n', start + 1);
    return new StringTokenizer(
        start < 0 || end < 0 ? "" : status.substring(start + name.length(), end));
  }
}
