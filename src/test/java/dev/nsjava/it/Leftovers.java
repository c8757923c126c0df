package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After a class of tests there is no process, mount, network link or cgroup that was not there
 * before; so no namespace either, which lives by one of these. (What a single run leaves, the
 * starter reports in {@link Result#left}.)
 */
final class Leftovers implements BeforeAllCallback, AfterAllCallback {

  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(Leftovers.class);

  private record Machine(List<String> mounts, List<String> links, List<String> cgroups) {

    static Machine now() throws IOException {
      return new Machine(
          Files.readAllLines(Path.of("/proc/self/mountinfo")),
          names(Path.of("/sys/class/net")),
          Cgroup.all());
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    context.getStore(STORE).put(context.getUniqueId(), Machine.now());
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    @Nullable Machine before = context.getStore(STORE).get(context.getUniqueId(), Machine.class);

    // What is ending may end.
    ProcessHandle.current()
        .descendants()
        .forEach(left -> left.onExit().completeOnTimeout(left, 3, TimeUnit.SECONDS).join());
    assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info)).isEmpty();
    assertThat(Machine.now()).isEqualTo(before);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(Path::toString).sorted().toList();
    }
  }
}
