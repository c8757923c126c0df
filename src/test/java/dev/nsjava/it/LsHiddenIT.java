package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be seen does not keep the rest from being shown. lsns says nothing of it; we do. */
@KernelTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LsHiddenIT {

  private static final String SKIPPED =
      "nsjava: [1-9]\\d* processes could not be looked at: Permission denied\n";

  private final Population population = Population.of(Population.OURS);

  @AfterAll
  void close() {
    population.close();
  }

  private Result run(String options, Tool tool, String... words) {
    return population.run(new Caller(List.of(options.split(" "))), tool, Arrays.asList(words));
  }

  /** Without the rows of the program itself, whose command line depends on its name. */
  private static List<String> others(Result result) {
    assertThat(result.end()).as(result.err()).isEqualTo("exit 0");
    return result.lines().stream().filter(line -> !line.matches(".*(lsns|nsjava).*")).toList();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"user", "bob", "stranger", "mountns mount-proc=/proc:hidepid=1 user"})
  void processes_of_others(String options) {
    Result ours = run(options, Tool.NSJAVA_LS, "-o", "NS,TYPE,NPROCS,PID,COMMAND");
    Result lsns = run(options, Tool.NSJAVA_AS_LSNS, "-o", "NS,TYPE,NPROCS,PID,COMMAND");

    assertThat(others(ours)).hasSizeGreaterThan(9).isEqualTo(others(lsns));
    assertThat(ours.err()).matches(SKIPPED);
    assertThat(lsns.err()).isEmpty();
  }

  /** Of processes that /proc does not even list nobody can tell how many they are. */
  @Test
  void processes_that_are_not_listed() {
    String options = "mountns mount-proc=/proc:hidepid=2 user";

    Result ours = run(options, Tool.NSJAVA_LS, "-o", "NS,TYPE,NPROCS,PID,COMMAND");

    assertThat(others(ours)).hasSizeGreaterThan(9);
    assertThat(ours.err()).isEqualTo("nsjava: /proc lists no processes of others (hidepid)\n");
  }

  @Test
  void nothing_is_hidden_from_root() {
    assertThat(run("nice=0", Tool.NSJAVA_LS).err()).isEmpty();
    assertThat(run("mountns mount-proc=/proc:hidepid=2", Tool.NSJAVA_LS).err()).isEmpty();
  }

  @Test
  void holders_of_others() {
    Result result = run("user", Tool.NSJAVA_LS, "--holders", "-r", "-o", "NS,HOLDER,NAME");

    assertThat(result.end()).isEqualTo("exit 0");
    assertThat(result.lines())
        .contains(
            population.inode("net-blue")
                + " mount\\x20/run/netns/blue,"
                + "mount\\x20/mnt/ns/blue\\x20too blue");
    assertThat(result.err()).matches(SKIPPED);
  }

  /** No pidfd_open(2), no pidfd_getfd(2): no sockets. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"refuse=434:38", "refuse=438:38", "refuse=438:1"})
  void kernels_that_show_no_sockets(String options) {
    List<String> all = run("nice=0", Tool.NSJAVA_LS, "-l", "-r", "-o", "NS,TYPE,PID").lines();
    Stream<String> without =
        all.stream()
            .filter(line -> !line.startsWith(population.inode("net-socket")))
            .filter(line -> !line.startsWith(population.inode("net-unix")));

    Result result = run(options, Tool.NSJAVA_LS, "-l", "-r", "-o", "NS,TYPE,PID");

    assertThat(result.end()).as(result.err()).isEqualTo("exit 0");
    assertThat(result.lines()).containsExactlyElementsOf(without.toList());
    assertThat(result.err()).matches("(nsjava: [^\n]*\n)?");
  }

  /**
   * Before Linux 4.9 nsfs answered no ioctl; util-linux's lsns shows nothing there and ends with 2.
   */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"--", "-T", "-Tparent", "-P", "--output-all", "--holders"})
  void kernels_whose_namespaces_have_no_relations(String option) {
    Result result = run("refuse=16:25", Tool.NSJAVA_LS, option);

    assertThat(result.end()).as(result.err()).isEqualTo("exit 0");
    assertThat(result.err()).matches("(nsjava: [^\n]*\n)?");
    assertThat(result.lines()).isNotEmpty();
  }

  /** Without netlink no network namespace has an id. */
  @Test
  void kernels_without_netlink() {
    Result result = run("refuse=41:97", Tool.NSJAVA_LS, "-t", "net", "-r", "-o", "NS,NETNSID");

    assertThat(result.end()).as(result.err()).isEqualTo("exit 0");
    assertThat(result.lines()).anyMatch(line -> line.startsWith(population.inode("net-10112")));
    assertThat(result.err()).matches("(nsjava: [^\n]*\n)?");
  }
}
