package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Namespaces kept in files: they outlive their processes, are entered again, and go with umount(8).
 */
@KernelTest
class PersistenceIT {

  /**
   * The namespace that PROGRAM is in, that in the file, whether it is new, and the file after
   * umount.
   */
  private static String script(Tool tool, String option, String type) {
    return "x=$(%s --%s=/mnt/file readlink /proc/self/ns/%s); "
            .formatted(tool.inShell(), option, type)
        + "[ \"$x\" != \"$(readlink /proc/self/ns/%s)\" ] && echo new; ".formatted(type)
        + "y=$(nsenter --preserve-credentials --%s=/mnt/file readlink /proc/self/ns/%s); "
            .formatted(option, type)
        + "[ \"$x\" = \"$y\" ] && echo same; stat -f -c %T /mnt/file; "
        + "umount /mnt/file; stat -f -c %T /mnt/file";
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "mount, mnt",
    "uts, uts",
    "ipc, ipc",
    "net, net",
    "user, user",
    "cgroup, cgroup",
    "time, time"
  })
  @Execution(ExecutionMode.CONCURRENT)
  void a_kept_namespace_is_the_program_s_and_can_be_entered(String option, String type) {
    Caller caller = option.equals("mount") ? Caller.ROOT.with(Caller.ONE_CPU) : Caller.ROOT;

    Result result = caller.run(Tool.SHELL, script(Tool.NSJAVA, option, type));

    assertThat(result).isEqualTo(new Result("exit 0", "new\nsame\nnsfs\ntmpfs\n", "", List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"uts, uts", "ipc, ipc", "net, net", "cgroup, cgroup", "time, time"})
  @Execution(ExecutionMode.CONCURRENT)
  void util_linux_says_the_same(String option, String type) {
    assertThat(Tool.SHELL.run(script(Tool.NSJAVA, option, type)))
        .isEqualTo(Tool.SHELL.run(script(Tool.UNSHARE, option, type)));
  }

  @Test
  void a_kept_pid_namespace_is_that_of_the_child() {
    Result result =
        Tool.SHELL.run(
            "x=$("
                + Tool.NSJAVA.inShell()
                + " --pid=/mnt/file --fork readlink /proc/self/ns/pid); "
                + "[ pid:[$(stat -c %i /mnt/file)] = \"$x\" ] && echo same; umount /mnt/file");

    assertThat(result).isEqualTo(new Result("exit 0", "same\n", "", List.of()));
  }

  @Test
  void a_kept_pid_namespace_can_be_entered_while_its_init_lives() {
    Result result =
        Caller.ROOT
            .with("pipe", "type=go\\x0a")
            .run(
                Tool.SHELL,
                Tool.NSJAVA.inShell()
                    + " --pid=/mnt/file --fork --kill-child sh -c 'nsenter --pid=/mnt/file "
                    + "sh -c \"echo \\$\\$\"'; umount /mnt/file");

    assertThat(result.end()).as(result.err()).isEqualTo("exit 0");
    assertThat(Integer.parseInt(result.out().strip())).isBetween(2, 20);
    assertThat(result.left()).isEmpty();
  }

  @Test
  void all_eight_types_are_kept_at_once() {
    Result result =
        Caller.ROOT
            .with(Caller.ONE_CPU)
            .run(
                Tool.SHELL,
                "mkdir p; mount -t tmpfs p p; cd p; touch mount uts ipc net pid user cgroup time; "
                    + Tool.NSJAVA.inShell()
                    + " --fork"
                    + List.of("mount", "uts", "ipc", "net", "pid", "user", "cgroup", "time")
                        .stream()
                        .map(type -> " --" + type + "=" + type)
                        .reduce("", String::concat)
                    + " true; stat -f -c '%n %T' * | sort; umount *; cd ..; umount p; rmdir p");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            "cgroup nsfs\nipc nsfs\nmount nsfs\nnet nsfs\npid nsfs\ntime nsfs\nuser nsfs\nuts nsfs\n");
    assertThat(result.left()).isEmpty();
  }

  /** Undone where it was made: the program's new root has a mount of the same name. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "-R root nosuch",
        "--wd / nosuch",
        "-S 54321 nosuch",
        "-G 54321 -S 54321 directory",
        "-R nowhere true",
        "-f -R root nosuch",
        "-f -S 54321 nosuch",
        "-r nosuch",
        "-m --mount-proc=nowhere true"
      })
  void a_failed_launch_keeps_nothing_and_unmounts_nothing_else(String words) {
    Result result =
        Tool.SHELL.run(
            "mkdir -p root/mnt; touch root/mnt/file; mount --bind /etc/passwd root/mnt/file; "
                + Tool.NSJAVA.inShell()
                + " --uts=file "
                + words
                + " 2>/dev/null; stat -f -c %T file; "
                + "cmp /etc/passwd root/mnt/file && umount root/mnt/file; rm -r root");

    assertThat(result).isEqualTo(new Result("exit 0", "tmpfs\n", "", List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"unshare", "nsjava"})
  void a_second_use_of_a_file_lies_on_top(String which) {
    Tool tool = which.equals("unshare") ? Tool.UNSHARE : Tool.NSJAVA;

    Result result =
        Tool.SHELL.run(
            tool.inShell()
                + " --uts=file true; "
                + tool.inShell()
                + " --uts=file true; umount file; "
                + "stat -f -c %T file; umount file; stat -f -c %T file");

    assertThat(result).isEqualTo(new Result("exit 0", "nsfs\ntmpfs\n", "", List.of()));
  }

  @Test
  void a_kept_network_has_its_loopback_down() {
    Result result =
        Tool.SHELL.run(
            Tool.NSJAVA.inShell()
                + " --net=file true; nsenter --net=file ls /sys/class/net /proc/self/fd/ >/dev/null; "
                + "nsenter --net=file grep -c : /proc/net/dev; umount file");

    assertThat(result).isEqualTo(new Result("exit 0", "1\n", "", List.of()));
  }

  @Test
  void kept_time_offsets_are_there_when_entered() {
    Result result =
        Tool.SHELL.run(
            Tool.NSJAVA.inShell()
                + " --time=file --boottime 1000000 true; "
                + "nsenter --time=file probe time; umount file");

    assertThat(result.lines()).containsExactly("offset monotonic 0 0", "offset boottime 1000000 0");
    assertThat(result.left()).isEmpty();
  }

  @Test
  void an_owner_may_enter_what_root_kept_for_him() {
    Result result =
        Tool.SHELL.run(
            Tool.NSJAVA.inShell()
                + " --owner 54321:54321 --user=file --net=dir/net --map-users=0:54321:1 true; "
                + "touch dir/net; "
                + Tool.NSJAVA.inShell()
                + " --owner 54321:54321 --user=file --net=dir/net --map-users=0:54321:1"
                + " --map-groups=0:54321:1 true && setpriv --reuid 54321 --regid 54321 --clear-groups"
                + " nsenter --user=file --net=dir/net id -u; umount file dir/net; rm dir/net");

    assertThat(result.err()).contains("dir/net failed: No such file or directory");
    assertThat(result.out()).isEqualTo("0\n");
    assertThat(result.left()).isEmpty();
  }
}
