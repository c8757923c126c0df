package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps the namespaces of src/test/c/residents.c that nobody is in. */
@KernelTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LsHoldersIT {

  private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-f]{2})");

  private final Population population = Population.of(Population.OURS);

  /** NS, HOLDER, NAME, UID and USER, by NS. */
  private final Map<String, List<String>> rows = new HashMap<>();

  @BeforeAll
  void look() {
    Result result = ls("--holders", "-n", "-r", "-o", "NS,HOLDER,NAME,UID,USER");
    assertThat(result.end()).as(result.err()).isEqualTo("exit 0");
    assertThat(result.err()).isEmpty();
    for (String line : result.lines()) {
      List<String> cells = Stream.of(line.split(" ", -1)).map(LsHoldersIT::unescaped).toList();
      rows.put(cells.get(0), cells);
    }
  }

  @AfterAll
  void close() {
    population.close();
  }

  private Result ls(String... words) {
    return population.run(Caller.ROOT, Tool.NSJAVA_LS, List.of(words));
  }

  private static String unescaped(String cell) {
    return ESCAPE
        .matcher(cell)
        .replaceAll(
            m -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(m.group(1), 16))));
  }

  private List<String> row(String name) {
    String inode = population.inode(name);
    assertThat(rows).containsKey(inode);
    return rows.getOrDefault(inode, List.of());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "user-fd, fd 10180/22",
    "net-fd, fd 10180/23",
    "mnt-fd, fd 10180/24",
    "pid-fd, fd 10180/25",
    "ipc-fd, fd 10180/26",
    "time-fd, fd 10180/27",
    "cgroup-fd, fd 10180/28",
    "net-ghost, fd 10181/33",
    "uts-fd, 'fd 10180/21,fd 10181/31'",
    "net-socket, socket 10182/20",
    "net-unix, socket 10182/21",
    "net-held, 'fd 10182/23,socket 10182/22,mount /run/netns/held'",
    "net-green, mount /run/netns/green grass",
    "net-blue, 'mount /run/netns/blue,mount /mnt/ns/blue too'",
    "uts-owned, mount /mnt/ns/owned",
    "uts-empty, 'mount /mnt/ns/empty,mount /mnt/ns/odd\\ \t\n\u00ff\u00c3\u00b6'",
    "uts-elsewhere, mount 10184:/mnt/ns/elsewhere",
    // What keeps it is the namespace that it owns.
    "user-ghost, ''",
    "user-owned, ''",
  })
  void what_keeps_it(String name, String holders) {
    assertThat(row(name).get(1).split(",")).containsExactlyInAnyOrder(holders.split(","));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "net-blue, blue",
    "net-green, green grass",
    "net-held, held",
    "net-10112, red",
    "uts-empty, ''",
    "net-socket, ''",
  })
  void what_it_is_called(String name, String called) {
    assertThat(row(name).get(2)).isEqualTo(called);
  }

  /** To open it would be to wait for who writes to it. */
  @Test
  void a_pipe_that_hides_a_namespace_is_not_opened() {
    Result result =
        Tool.SHELL.run(
            """
            mkfifo fifo ready
            /usr/bin/unshare -m sh -c '/usr/bin/unshare --uts=file true
              stat -c %%i file >inode; mount --bind fifo file; echo >ready; exec sleep 1000' &
            read _ <ready
            %s --holders -t uts -n -r -o NS,HOLDER | grep "^$(cat inode) " | cut -d ' ' -f 2 |
              sed s/$!/PID/
            kill $!; wait $!; rm fifo ready inode
            """
                .formatted(Tool.NSJAVA_LS.inShell()));

    assertThat(result.lines()).containsExactly("mount\\x20PID:/mnt/file");
    assertThat(result.left()).isEmpty();
  }

  /** lsns has root in all but user namespaces. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "uts-owned, 54321, ada",
    "user-owned, 54321, ada",
    "uts-empty, 0, root",
    "net-socket, 0, root",
    "uts-10145, 54321, ada",
    "uts-large, 3000000000, 3000000000",
  })
  void whose_it_is(String name, String uid, String user) {
    assertThat(row(name).subList(3, 5)).containsExactly(uid, user);
  }

  @Test
  void a_table_has_one_on_each_line() {
    List<String> lines = ls("--holders", "-n", "-t", "net", "-o", "NS,HOLDER").lines();

    int first = lines.indexOf(population.inode("net-blue") + " mount /run/netns/blue");
    assertThat(first).as(lines.toString()).isNotNegative();
    assertThat(lines.get(first + 1).strip()).isEqualTo("mount /mnt/ns/blue too");
  }

  @Test
  void the_option_shows_the_column() {
    assertThat(ls("--holders").lines().get(0)).contains(" HOLDER");
  }

  /** Of other mount namespaces lsns knows nothing, and looking there takes time. */
  @ParameterizedTest
  @ValueSource(strings = {"-n", "-T"})
  void nobody_looks_elsewhere_unasked(String option) {
    String elsewhere = population.inode("uts-elsewhere");

    assertThat(ls("-r", option, "-o", "NS").out()).doesNotContain(elsewhere);
    assertThat(ls("-r", option, "-o", "NS", "--holders").out()).contains(elsewhere);
  }
}
