package dev.nsjava.ns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nsjava.ns.Target.Pinned;
import dev.nsjava.ns.Target.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

  private static final String ID = "4f5e21d3a0b9".repeat(5) + "c0de";
  private static final String OTHER = "4f5e99999999".repeat(5) + "c0de";

  @TempDir Path dir;
  private FakeProc proc;
  private Path netns;
  private Identity identity = pid -> 1000 + pid;

  @BeforeEach
  void make() throws IOException {
    proc = new FakeProc(dir.resolve("proc"));
    netns = Files.createDirectory(dir.toRealPath().resolve("netns"));
  }

  private Target find(String name) {
    return find(name, false);
  }

  private Target find(String name, boolean needsProcess) {
    List<Path> directories = List.of(dir.resolve("nowhere"), netns);
    return new Targets(proc.path(), directories, pid -> identity.inode(pid))
        .find(name, needsProcess);
  }

  private void refuses(String name, String... lines) {
    assertThatThrownBy(() -> find(name, true))
        .isInstanceOf(TargetException.class)
        .hasMessage(String.join("\n", lines));
  }

  private static Running running(long pid) {
    return new Running(pid, "ino:" + (1000 + pid));
  }

  // Processes

  @Test
  void a_pid_is_a_process() {
    proc.process(20).born(777, 1);

    assertThat(find("pid:20")).isEqualTo(new Running(20, "start:777"));
    assertThat(find("20")).isEqualTo(new Running(20, "start:777"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"21", "0", "-1", "", "x", "020", "+20", "20 ", "../proc/20", "4194305"})
  void no_process(String pid) {
    proc.process(20);

    refuses("pid:" + pid, "no process '" + pid + "'");
  }

  // Containers

  @Test
  void the_first_process_of_a_container_by_the_beginning_of_its_id() {
    proc.process(20).cgroup("0::/docker/" + ID).born(9000, 1);
    proc.process(30).cgroup("0::/docker/" + ID).born(5000, 1);
    proc.process(25).cgroup("0::/docker/" + ID + "/sub").born(5000, 1);
    proc.process(22).cgroup("4:pids:/docker/" + ID, "0::/").born(6000, 1);
    proc.process(8).cgroup("0::/system.slice/docker.service").born(1, 1);

    assertThat(find("container:4f5e")).isEqualTo(running(25));
    assertThat(find("container:" + ID)).isEqualTo(running(25));
    assertThat(find("4f5e21d3a0b9")).isEqualTo(running(25));
  }

  @Test
  void a_beginning_that_two_containers_have() {
    proc.process(20).cgroup("0::/docker/" + ID).command("nginx", "-g", "daemon off;");
    proc.process(30).cgroup("0::/docker/" + OTHER).command("a\033]0;b\n\u009b", "\u00ff");

    refuses(
        "4f5e",
        "'4f5e' fits 2 targets:",
        "  container:4f5e21d3a0b9  pid:20  nginx -g daemon off;",
        "  container:4f5e99999999  pid:30  a\\033]0;b\\012\\233 \\377");
    assertThat(find("4f5e9")).isEqualTo(running(30));
  }

  @Test
  void containers_that_a_short_id_does_not_tell_apart_are_listed_by_pid() {
    proc.process(20).cgroup("0::/docker/" + "a".repeat(64));
    proc.process(30).cgroup("0::/docker/" + "a".repeat(63) + "b");

    refuses("container:a", "'container:a' fits 2 targets:", "  pid:20  p 20", "  pid:30  p 30");
    assertThat(find("a".repeat(64))).isEqualTo(running(20));
  }

  @Test
  void a_name_is_never_cut_and_no_better_than_the_beginning_of_an_id() {
    proc.process(20).cgroup("0::/docker/" + ID);
    proc.process(30).cgroup("0::/lxc.payload.4f5e/init.scope");
    proc.process(31).cgroup("0::/lxc.payload.web");

    refuses(
        "4f5e",
        "'4f5e' fits 2 targets:",
        "  container:" + ID.substring(0, 12) + "  pid:20  p 20",
        "  container:4f5e  pid:30  p 30");
    assertThat(find("container:web")).isEqualTo(running(31));
    refuses("container:we", "no process is in a control group of container 'we'");
    refuses("container:", "no process is in a control group of container ''");
  }

  @Test
  void two_users_may_give_a_container_the_same_name() {
    proc.process(20).cgroup("0::/user.slice/user-1.slice/lxc.payload.web");
    proc.process(30).cgroup("0::/user.slice/user-2.slice/lxc.payload.web");

    refuses("web", "'web' fits 2 targets:", "  pid:20  p 20", "  pid:30  p 30");
  }

  @Test
  void a_user_who_takes_the_id_of_a_container_is_seen() {
    proc.process(20).cgroup("0::/user.slice/user-1.slice/user@1.service/docker-" + ID + ".scope");
    proc.process(30).cgroup("0::/system.slice/docker-" + ID + ".scope");

    refuses(
        ID, "'" + ID.substring(0, 60) + "...' fits 2 targets:", "  pid:20  p 20", "  pid:30  p 30");
  }

  @Test
  void hierarchies_may_differ() {
    String[] lines = {"5:cpu:/kubepods/pod1/" + ID, "1:name=systemd:/system.slice/x:cri:" + ID};
    proc.process(20).cgroup("2:pids:/kubepods.slice/cri-containerd-" + ID + ".scope", lines[0]);
    proc.process(30).cgroup("2:pids:/kubepods.slice/cri-containerd-" + ID + ".scope", lines[1]);

    assertThat(find(ID)).isEqualTo(running(20));
  }

  @Test
  void nobody_stands_for_the_process_of_another_user() {
    proc.process(20).comm("suid").users("1000 1000 1000 1000");
    proc.process(30).comm("suid").users("1000 0 0 0").born(30, 20);
    proc.process(31).comm("worker").users("0 0 0 0");
    proc.process(32).comm("worker").users("0 0 0 0").born(32, 31);

    refuses("comm:suid", "'comm:suid' fits 2 targets:", "  pid:20  p 20", "  pid:30  p 30");
    assertThat(find("comm:worker")).isEqualTo(running(31));
  }

  @Test
  void many_matches_are_not_all_listed() {
    for (int pid = 100; pid < 125; pid++) {
      proc.process(pid).comm("bash");
    }

    assertThatThrownBy(() -> find("comm:bash"))
        .message()
        .startsWith("'comm:bash' fits 25 targets:\n  pid:100  p 100\n")
        .endsWith("\n  pid:119  p 119\n  and 5 more")
        .hasLineCount(22);
  }

  // Units

  @Test
  void a_unit_of_systemd() {
    proc.process(20).cgroup("0::/system.slice/nginx.service").born(5, 1);
    proc.process(21).cgroup("0::/system.slice/nginx.service/worker").born(60, 20);
    proc.process(22).cgroup("0::/system.slice/a.slice/getty@tty1.service").born(70, 1);
    proc.process(23).cgroup("3:cpu:/", "1:name=systemd:/system.slice/_cpu.x.service", "0::/");
    proc.process(24).cgroup("3:cpu:/system.slice/only-v1.service");
    proc.process(25).cgroup("0::/system.slice/a.service.d").born(80, 1);

    assertThat(find("unit:nginx")).isEqualTo(running(20));
    assertThat(find("unit:nginx.service")).isEqualTo(running(20));
    assertThat(find("unit:getty@tty1")).isEqualTo(running(22));
    assertThat(find("unit:system.slice")).isEqualTo(running(20));
    assertThat(find("unit:cpu.x")).isEqualTo(running(23));
    refuses("unit:only-v1", "no process is in a control group of unit 'only-v1'");
    refuses("unit:system", "no process is in a control group of unit 'system'");
    refuses("unit:a.service.d", "no process is in a control group of unit 'a.service.d'");
    refuses("unit:", "no process is in a control group of unit ''");
  }

  @Test
  void units_of_one_name() {
    String user = "0::/user.slice/user-1.slice/user@1.service/app.slice/";
    proc.process(20).cgroup("0::/system.slice/web.service");
    proc.process(21).cgroup("0::/web.scope");
    proc.process(22).cgroup(user + "pulse.service");
    proc.process(23).cgroup(user.replace('1', '2') + "pulse.service");

    refuses(
        "unit:web",
        "'unit:web' fits 2 targets:",
        "  unit:web.service  pid:20  p 20",
        "  unit:web.scope  pid:21  p 21");
    assertThat(find("unit:web.scope")).isEqualTo(running(21));
    refuses("unit:pulse", "'unit:pulse' fits 2 targets:", "  pid:22  p 22", "  pid:23  p 23");
    assertThat(find("unit:user@2")).isEqualTo(running(23));
  }

  // Names of processes

  @Test
  void a_process_by_its_name_with_its_children() {
    proc.process(20).comm("nginx").born(5, 1);
    proc.process(21).comm("nginx").born(6, 20);
    proc.process(22).comm("sh").born(6, 20);
    proc.process(19).comm("nginx").born(7, 22);
    proc.process(23).comm("nginx2");

    assertThat(find("comm:nginx")).isEqualTo(running(20));
    proc.process(24).comm("nginx").born(4, 1).command();
    refuses("comm:nginx", "'comm:nginx' fits 2 targets:", "  pid:24  [nginx]", "  pid:20  p 20");
  }

  @Test
  void the_kernel_keeps_15_bytes_of_a_name() {
    proc.process(20).comm("gnome-keyring-d");
    proc.process(21).comm("kworker/u8:1-events_unbound");
    proc.process(22).comm("a\nb: \u00ff ");

    assertThat(find("comm:gnome-keyring-daemon")).isEqualTo(running(20));
    assertThat(find("comm:gnome-keyring-d")).isEqualTo(running(20));
    assertThat(find("comm:kworker/u8:1-events_unbound")).isEqualTo(running(21));
    assertThat(find("comm:a\nb: \u00ff ")).isEqualTo(running(22));
    refuses("comm:gnome-keyring", "no process is named 'gnome-keyring'");
    refuses("comm:", "no process is named ''");
    refuses("comm:\033[m", "no process is named '\\033[m'");
  }

  @Test
  void ourselves_are_never_meant() {
    refuses("comm:nsjava", "no process is named 'nsjava'");
    refuses("unit:ours", "no process is in a control group of unit 'ours'");
    proc.process(20).comm("nsjava");
    assertThat(find("comm:nsjava")).isEqualTo(running(20));
  }

  @Test
  void the_dead_have_no_namespaces() {
    proc.process(20).comm("web").state('Z', 1, 1);
    refuses("comm:web", "no process is named 'web'");
  }

  // Namespaces

  @Test
  void the_lowest_pid_in_a_namespace_by_its_inode() {
    proc.process(200).in("net", 4026532001L).born(1, 1);
    proc.process(30).in("uts", 1).in("net", 4026532001L).born(9, 1);
    proc.process(40).in("uts", 4026532002L);

    assertThat(find("ns:4026532001")).isEqualTo(running(30));
    assertThat(find("4026532002")).isEqualTo(running(40));
    refuses("ns:4026532003", "no namespace '4026532003'");
    refuses("ns:x", "no namespace 'x'");
    refuses("4026532003", "no process, network namespace or container '4026532003'");
  }

  @Test
  void a_number_may_be_the_beginning_of_an_id() {
    proc.process(20).cgroup("0::/docker/4026532003" + "a".repeat(54));
    proc.process(21).cgroup("0::/docker/99" + "1".repeat(62));
    proc.process(22).cgroup("0::/docker/0123" + "b".repeat(60));

    assertThat(find("4026532003")).isEqualTo(running(20));
    assertThat(find("9911111111111")).isEqualTo(running(21));
    assertThat(find("0123")).isEqualTo(running(22));
    refuses(
        "991", "no process, network namespace or container '991'", "Did you mean 'container:991'?");
  }

  private static String bound(String namespace, Object file) {
    return "36 35 0:4 " + namespace + " " + file + " rw shared:1 - nsfs nsfs rw\n";
  }

  @Test
  void a_namespace_that_only_a_file_holds() throws IOException {
    Path file = Files.createFile(netns.resolve("my box"));
    long inode = (Long) Files.getAttribute(file, "unix:ino");
    String mounted = netns + "/my\\040box";
    proc.mountinfo(
        bound("uts:[" + inode + "]", mounted)
            + bound("ipc:[4026532007]", Files.createFile(netns.resolve("ipc")).toString())
            + "1 1 0:4 / / rw - ext4 x rw\n");

    assertThat(find("ns:" + inode)).isEqualTo(new Pinned(NsType.UTS, file.toString()));
    refuses("ns:" + inode, "no process is in the namespace " + file);
    refuses("ns:1" + inode, "no namespace '1" + inode + "'");
    // Another mount hides it.
    refuses("ns:4026532007", "no namespace '4026532007'");
  }

  @Test
  void a_named_network_namespace() throws IOException {
    Files.createFile(netns.resolve("blue"));
    proc.mountinfo(bound("uts:[7]", netns + "/blue") + bound("net:[4026532009]", netns + "/blue"));

    assertThat(find("netns:blue")).isEqualTo(new Pinned(NsType.NET, netns + "/blue"));
    assertThat(find("blue")).isEqualTo(new Pinned(NsType.NET, netns + "/blue"));
    refuses("blue", "no process is in the namespace " + netns + "/blue");
    proc.process(20).in("net", 4026532009L).born(60, 1);
    proc.process(30).in("net", 4026532009L).born(50, 1);
    assertThat(find("blue", true)).isEqualTo(running(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../netns/blue", "blue/", "./blue", "/etc/passwd", "blu"})
  void a_name_is_no_path(String name) throws IOException {
    Files.createFile(netns.resolve("blue"));
    proc.mountinfo(bound("net:[4026532009]", netns + "/blue"));

    refuses("netns:" + name, "no network namespace '" + name + "' in " + dir + "/nowhere");
  }

  @Test
  void a_file_that_is_no_network_namespace() throws IOException {
    Files.createFile(netns.resolve("plain"));
    Files.createFile(netns.resolve("uts"));
    Files.createSymbolicLink(netns.resolve("link"), Path.of("../proc/uptime"));
    Files.createSymbolicLink(netns.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(netns.resolve("text"), Path.of("net:[4026532009]"));
    Files.createSymbolicLink(netns.resolve("user"), Path.of("/proc/self/ns/user"));
    proc.mountinfo(bound("uts:[4026532005]", netns + "/uts"));

    for (String name : List.of("plain", "uts", "link", "loop", "text", "user")) {
      String is = netns + "/" + name + " is no network namespace in this mount namespace";
      assertThatThrownBy(() -> find(name)).as(name).hasMessage(is);
    }
  }

  @Test
  void a_link_may_lead_to_a_network_namespace() throws IOException {
    Files.createSymbolicLink(netns.resolve("process"), Path.of("/proc/self/ns/net"));
    Files.createSymbolicLink(netns.resolve("link"), Path.of("../elsewhere"));
    Files.createFile(dir.resolve("elsewhere"));
    proc.mountinfo(bound("net:[4026532009]", dir.toRealPath() + "/elsewhere"));

    assertThat(find("process")).isEqualTo(new Pinned(NsType.NET, netns + "/process"));
    assertThat(find("link")).isEqualTo(new Pinned(NsType.NET, netns + "/link"));
  }

  @Test
  void a_network_namespace_goes_before_a_container() throws IOException {
    Files.createFile(netns.resolve("4f5e"));
    proc.mountinfo(bound("net:[4026532009]", netns + "/4f5e"));
    proc.process(20).cgroup("0::/docker/" + ID);

    assertThat(find("4f5e")).isInstanceOf(Pinned.class);
    assertThat(find("container:4f5e")).isEqualTo(running(20));
  }

  @Test
  void names_are_bytes() throws Exception {
    String file = netns + "/\u00c3\u00a4 b";
    new ProcessBuilder("sh", "-c", "touch \"$(printf '" + netns + "/\\303\\244 b')\"")
        .start()
        .waitFor();
    new ProcessBuilder("sh", "-c", "touch \"$(printf '" + netns + "/\\377')\"").start().waitFor();
    proc.mountinfo(
        bound("net:[1]", netns + "/\u00c3\u00a4\\040b") + bound("net:[2]", netns + "/\u00ff"));

    assertThat(find("netns:\u00c3\u00a4 b")).isEqualTo(new Pinned(NsType.NET, file));
    assertThat(find("\u00ff")).isEqualTo(new Pinned(NsType.NET, netns + "/\u00ff"));
  }

  // What is not found

  @Test
  void what_was_perhaps_meant() throws IOException {
    proc.process(20).comm("nginx").cgroup("0::/system.slice/web.service");
    Files.createFile(netns.resolve("blue"));

    for (String near : List.of("blu", "bleu", "blues", "glue", "lbue")) {
      refuses(
          near,
          "no process, network namespace or container '" + near + "'",
          "Did you mean 'netns:blue'?");
    }
    refuses(
        "nginx",
        "no process, network namespace or container 'nginx'",
        "Did you mean 'comm:nginx'?");
    refuses("web", "no process, network namespace or container 'web'", "Did you mean 'unit:web'?");
    for (String far : List.of("green", "bulb", "b", "", "x:blue", "netns")) {
      refuses(far, "no process, network namespace or container '" + far + "'");
    }
  }

  @Test
  void a_proc_of_another_pid_namespace_is_of_no_use() {
    proc.status("Pid:\t500\nPPid:\t499\nNSpid:\t500\t10\n");
    refuses("comm:p", proc.path() + " does not show the processes of this pid namespace");
  }

  // Races

  @Test
  void where_pidfds_have_no_inodes_the_start_time_tells() {
    proc.process(20).comm("web").born(777, 1);
    identity = pid -> 0;

    assertThat(find("comm:web")).isEqualTo(new Running(20, "start:777"));
    identity = pid -> -2;
    assertThat(find("comm:web")).isEqualTo(new Running(20, "ino:18446744073709551614"));
  }

  @Test
  void a_process_that_ends_before_it_is_held() {
    proc.process(20).comm("web").born(5, 1);
    proc.process(30).comm("web").born(5, 20);
    identity =
        pid -> {
          if (pid == 20) {
            proc.end(20);
            throw new IOException("No such process");
          }
          return 1000 + pid;
        };

    assertThat(find("comm:web")).isEqualTo(running(30));
  }

  @Test
  void a_pid_that_comes_again_before_it_is_held() {
    proc.process(20).comm("web").born(5, 1);
    proc.process(30).comm("web").born(5, 20);
    identity =
        pid -> {
          proc.process(20).comm("other").born(5, 1);
          return 1000 + pid;
        };
    assertThat(find("comm:web")).isEqualTo(running(30));

    proc.process(20).comm("web").born(5, 1);
    identity =
        pid -> {
          proc.process(20).comm("web").born(6, 1);
          return 1000 + pid;
        };
    assertThat(find("comm:web")).as("found again, and now it stays").isEqualTo(running(20));
  }

  /** Without inodes of pidfds its start is all that tells it from the one before. */
  @Test
  void a_pid_that_comes_again_with_the_same_name_is_another_process() {
    proc.process(20).comm("web").born(5, 1);
    identity =
        pid -> {
          proc.process(20).comm("web").born(6, 1);
          return 0;
        };

    assertThat(find("comm:web")).isEqualTo(new Running(20, "start:6"));
  }

  @Test
  void a_process_that_vanishes_while_it_is_read_is_passed_over() throws IOException {
    proc.process(20).comm("web");
    Files.delete(dir.resolve("proc/20/stat"));
    Files.createDirectory(dir.resolve("proc/21"));
    refuses("comm:web", "no process is named 'web'");
    proc.process(30).comm("web");
    assertThat(find("comm:web")).isEqualTo(running(30));
  }

  @Test
  void a_search_that_cannot_hold_anything_ends() {
    proc.process(20).comm("web");
    identity =
        pid -> {
          throw new IOException("No such process");
        };

    refuses("comm:web", "no process is named 'web'");
  }
}
