package dev.nsjava.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a program ended and what it left. Text is bytes as ISO-8859-1. Process ids in paths of /proc
 * are {@code N}; those of the targets are {@code %t} and {@code %u}, in messages. Namespaces are
 * {@code [outside]} where they are those of the tests, {@code [t]} and {@code [u]} where they are
 * those of the targets, else {@code [new]}.
 *
 * @param end {@code exit N}, {@code signal N} or {@code hang}
 * @param left processes, mounts and files that were not there before, as the starter reports them
 */
record Result(String end, String out, String err, List<String> left) {

  private static final Pattern NAMESPACE = Pattern.compile("(\\w+):\\[(\\d+)]");
  private static final Pattern LAST_ECHO = Pattern.compile("\\^[C\\\\]\\s*\\z");
  private static final Pattern PID = Pattern.compile("/proc/\\d+/");
  private static final List<String> OUTSIDE = namespaces();

  /** A process that was there to be entered, as the starter reports it. */
  private record Target(String letter, String pid, List<String> namespaces) {

    static Target parse(String line) {
      List<String> words = List.of(line.split(" +"));
      return new Target(words.get(1), words.get(2), words.subList(3, words.size()));
    }
  }

  /** Reads the starter's report. */
  static Result parse(byte[] report) {
    return parse(report, true);
  }

  /** The same with all numbers as they are. */
  static Result parseAsIs(byte[] report) {
    return parse(report, false);
  }

  private static Result parse(byte[] report, boolean normal) {
    String text = new String(report, StandardCharsets.ISO_8859_1);
    String end = "";
    List<String> left = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    int at = 0;
    while (!text.startsWith("out ", at)) {
      int newline = text.indexOf('\n', at);
      String line = text.substring(at, newline);
      if (line.startsWith("end ")) {
        end = line.substring(4);
      } else if (line.startsWith("target ")) {
        targets.add(Target.parse(line));
      } else {
        left.add(line);
      }
      at = newline + 1;
    }
    String out = block(text, at);
    String err = block(text, text.indexOf('\n', at) + 1 + out.length());
    if (!normal) {
      return new Result(end, out, err, List.copyOf(left));
    }
    for (Target target : targets) {
      err = err.replaceAll("\\b" + target.pid() + "\\b", "%" + target.letter());
    }
    return new Result(end, normal(out, targets), normal(err, targets), List.copyOf(left));
  }

  /** The result of one tool as the other would give it: with its name, and its command word. */
  Result named(Tool tool, Tool other) {
    String name = other.argv0();
    String call = String.join(" ", Stream.concat(Stream.of(name), other.words().stream()).toList());
    String ours =
        err.replaceAll("(?m)^(/usr/bin/)?" + tool.argv0() + ": ", name + ": ")
            .replace("Try '" + tool.argv0() + " --help'", "Try '" + call + " --help'");
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

  private static String normal(String text, List<Target> targets) {
    String numbers =
        PID.matcher(text)
            .replaceAll("/proc/N/")
            .replaceAll("(?m)^/dev/pts/\\d+$", "/dev/pts/N")
            .replaceAll("nsjava-it-\\d+-\\d+", "nsjava-it-N");
    return NAMESPACE.matcher(numbers).replaceAll(m -> m.group(1) + whose(m.group(), targets));
  }

  private static String whose(String namespace, List<Target> targets) {
    if (OUTSIDE.contains(namespace)) {
      return ":[outside]";
    }
    return targets.stream()
        .filter(target -> target.namespaces().contains(namespace))
        .findFirst()
        .map(target -> ":[" + target.letter() + "]")
        .orElse(":[new]");
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
