package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code examples/} goes up, is checked with real packets, and goes down to nothing.
 */
@KernelTest
@Tag("not-sanitized") // NetConnectIT and NetRunIT make the same calls
class TopologyExamplesIT {

  private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();

  /**
   * A host of its own, with an {@code /etc} of its own. A kernel without netem makes links without
   * their delay.
   */
  private static final String SCENE =
      """
      mkdir /mnt/etc /mnt/etc/netns
      cp -a /etc/passwd /etc/group /etc/hosts /etc/nsswitch.conf /etc/ld.so.cache /mnt/etc
      mount --bind /mnt/etc /etc
      net() { %1$s net "$@" 2>/mnt/notes; s=$?; grep -v 'bridge-nf-call\\|is on now' /mnt/notes >&2; return $s; }
      all() {
        find /run/netns /run/nsjava /etc/netns -mindepth 1 2>/dev/null
        ip addr; ip route; ip -6 route; ip rule
        find /sys/fs/cgroup -path "*/nsjava/*.$(stat -Lc %%i /proc/self/ns/net).net" 2>/dev/null
        %1$s inspect self --type net | sed -n '/nftables/,$p'
      }
      ip link set lo up
      shaping=
      unshare -n sh -c 'ip link add a type ifb; ip link set a up; tc qdisc add dev a root netem delay 1ms' 2>/mnt/tc ||
        shaping=--without-shaping
      """
          .formatted(Fixtures.NSJAVA);

  static Stream<Path> examples() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(EXAMPLES)) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(6);
    return files.stream();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void goes_up_works_and_goes_down_to_nothing(Path file) throws IOException {
    String name = file.getFileName().toString().replace(".yaml", "");
    Result result =
        NetConnectIT.run(
            SCENE,
            """
            all >/mnt/before
            net up $shaping FILE >/mnt/up || { cat /mnt/up; exit 1; }
            net check --wait 60 FILE >/mnt/checks; echo checks $?
            sed 1d /mnt/checks | grep -v ' ok '
            net up $shaping FILE
            net plan $shaping FILE >/mnt/plan; echo plan $?; grep -v 'nothing to change' /mnt/plan
            net down FILE >/mnt/down; echo down $?
            all | diff /mnt/before -
            """
                .replace("FILE", file.toString()));
    assertThat(result.err()).isEmpty();
    assertThat(result.lines())
        .containsExactly(
            "checks 0", "'" + name + "' is up already: nothing to change", "plan 0", "down 0");
    assertThat(result.left()).noneMatch(line -> line.startsWith("left "));
  }
}
