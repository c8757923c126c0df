package dev.nsjava.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The launcher next to a runtime whose answer is what the test wants. Tests that must do something
 * between two steps put a {@link #STOP} there: the launcher waits in it for the script.
 */
final class FakeRuntime {

  /** Steps in which the launcher first says that it has come so far, then waits to be let on. */
  static final String STOP = "write~/mnt/at~x~write~/mnt/go~x~";

  private static final Path HOME = Fixtures.OUTSIDE.resolve("fake");

  /** The launcher; its plan is in a file on the /mnt of the run. */
  static final Tool LAUNCHER = new Tool(HOME + "/bin/nsjava", "nsjava", List.of());

  /**
   * What scripts begin with. {@code plan WORDS} says what the next launch shall do, with ~ for NUL;
   * {@code launch WORDS} begins it, {@code await_stop} returns when it stands at a {@link #STOP},
   * {@code go_on} lets it go on, {@code end} waits until it has ended and removes the files of all
   * this.
   */
  private static final String FUNCTIONS =
      """
      mkfifo -m 666 /mnt/at /mnt/go /mnt/ready
      exec 7<>/mnt/at
      plan() { printf 'plan~%d~%s' ${#1} "$1" | tr '~' '\\0' >/mnt/answer; }
      launch() {
        { LAUNCHER "$@" 7<&- & wait $!; status=$?; echo e >/mnt/at; exit $status; } &
        launched=$!
      }
      await_stop() { [ "$(head -c 1 <&7)" = x ] || echo 'it did not stop'; }
      go_on() { exec 8<>/mnt/go; }
      end() { wait $launched; status=$?; rm /mnt/answer /mnt/at /mnt/go /mnt/ready; return $status; }
      """
          .replace("LAUNCHER", "'" + LAUNCHER.program() + "'");

  static {
    try {
      make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FakeRuntime() {}

  private static void make() throws IOException {
    Path launcher = HOME.resolve("bin/nsjava");
    Path java = HOME.resolve("runtime/bin/java");
    Files.createDirectories(launcher.getParent());
    Files.createDirectories(java.getParent());
    Files.copy(
        Path.of(Fixtures.NSJAVA),
        launcher,
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(java, "#!/bin/sh\ncat /mnt/answer >&0; exec sleep 1000\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Runs a script that begins with the functions. */
  static Result run(Caller caller, String script, String... words) {
    return run(caller, Tool.SHELL, script, words);
  }

  static Result run(String script, String... words) {
    return run(Caller.ROOT, script, words);
  }

  /** The same in a pid namespace of its own. */
  static Result runAsInit(Caller caller, String script, String... words) {
    List<String> unshare = List.of("--pid", "--fork", "--mount-proc", "sh", "-c");
    return run(
        caller, new Tool(Tool.UNSHARE.program(), Tool.UNSHARE.argv0(), unshare), script, words);
  }

  private static Result run(Caller caller, Tool shell, String script, String... words) {
    List<String> all = new ArrayList<>(List.of(FUNCTIONS + script, "sh"));
    all.addAll(List.of(words));
    return caller.run(shell, all);
  }

  /**
   * The steps that the real runtime gives for a call of {@code enter}, each as a part of a plan.
   */
  static List<String> steps(String... words) {
    List<String> all = new ArrayList<>(List.of("explain", "enter"));
    all.addAll(List.of(words));
    return Caller.ROOT.run(Tool.LAUNCHER, all).lines().stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceAll(" +", "~") + "~")
        .map(step -> step.startsWith("exec~") ? "exec~0~" : step)
        .toList();
  }
}
