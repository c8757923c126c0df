package dev.nsjava.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.topology.run.ProcessStatus;
import dev.nsjava.topology.run.ProcessStatus.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of processes, and what their records say. */
class ProcessNameTest {

  @ParameterizedTest
  @CsvSource({
    "web, httpd, web.httpd",
    "a.b, c, a.b.c",
    "a, b.c, a.b%2ec",
    "a, b%2ec, a.b%252ec",
    "a, ü, a.%fc",
    "a, =1, a.=1",
    "a, x=1, a.x%3d1",
    "cgroup, procs, cgroup.procs",
  })
  void no_two_have_the_same_key(String namespace, String process, String key) {
    ProcessName name = new ProcessName(namespace, process);
    assertThat(name.key()).isEqualTo(key);
    assertThat(ProcessName.ofKey(key)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"a", ".a", "a.", "''", "."})
  void what_is_no_key(String key) {
    assertThat(ProcessName.ofKey(key)).isNull();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "running 12 1 - 99, 7, RUNNING, 7, 12, ''",
    "running 12 1 - 99, 0, LOST, 0, 0, ''",
    "waiting 0 3 status:1 99, 7, WAITING, 7, 0, status:1",
    "ended 0 3 status:0 99, 0, ENDED, 0, 0, status:0",
    "ended 0 3 status:0 99, 7, ENDED, 0, 0, status:0",
    "ended 0 1 signal:9 99, 0, FAILED, 0, 0, signal:9",
    "'', 0, LOST, 0, 0, ''",
    "running x y z w, 0, LOST, 0, 0, z",
  })
  void what_records_say(String line, int lock, State state, int supervisor, int pid, String ended) {
    ProcessName name = new ProcessName("web", "httpd");
    ProcessStatus status = ProcessStatus.of(name, "0123456789abcdef\n" + line + "   \n", lock);
    assertThat(status.state()).isEqualTo(state);
    assertThat(status.supervisor()).isEqualTo(supervisor);
    assertThat(status.pid()).isEqualTo(pid);
    assertThat(status.ended()).isEqualTo(ended);
    assertThat(status.digest()).isEqualTo("0123456789abcdef");
  }
}
