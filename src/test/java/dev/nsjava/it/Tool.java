package dev.nsjava.it;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program under test: what to execute, its argv[0], and the words that come before the test's
 * own.
 */
record Tool(String program, String argv0, List<String> words) {

  /** util-linux's. */
  static final Tool UNSHARE = new Tool("/usr/bin/unshare", "unshare", List.of());

  /** Ours, by its own name. */
  static final Tool NSJAVA = new Tool(Fixtures.NSJAVA, "nsjava", List.of("unshare"));

  /** Ours, called by the name of the model through a symbolic link. */
  static final Tool NSJAVA_AS_UNSHARE =
      new Tool(Fixtures.OUTSIDE + "/unshare", "unshare", List.of());

  /** util-linux's. */
  static final Tool NSENTER = new Tool("/usr/bin/nsenter", "nsenter", List.of());

  /** Ours, by its own name. */
  static final Tool NSJAVA_ENTER = new Tool(Fixtures.NSJAVA, "nsjava", List.of("enter"));

  /** Ours, called by the name of the model through a symbolic link. */
  static final Tool NSJAVA_AS_NSENTER =
      new Tool(Fixtures.OUTSIDE + "/nsenter", "nsenter", List.of());

  /** util-linux's. */
  static final Tool LSNS = new Tool("/usr/bin/lsns", "lsns", List.of());

  /** Ours, by its own name. */
  static final Tool NSJAVA_LS = new Tool(Fixtures.NSJAVA, "nsjava", List.of("ls"));

  /**
   * Ours, called by the name of the model through a symbolic link. -Dnsjava.lsns=FILE: another
   * program in its place, to see whether the tests would find the model to be like itself.
   */
  static final Tool NSJAVA_AS_LSNS =
      new Tool(System.getProperty("nsjava.lsns", Fixtures.OUTSIDE + "/lsns"), "lsns", List.of());

  /** The launcher itself, without a command word. */
  static final Tool LAUNCHER = new Tool(Fixtures.NSJAVA, "nsjava", List.of());

  /** The installed tree's directory. */
  static Path home() {
    return Path.of(Fixtures.NSJAVA).resolve("../..").normalize();
  }

  /** A shell, for what takes more than one command. */
  static final Tool SHELL = new Tool("/bin/sh", "sh", List.of("-c"));

  /** The words with which a shell runs this tool. */
  String inShell() {
    return String.join(" ", Stream.concat(Stream.of(program), words.stream()).toList());
  }

  Tool at(String otherProgram) {
    return new Tool(otherProgram, argv0, words);
  }

  /** Runs as an ordinary root shell would start it. */
  Result run(String... own) {
    return Caller.ROOT.run(this, own);
  }

  /** Program, argv[0], words: as the starter takes them. */
  Stream<String> commandLine(List<String> own) {
    return Stream.of(Stream.of(program, argv0), words.stream(), own.stream()).flatMap(s -> s);
  }
}
