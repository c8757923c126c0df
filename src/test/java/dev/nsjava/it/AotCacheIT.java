package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cache that makes the start fast is used wherever the product lies: without it all works,
 * slowly.
 */
@Tag("not-sanitized")
class AotCacheIT {

  /** Calls as the launcher does; the kernel has nothing to answer. */
  private static final Path ASK = Path.of("target/image/ask").toAbsolutePath();

  private static final String FROM_CACHE = "source: shared objects file";

  @TempDir Path dir;

  /** Another place, other times, through a symbolic link. */
  @BeforeEach
  void copy() throws Exception {
    sh("cp -r '" + Tool.home().toRealPath() + "' copy; find copy -exec touch -d 2001-01-01 {} +");
    sh("ln -s copy link");
  }

  @Test
  void a_copy_uses_it() throws Exception {
    usesTheCache(List.of());
  }

  /** With much memory a runtime lays out objects in another way, unless the heap is fixed. */
  @Test
  void a_machine_with_much_memory_uses_it() throws Exception {
    usesTheCache(List.of("-XX:MaxRAM=512g"));
  }

  /**
   * The first class of ours that is loaded from elsewhere costs half a start. One of the runtime's
   * own, which it needs for what it takes from the cache, is never put there.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unshare --uts true",
        "unshare --map-current-user true",
        "enter -t 1 --uts true",
        "ls",
        "ls -t net",
        "ls -p 1",
        "ls --tree",
        "ls -J",
        "net exec host true",
        "net exec there true",
        "net ls",
        "net add one",
        "net del there",
        "net connect a b --bridge br0 --gateway",
        "net connect there with-a-long-name --bridge br0 --gateway",
        "net connect a host --subnet 10.9.0.0/24",
        "net up /mnt/office.yaml",
      })
  void with_a_real_kernel_no_class_comes_from_elsewhere(String words) {
    Result result =
        NetConnectIT.run(
            """
            home=/mnt/there; mkdir -p $home/bin $home/runtime/bin; cp %1$s $home/bin/nsjava
            ln -s %2$s/lib $home/lib; ln -s %2$s/runtime/lib $home/runtime/lib
            cat >$home/runtime/bin/java <<'WRAP'
            #!/bin/sh
            n=$#
            while [ $n -gt 0 ]; do
              [ "$1" != -m ] || set -- "$@" -Xlog:class+load:file=/mnt/classes
              set -- "$@" "$1"; shift; n=$((n - 1))
            done
            exec %2$s/runtime/bin/java "$@"
            WRAP
            chmod +x $home/runtime/bin/java; ip link set lo up
            cp %3$s /mnt; $home/bin/nsjava net add there
            """
                .formatted(
                    Fixtures.NSJAVA, Tool.home(), Path.of("examples/office.yaml").toAbsolutePath()),
            """
            $home/bin/nsjava %s >/mnt/out 2>&1
            grep -c 'shared objects file' /mnt/classes | grep -q ... && echo many
            grep -v 'shared objects file' /mnt/classes | grep -vF 'java.lang.invoke.DirectMethodHandle$1 '
            """
                .formatted(words));
    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).containsExactly("many");
  }

  private void usesTheCache(List<String> more) throws Exception {
    List<String> command = new ArrayList<>(List.of(dir + "/link/runtime/bin/java"));
    for (String option : Files.readAllLines(Path.of("src/main/jvm.options"))) {
      if (option.equals("-m")) {
        command.addAll(more);
        command.add("-Xlog:class+load:file=" + dir + "/classes");
      }
      command.add(option.replace("@HOME@", dir + "/link"));
    }
    usesTheCache(command, "unshare\0--uts\0true\0", "unshare\0uts\0exec\0002\0");
    usesTheCache(
        command,
        "enter\0--target\0001\0--uts\0true\0",
        "target\000@2:0\0-\0enter\0uts\0exec\0004\0");
    usesTheCache(command, "ls\0--list\0", "\n");
    assertThat(classes()).noneMatch(line -> line.contains(" jnr.") || line.contains(" com.kenai."));
    usesTheCache(command, "net\0ls\0--json\0", "]\n");
    assertThat(classes()).noneMatch(line -> line.contains(" jnr.") || line.contains(" com.kenai."));
  }

  private void usesTheCache(List<String> command, String words, String end) throws Exception {
    String call = "nsjava\0000\0000\0000\0\0" + words;
    Files.writeString(dir.resolve("call"), "nsjava-1\0" + call.length() + '\0' + call);
    sh("exec '" + ASK + "' '" + String.join("' '", command) + "' <call >answer");

    assertThat(dir.resolve("answer")).content().endsWith(end);
    List<String> classes = classes();
    assertThat(classes).filteredOn(line -> line.contains(" dev.nsjava.")).isNotEmpty();
    assertThat(classes)
        .filteredOn(line -> line.contains(" dev.nsjava."))
        .allMatch(line -> line.contains(FROM_CACHE));
    assertThat(classes.stream().filter(line -> !line.contains(FROM_CACHE)).count())
        .isLessThan(classes.size() / 50);
  }

  private List<String> classes() throws IOException {
    return Files.readAllLines(dir.resolve("classes"));
  }

  private void sh(String script) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", script).directory(dir.toFile()).inheritIO().start();
    assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(shell.exitValue()).isZero();
  }
}
