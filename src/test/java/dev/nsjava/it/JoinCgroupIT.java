package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code enter --join-cgroup}, wherever the hierarchies are mounted, and nothing else changes. */
@KernelTest
class JoinCgroupIT {

  /** Where a machine has them: a tmpfs above the hierarchies of version 1, or version 2 itself. */
  private static final String MOUNTS = "/sys/fs/cgroup";

  private static Result join(Caller caller, String... program) {
    return caller.run(Tool.NSJAVA_ENTER, words(program));
  }

  private static List<String> words(String... program) {
    return Stream.concat(Stream.of("--target", "%t", "--uts", "--join-cgroup"), Stream.of(program))
        .toList();
  }

  private static void joins(Caller caller) {
    assertThat(join(caller, "cmp", "/proc/%t/cgroup", "/proc/self/cgroup"))
        .isEqualTo(new Result("exit 0", "", "", List.of()));
  }

  private static void refuses(Result result, String message) {
    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("nsjava: ").containsPattern(message);
    assertThat(result.withoutHints().err().lines()).hasSize(1);
    assertThat(result.left()).isEmpty();
  }

  @Test
  void of_version_2() {
    joins(Caller.ROOT.with("t:cgroup"));
  }

  @Test
  void of_both_versions() throws IOException {
    try (Cgroup pids = Cgroup.ofTasks(100);
        Cgroup memory = Cgroup.ofMemory(500)) {
      joins(Caller.ROOT.with("t:" + pids.join(), "t:" + memory.join(), "t:cgroup"));
      joins(Caller.ROOT.with("t:unshare=uts", pids.join()));
    }
  }

  @Test
  void where_the_target_is_already() {
    joins(Caller.ROOT.with("t:unshare=uts"));
    assertThat(joinWhere("umount -l " + MOUNTS, Caller.ROOT.with("t:unshare=uts")))
        .isEqualTo(new Result("exit 0", "", "", List.of()));
  }

  /** In a mount namespace in which the script has been busy. */
  private static Result joinWhere(String script, Caller caller) {
    return caller.run(
        Tool.UNSHARE,
        "-m",
        "sh",
        "-ec",
        script
            + "; exec "
            + Tool.NSJAVA_ENTER.inShell()
            + " -t %t -u -c cmp /proc/%t/cgroup /proc/self/cgroup");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/mnt/dir/v2", "/mnt/dir/a b\\tc\\\\d\\040", "/mnt/dir/\u00fc"})
  void of_a_hierarchy_mounted_elsewhere(String directory) {
    String mount =
        "umount -l %s; d=$(printf '%s'); mkdir \"$d\"; mount -t cgroup2 a_name \"$d\""
            .formatted(MOUNTS, directory.replace("\\", "\\\\"));

    assertThat(joinWhere(mount, Caller.ROOT.with("t:cgroup", "tmpfs=/mnt/dir")))
        .isEqualTo(new Result("exit 0", "", "", List.of()));
  }

  /** The first mount in the list cannot be used. */
  @Test
  void of_a_hierarchy_that_is_hidden_in_one_place_and_mounted_in_another() {
    String mount = "mount -t tmpfs t " + MOUNTS + "; mount -t cgroup2 c /mnt/dir";

    assertThat(joinWhere(mount, Caller.ROOT.with("t:cgroup")))
        .isEqualTo(new Result("exit 0", "", "", List.of()));
  }

  @Test
  void of_a_hierarchy_that_is_mounted_nowhere() {
    refuses(
        joinWhere("umount -l " + MOUNTS, Caller.ROOT.with("t:cgroup")),
        "cgroup /nsjava-it-N of process \\S+ is not mounted here");
  }

  /** What is in the way of the mount is no cgroup. */
  @Test
  void of_a_hierarchy_that_is_hidden() {
    refuses(
        joinWhere("mount -t tmpfs t " + MOUNTS, Caller.ROOT.with("t:cgroup")), "nsjava: cannot ");
  }

  /** Whoever may mount there could have the file of another hierarchy be written. */
  @Test
  void of_a_hierarchy_that_is_hidden_by_files_of_the_same_names() {
    String mount =
        "at=$(awk '/ - cgroup2 / { print $5; exit }' /proc/self/mountinfo);"
            + " mount -t tmpfs t $at; d=$at$(sed -n s/^0:://p /proc/%t/cgroup);"
            + " mkdir -p \"$d\"; : >\"$d/cgroup.procs\"";

    refuses(joinWhere(mount, Caller.ROOT.with("t:cgroup")), "nsjava: cannot open ");
  }

  /** Its path begins with /.. for us. */
  @Test
  void of_a_cgroup_outside_of_our_own_root() throws IOException {
    try (Cgroup pids = Cgroup.ofTasks(100)) {
      Result result =
          Caller.ROOT
              .with("t:unshare=uts", pids.join())
              .run(Tool.UNSHARE, List.of("-Cm", "/bin/sh", "-c", inCgroupNamespace()));

      assertThat(result.end()).isEqualTo("exit 1");
      assertThat(result.out()).contains(":pids:/..");
      assertThat(result.err()).startsWith("nsjava: cgroup /..");
      assertThat(result.left()).isEmpty();
    }
  }

  private static String inCgroupNamespace() {
    return "grep pids /proc/%t/cgroup; umount -l "
        + MOUNTS
        + "/pids; mount -t cgroup -o pids p /mnt/dir; "
        + Tool.NSJAVA_ENTER.inShell()
        + " -t %t -u -c true";
  }

  @Test
  void without_the_right_to_it() {
    refuses(
        join(Caller.ROOT.with("t:cgroup", "t:ada", "ada"), "true"),
        "cannot open .*cgroup.procs: Permission denied");
  }

  @Test
  void stdin_is_as_it_was_and_no_descriptor_is_left() {
    Caller caller = Caller.ROOT.with("t:unshare=uts", "fd=3,7");
    Result without = caller.run(Tool.NSJAVA_ENTER, "-t", "%t", "-u", "probe", "fds");

    assertThat(join(Caller.ROOT.with("t:cgroup", "fd=3,7"), "probe", "fds")).isEqualTo(without);
    assertThat(join(Caller.ROOT.with("t:cgroup", "pipe", "type=some text\\x0a", "hang-up"), "cat"))
        .isEqualTo(new Result("exit 0", "some text\n", "", List.of()));
  }

  /** In the pid namespace too, where the program is a child of who joined. */
  @Test
  void with_a_fork() {
    joins(Caller.ROOT.with("t:cgroup", "t:unshare=pid", "t:fork"));
    Result result =
        Caller.ROOT
            .with("t:cgroup", "t:seven")
            .run(Tool.NSJAVA_ENTER, "-t", "%t", "-a", "-c", "cat", "/proc/self/cgroup");

    assertThat(result.out()).contains("0::/\n");
    assertThat(result.end()).isEqualTo("exit 0");
  }
}
