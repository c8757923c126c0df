package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kernel has done when nsjava says that it has. */
@KernelTest
class UnshareIT {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "--cgroup, cgroup",
    "--ipc, ipc",
    "--mount, mnt",
    "--net, net",
    "--pid --fork --mount-proc, pid",
    "--time, time",
    "--user, user",
    "--uts, uts"
  })
  @Execution(ExecutionMode.CONCURRENT)
  void one_namespace_is_new_and_the_others_stay(String options, String type) {
    Result result = Caller.ROOT.run(Tool.NSJAVA, List.of((options + " probe ns").split(" ")));

    // The starter has a mount namespace of its own.
    assertThat(result.lines())
        .filteredOn(
            line -> line.endsWith("[new]") && (type.equals("mnt") || !line.contains(" mnt ")))
        .allMatch(line -> line.startsWith("ns " + type))
        .isNotEmpty();
  }

  /** It cannot be made private before, and need not: see EINVAL in mount(2). */
  @Test
  void proc_is_mounted_where_no_mount_is() {
    Result result =
        Tool.NSJAVA.run(
            "-mpf", "--propagation=unchanged", "--mount-proc=/mnt/dir", "cat", "/mnt/dir/1/comm");

    assertThat(result).isEqualTo(new Result("exit 0", "cat\n", "", List.of()));
  }

  @Test
  void the_host_name_outside_stays() {
    Result result =
        Tool.SHELL.run(
            Tool.NSJAVA.inShell()
                + " --uts sh -c 'echo box >/proc/sys/kernel/hostname; uname -n'; uname -n");

    assertThat(result.lines()).hasSize(2).startsWith("box").doesNotHaveDuplicates();
  }

  @Test
  void a_new_network_has_only_a_loopback_which_is_down() {
    Result result =
        Tool.NSJAVA.run("--net", "sh", "-c", "cat /proc/net/route; grep -c : /proc/net/dev");

    assertThat(result.lines()).last().isEqualTo("1");
  }

  @Test
  void queues_and_segments_outside_are_not_seen_inside() {
    Result result =
        Tool.SHELL.run(
            "q=$(ipcmk -Q | sed 's/.* //'); "
                + Tool.NSJAVA.inShell()
                + " --ipc ipcs -q -i $q 2>&1 | tail -n 1; ipcs -q -i $q | grep -c msqid; ipcrm -q $q");

    assertThat(result.out()).contains("not found").endsWith("1\n");
  }

  @Test
  void the_forked_program_is_pid_1_and_sees_itself_alone() {
    Result result = Tool.NSJAVA.run("-pf", "--mount-proc", "sh", "-c", "echo $$ /proc/[0-9]*");

    assertThat(result).isEqualTo(new Result("exit 0", "1 /proc/1\n", "", List.of()));
  }

  @Test
  void a_mount_inside_is_not_seen_outside() {
    Result result =
        Caller.ROOT
            .with("shared=/")
            .run(
                Tool.SHELL,
                Tool.NSJAVA.inShell()
                    + " --mount sh -c 'mount -t tmpfs x dir; touch dir/a; ls dir'; ls dir");

    assertThat(result).isEqualTo(new Result("exit 0", "a\n", "", List.of()));
  }

  @Test
  void the_own_cgroup_is_the_root_of_the_new_namespace() throws Exception {
    try (Cgroup cgroup = Cgroup.ofTasks(100)) {
      Result outside = Caller.ROOT.with(cgroup.join()).run(Tool.NSJAVA, "probe", "host");
      Result inside = Caller.ROOT.with(cgroup.join()).run(Tool.NSJAVA, "--cgroup", "probe", "host");

      assertThat(outside.out()).contains("/nsjava-it-");
      assertThat(inside.out()).doesNotContain("/nsjava-it-");
    }
  }

  @Test
  void the_clocks_are_as_far_ahead_as_was_said() {
    Result result =
        Tool.SHELL.run(
            "a=$(cut -d. -f1 /proc/uptime); b=$("
                + Tool.NSJAVA.inShell()
                + " --time --boottime 1000000 cut -d. -f1 /proc/uptime); echo $(((b - a) / 1000000))");

    assertThat(result.out()).isEqualTo("1\n");
  }

  @Test
  void an_ordinary_user_is_root_inside_and_nobody_s_superior_outside() {
    Result result =
        Caller.USER.run(
            Tool.NSJAVA,
            "-r",
            "sh",
            "-c",
            "id -u; cat /etc/shadow 2>&1 | grep -c denied; umount /proc 2>&1");

    assertThat(result.out()).startsWith("0\n1\n");
  }

  @Test
  void the_waiting_process_holds_no_file_of_the_runtime() {
    Result result =
        Tool.NSJAVA.run("-f", "sh", "-c", "ls /proc/$PPID/fd | wc -l; cat /proc/$PPID/cmdline");

    assertThat(result.lines().getFirst()).isEqualTo("3");
    assertThat(result.out())
        .endsWith("\0unshare\0-f\0sh\0-c\0ls /proc/$PPID/fd | wc -l; cat /proc/$PPID/cmdline\0");
  }
}
