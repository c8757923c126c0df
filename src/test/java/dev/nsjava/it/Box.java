package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.ns.NsType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A process in namespaces of its own, where a script has set the scene. */
record Box(Process process) implements AutoCloseable {

  /**
   * Returns when the scene is set.
   *
   * @param options of unshare(1): {@code -mn}
   * @param script of a shell that stops at the first failure
   * @param words the script's {@code $1} and so on
   */
  static Box of(String options, String script, String... words) throws IOException {
    String whole = "set -e\n" + script + "\necho ready\nexec sleep infinity\n";
    List<String> command = new ArrayList<>(List.of("unshare", options, "sh", "-c", whole, "box"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
    return new Box(process);
  }

  /** The file of one of its namespaces. */
  String file(NsType type) {
    return "/proc/" + process.pid() + "/ns/" + type.word();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
