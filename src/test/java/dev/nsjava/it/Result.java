package dev.nsjava.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a program ended and what it left. Text is bytes as ISO-8859-1; process ids in paths of /proc
 * are {@code N}, and namespaces are {@code [outside]} where they are those of the tests, else
 * {@code [new]}.
 *
 * @param end {@code exit N}, {@code signal N} or {@code hang}
 * @param left processes, mounts and files that were not there before, as the starter reports them
 */
record Result(String end, String out, String err, List<String> left) {

  private static final Pattern NAMESPACE = Pattern.compile("(\\w+):\\[(\\d+)]");
  private static final Pattern LAST_ECHO = Pattern.compile("\\^[C\\\\]\\s*\\z");
  private static final Pattern PID = Pattern.compile("/proc/\\d+/");
  private static final List<String> OUTSIDE = namespaces();

  /** Reads the starter's report. */
  static Result parse(byte[] report) {
    String text = new String(report, StandardCharsets.ISO_8859_1);
    String end = "";
    List<String> left = new ArrayList<>();
    int at = 0;
    while (!text.startsWith("out ", at)) {
      int newline = text.indexOf('\n', at);
      String line = text.substring(at, newline);
      if (line.startsWith("end ")) {
        end = line.substring(4);
      } else {
        left.add(line);
      }
      at = newline + 1;
    }
    String out = block(text, at);
    int err = text.indexOf('\n', at) + 1 + out.length();
    return new Result(end, normal(out), normal(block(text, err)), List.copyOf(left));
  }

  /** The result as the same tool under our name and with our command word would give it. */
  Result named(String name) {
    String ours =
        err.replaceAll("(?m)^(/usr/bin/)?unshare: ", name + ": ")
            .replace("Try 'unshare --help'", "Try '" + name + " unshare --help'");
    return new Result(end, out, ours, left);
  }

  /** Without the lines that only we write. */
  Result withoutHints() {
    return new Result(end, out, err.replaceAll("(?m)^hint: .*\n", ""), left);
  }

  /** The lines of the program's standard output. */
  List<String> lines() {
    return out.lines().toList();
  }

  /**
   * Without the terminal's echo of a last Ctrl-C or Ctrl-\: where that ends the leader of the
   * session, the kernel hangs the terminal up, with or without the echo.
   */
  Result withoutLastEcho() {
    return new Result(end, LAST_ECHO.matcher(out).replaceFirst(""), err, left);
  }

  /** "LENGTH\n" and so many bytes, after a word. */
  private static String block(String text, int at) {
    int newline = text.indexOf('\n', at);
    int length = Integer.parseInt(text.substring(at + 4, newline));
    return text.substring(newline + 1, newline + 1 + length);
  }

  private static String normal(String text) {
    String pids =
        PID.matcher(text).replaceAll("/proc/N/").replaceAll("(?m)^/dev/pts/\\d+$", "/dev/pts/N");
    return NAMESPACE
        .matcher(pids)
        .replaceAll(m -> m.group(1) + (OUTSIDE.contains(m.group()) ? ":[outside]" : ":[new]"));
  }

  private static List<String> namespaces() {
    return Arrays.stream("cgroup ipc mnt net pid time user uts".split(" "))
        .map(Result::link)
        .toList();
  }

  private static String link(String type) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns", type)).toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
