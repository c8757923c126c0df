package dev.nsjava.ns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessNamespacesTest {

  @TempDir Path proc;

  @BeforeEach
  void make() throws IOException {
    new FakeProc(proc).process(20).born(4711, 1);
    Files.createDirectories(proc.resolve("self/ns"));
    Files.createDirectories(proc.resolve("20/ns"));
  }

  private Path file(String who, String type) {
    return proc.resolve(who).resolve("ns").resolve(type);
  }

  private void own(String type) throws IOException {
    Files.createFile(file("self", type));
    Files.createFile(file("20", type));
  }

  private void shared(String type) throws IOException {
    Files.createLink(file("20", type), Files.createFile(file("self", type)));
  }

  @Test
  void types_that_exist_and_types_that_differ() throws IOException {
    shared("user");
    shared("uts");
    own("net");
    own("pid");

    ProcessNamespaces namespaces = ProcessNamespaces.of(proc.toString(), 20);

    assertThat(namespaces.check()).isEqualTo("start:4711");
    assertThat(namespaces.existing())
        .containsExactly(NsType.USER, NsType.UTS, NsType.NET, NsType.PID);
    assertThat(namespaces.differing()).containsExactly(NsType.NET, NsType.PID);
  }

  @Test
  void a_process_that_has_ended_has_no_namespaces() throws IOException {
    shared("user");
    Files.createFile(file("self", "net"));

    assertThatThrownBy(() -> ProcessNamespaces.of(proc.toString(), 20))
        .isInstanceOf(TargetException.class)
        .hasMessage("stat of " + proc + "/20/ns/net failed: No such file or directory");
  }

  /** Its links may have been read just before: they may be those of the process that it was. */
  @Test
  void a_zombie_has_no_namespaces() throws IOException {
    new FakeProc(proc).process(20).state('Z', 4711, 1);
    shared("user");

    assertThatThrownBy(() -> ProcessNamespaces.of(proc.toString(), 20))
        .isInstanceOf(TargetException.class)
        .hasMessage("stat of " + proc + "/20/ns/user failed: No such file or directory");
  }

  @Test
  void what_is_refused_is_told() throws IOException {
    Files.createFile(file("self", "user"));
    Files.createSymbolicLink(file("20", "user"), Path.of("../stat/x"));

    assertThatThrownBy(() -> ProcessNamespaces.of(proc.toString(), 20))
        .hasMessage("stat of " + proc + "/20/ns/user failed: Not a directory");
  }

  @Test
  void no_process() {
    assertThatThrownBy(() -> ProcessNamespaces.of(0))
        .isInstanceOf(TargetException.class)
        .hasMessage("stat of /proc/0/ns/user failed: No such file or directory");
  }

  @Test
  void our_own_are_ours() {
    ProcessNamespaces ours = ProcessNamespaces.of(ProcessHandle.current().pid());

    assertThat(ours.existing()).contains(NsType.USER, NsType.MNT);
    assertThat(ours.differing()).isEmpty();
  }
}
