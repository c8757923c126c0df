package dev.nsjava.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who starts a program, and in which state. The options are those of the starter (src/test/c),
 * where they are explained; some macros are ours, see {@link #macro}. Every run has a mount
 * namespace of its own with a fresh tmpfs on /mnt, which is the working directory; /mnt/bin is
 * first in PATH.
 */
record Caller(List<String> options) {

  /** What is around the program. */
  static final List<String> WORLD =
      List.of(
          "bind=" + Fixtures.OUTSIDE + "/passwd:/etc/passwd",
          "bind=" + Fixtures.OUTSIDE + "/group:/etc/group",
          "bind=" + Fixtures.OUTSIDE + "/subuid:/etc/subuid",
          "bind=" + Fixtures.OUTSIDE + "/subuid:/etc/subgid",
          "tmpfs=/mnt",
          "tmpfs=/var/cache",
          "dir=/mnt/home:777",
          "dir=/mnt/home/.cache:777",
          "dir=/mnt/bin",
          "bind=" + Fixtures.OUTSIDE + "/bin:/mnt/bin",
          "file=/mnt/file:666:content",
          "dir=/mnt/dir:777");

  private static final List<String> STATE =
      List.of("cwd=/mnt", "env=PATH=/mnt/bin:/usr/bin:/bin:/usr/sbin:/sbin", "env=HOME=/mnt/home");

  /** The one option that must come before the mount namespace: see the starter. */
  static final String ONE_CPU = "one-cpu";

  /** Root, and nothing unusual. */
  static final Caller ROOT = new Caller(List.of());

  /** An ordinary user without subordinate ids. */
  static final Caller USER = ROOT.with("user");

  Caller with(String... more) {
    return new Caller(Stream.concat(options.stream(), Arrays.stream(more)).toList());
  }

  Result run(Tool tool, String... words) {
    return run(tool, List.of(words));
  }

  Result run(Tool tool, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Fixtures.START);
    options.stream().filter(ONE_CPU::equals).forEach(command::add);
    command.add("mountns");
    command.addAll(WORLD);
    command.addAll(start(tool, words));
    try {
      Process start =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      start.getOutputStream().close();
      byte[] report = start.getInputStream().readAllBytes();
      if (start.waitFor() != 0) {
        throw new AssertionError("the starter failed: " + command);
      }
      Result result = Result.parse(report);
      if (result.err().startsWith("start: ")) {
        throw new AssertionError(result.err() + command);
      }
      return result;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The starter's words but for what is around the program. */
  List<String> start(Tool tool, List<String> words) {
    List<String> command = new ArrayList<>(STATE);
    if (options.stream().anyMatch(option -> option.startsWith("env="))) {
      command.add("no-env");
    }
    options.stream().filter(o -> !o.equals(ONE_CPU)).flatMap(Caller::macro).forEach(command::add);
    command.add("--");
    tool.commandLine(words).map(Caller::escaped).forEach(command::add);
    return command;
  }

  /** Our shorthands for the starter's options, also for those of a target. */
  private static Stream<String> macro(String option) {
    if (option.startsWith("t:") || option.startsWith("u:")) {
      return macro(option.substring(2)).map(own -> option.substring(0, 2) + own);
    }
    return switch (option) {
      // Users of Fixtures' passwd: ada has no subordinate ids, bob has.
      case "user", "ada" -> Stream.of("groups=", "gid=54321", "uid=54321");
      case "bob" -> Stream.of("groups=54329", "gid=54322", "uid=54322");
      case "stranger" -> Stream.of("groups=", "gid=54399", "uid=54399");
      case "no-proc" -> Stream.of("umount=/proc");
      // Targets: in all namespaces but the user's; in all, as a container is; in a user namespace
      // as its owner makes it, alone.
      case "seven" ->
          Stream.of("unshare=cgroup,ipc,mnt,net,pid,time,uts", "fork", "proc", "host=inside");
      case "container" ->
          Stream.concat(
              Stream.of(
                  "unshare=user",
                  "uid-map=0:100000:65536",
                  "gid-map=0:100000:65536",
                  "groups=",
                  "gid=0",
                  "uid=0"),
              macro("seven"));
      case "rootless" ->
          Stream.concat(
              macro("ada"),
              Stream.of(
                  "unshare=user", "setgroups=deny", "uid-map=0:54321:1", "gid-map=0:54321:1"));
      case "cgroup" -> Stream.of("cgroup=" + Cgroup.newName());
      default ->
          Stream.of(
              option.startsWith("by=nsjava ")
                  ? option.replace("by=nsjava ", "by=" + Fixtures.NSJAVA + " ")
                  : option);
    };
  }

  /**
   * Bytes that a JVM cannot pass on as they are, as the starter's \xHH. Escapes that are there
   * stay.
   */
  private static String escaped(String word) {
    StringBuilder text = new StringBuilder();
    for (byte b : word.getBytes(StandardCharsets.ISO_8859_1)) {
      if (b < ' ' || b > '~') {
        text.append(String.format("\\x%02x", b));
      } else {
        text.append((char) b);
      }
    }
    return text.toString();
  }
}
