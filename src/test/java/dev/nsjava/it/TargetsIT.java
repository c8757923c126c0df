package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.ns.NsType;
import dev.nsjava.ns.ProcessNamespaces;
import dev.nsjava.ns.Target;
import dev.nsjava.ns.Target.Running;
import dev.nsjava.ns.Targets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names of real processes and namespaces. */
@KernelTest
@Tag("not-sanitized")
class TargetsIT {

  private static final String NAME = "nsjava-it-" + ProcessHandle.current().pid();

  private final Targets targets = new Targets(pid -> 0);
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  /**
   * Runs until the test is over, and has said {@code ready}; the shell becomes its last command.
   */
  private long start(String script) throws IOException {
    Process process = new ProcessBuilder("sh", "-c", script).start();
    started.add(process);
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).isEqualTo("ready");
    return process.pid();
  }

  private static long inode(long pid, NsType type) {
    try {
      Path file = Path.of("/proc", Long.toString(pid), "ns", type.word());
      return (Long) Files.getAttribute(file, "unix:ino");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long pid(Target target) {
    assertThat(target).isInstanceOf(Running.class);
    return ((Running) target).pid();
  }

  @Test
  void a_process_by_its_name_and_by_its_namespace() throws IOException {
    long pid =
        start(
            "exec unshare --uts sh -c 'printf " + NAME + " >/proc/self/comm; echo ready; cat; :'");
    long inode = inode(pid, NsType.UTS);

    Running byName = (Running) targets.find("comm:" + NAME, true);
    assertThat(byName.pid()).isEqualTo(pid);
    assertThat(byName.check()).matches("(ino|start):[1-9]\\d*");
    assertThat(targets.find("ns:" + inode, true)).isEqualTo(byName);
    assertThat(targets.find(Long.toString(inode), false)).isEqualTo(byName);

    ProcessNamespaces namespaces = ProcessNamespaces.of(pid);
    assertThat(namespaces.differing()).containsExactly(NsType.UTS);
    assertThat(namespaces.existing()).contains(NsType.USER, NsType.UTS, NsType.MNT);
    assertThat(targets.find("pid:" + pid, true)).isEqualTo(new Running(pid, namespaces.check()));
  }

  /** As the product runs, where nothing may generate classes. */
  @Test
  void the_launcher_enters_what_has_a_name() throws IOException {
    start("exec unshare --uts sh -c 'printf " + NAME + " >/proc/self/comm; echo ready; cat; :'");

    Result result = Tool.LAUNCHER.run("enter", "comm:" + NAME, "readlink", "/proc/self/ns/uts");

    assertThat(result).isEqualTo(new Result("exit 0", "uts:[new]\n", "", List.of()));
    assertThat(Tool.LAUNCHER.run("explain", "enter", "comm:" + NAME, "true").out())
        .matches("never-keep\ntarget +\\d+ (ino|start):[1-9]\\d*\nenter +uts,mnt\nexec +true\n");
  }

  @Test
  void the_launcher_does_not_find_itself() {
    refused("no process is named 'nsjava'", "--pid", "--fork", "--mount-proc");
  }

  @Test
  void pids_of_another_pid_namespace_are_not_taken_for_our_own() {
    refused("/proc does not show the processes of this pid namespace", "--pid", "--fork");
  }

  private static void refused(String message, String... namespaces) {
    List<String> words = new ArrayList<>(List.of(namespaces));
    words.addAll(List.of(Fixtures.NSJAVA, "enter", "comm:nsjava", "true"));

    assertThat(Caller.ROOT.run(Tool.UNSHARE, words))
        .isEqualTo(new Result("exit 1", "", "nsjava: " + message + "\n", List.of()));
  }

  @Test
  void a_unit_and_a_container_by_their_control_groups() throws Exception {
    String id = "%064x".formatted(ProcessHandle.current().pid());
    Path unit = Files.createDirectory(hierarchyOfSystemd().resolve(NAME + ".service"));
    Path container = Files.createDirectory(unit.resolve("docker-" + id + ".scope"));
    try {
      long pid = start("echo $$ >" + container + "/cgroup.procs; echo ready; exec cat");
      start("echo $$ >" + container + "/cgroup.procs; echo ready; exec cat");

      assertThat(pid(targets.find("unit:" + NAME, true))).isEqualTo(pid);
      assertThat(pid(targets.find("container:" + id, true))).isEqualTo(pid);
      assertThat(pid(targets.find(id, false))).isEqualTo(pid);
    } finally {
      end();
      Files.delete(container);
      Files.delete(unit);
    }
  }

  private static Path hierarchyOfSystemd() {
    return Stream.of(".", "unified", "systemd")
        .map(Path.of("/sys/fs/cgroup")::resolve)
        .filter(path -> Files.exists(path.resolve("cgroup.procs")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_network_namespace_by_its_name() throws Exception {
    String script =
        """
        mount -t tmpfs run /run
        ip netns add "$1"
        touch /run/netns/not
        ip netns exec "$1" sleep 1000 &
        pid=$!
        trap 'kill $pid' EXIT
        until [ "$(readlink /proc/$pid/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done
        echo $pid
        shift
        "$@"
        """;
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-ec", script));
    command.addAll(List.of("sh", NAME, System.getProperty("java.home") + "/bin/java"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FindTarget.class.getName(), NAME, "netns:" + NAME.replace('-', '/')));
    command.addAll(List.of("not", NAME + "x"));
    Process shell = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(shell);
    List<String> lines = shell.inputReader().lines().toList();

    assertThat(shell.waitFor()).as(lines.toString()).isZero();
    String file = "Pinned[type=NET, file=/run/netns/" + NAME + "]";
    String not = "/run/netns/not is no network namespace in this mount namespace";
    assertThat(lines.get(1)).isEqualTo(file);
    assertThat(lines.get(2)).startsWith("Running[pid=" + lines.get(0) + ", check=");
    assertThat(lines.get(3)).endsWith("' in /run/netns");
    assertThat(lines.subList(5, 7)).containsOnly(not);
    assertThat(lines.get(8)).isEqualTo("Did you mean 'netns:" + NAME + "'?");
  }
}
