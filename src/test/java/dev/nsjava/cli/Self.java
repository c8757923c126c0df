package dev.nsjava.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The process of the tests, a target that lives. Lines call it {@code SELF}. */
final class Self {

  private static final String PID = Long.toString(ProcessHandle.current().pid());

  private Self() {}

  /** A line with its pid. */
  static String in(String line) {
    return line.replace("SELF", PID);
  }

  /** The plan of a line: with SELF, N for its start time, and TYPES for all but {@code user}. */
  static String plan(String line) throws IOException {
    return Ask.plan(in(line))
        .replace("target " + PID + " ", "target SELF ")
        .replace("start:" + start(), "start:N")
        .replace(types(), "TYPES");
  }

  private static String types() {
    return Stream.of("cgroup", "ipc", "uts", "net", "pid", "mnt", "time")
        .filter(type -> Files.exists(Path.of("/proc/self/ns", type)))
        .collect(Collectors.joining(","));
  }

  /** Field 22 of proc_pid_stat(5). */
  private static String start() throws IOException {
    String stat = Files.readString(Path.of("/proc", PID, "stat"));
    return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ")).get(22 - 3);
  }
}
