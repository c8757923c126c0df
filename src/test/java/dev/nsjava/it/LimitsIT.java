package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The caller's limits: from which on it works, that the program gets them, and what is said below.
 */
@Tag("not-sanitized")
@KernelTest
class LimitsIT {

  /** Numbers of asm-generic/resource.h. */
  private static final String NPROC = "6";

  private static final String NOFILE = "7";
  private static final String AS = "9";

  /** A user of whom nothing else runs: tasks are counted by user. */
  private static final String[] LONELY_USER = {"groups=", "gid=54390", "uid=54390"};

  private static String limit(String resource, long soft, long hard) {
    return "rlimit=" + resource + ":" + soft + ":" + hard;
  }

  static Stream<List<String>> enough() {
    return Stream.of(
        List.of(limit(NOFILE, 16, 16)),
        List.of(limit(NOFILE, 16, 4096)),
        List.of(limit(NOFILE, 16, 16), "fd=3,4,5"),
        List.of(limit(AS, 700_000L << 10, 700_000L << 10)),
        List.of(limit(AS, 50_000L << 10, 700_000L << 10)),
        List.of(limit(AS, 50_000L << 10, -1)),
        List.of("rlimit=1:0:-1"),
        List.of("rlimit=2:300000:-1"),
        List.of("rlimit=3:100000:8388608"),
        List.of("rlimit=0:5:10"),
        List.of("rlimit=8:0:0"),
        List.of("rlimit=10:0:0"),
        List.of("rlimit=11:0:0"),
        List.of("rlimit=12:0:0"),
        List.of("rlimit=14:0:0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("enough")
  void it_works_and_the_program_has_the_caller_s_limits(List<String> options) {
    Caller caller = new Caller(options);

    Result result = caller.run(Tool.NSJAVA, "-u", "probe", "limits,fds");

    assertThat(result.end()).as(result.err()).isEqualTo("exit 0");
    assertThat(result).isEqualTo(caller.run(Tool.UNSHARE, "-u", "probe", "limits,fds"));
  }

  @Test
  void twenty_free_tasks_of_the_user_are_enough() {
    Caller caller = Caller.ROOT.with(limit(NPROC, 21, 21)).with(LONELY_USER);

    Result result = caller.run(Tool.NSJAVA, "probe", "limits");

    assertThat(result.err()).isEmpty();
    assertThat(result).isEqualTo(caller.run(Tool.UNSHARE, "probe", "limits"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {1, 5})
  void a_soft_limit_of_tasks_is_the_program_s_alone(int soft) {
    Caller caller = Caller.ROOT.with(limit(NPROC, soft, 30)).with(LONELY_USER);

    Result result = caller.run(Tool.NSJAVA, "probe", "limits");

    assertThat(result.err()).isEmpty();
    assertThat(result).isEqualTo(caller.run(Tool.UNSHARE, "probe", "limits"));
  }

  /** It may wait for days, and there may be many of it. */
  @Test
  void a_process_that_waits_is_small() {
    Result result =
        Tool.SHELL.run(
            Tool.NSJAVA.inShell()
                + " --fork --kill-child sh -c 'until awk \"/^Private_Dirty/ { exit \\$2 > 40 }\""
                + " /proc/$PPID/smaps_rollup; do :; done; echo small'");

    assertThat(result).isEqualTo(new Result("exit 0", "small\n", "", List.of()));
  }

  @Test
  void twenty_free_tasks_of_the_cgroup_are_enough() throws Exception {
    try (Cgroup cgroup = Cgroup.ofTasks(21)) {
      Result result = Caller.ROOT.with(cgroup.join()).run(Tool.NSJAVA, "-f", "sh", "-c", "exit 3");

      assertThat(result).isEqualTo(new Result("exit 3", "", "", List.of()));
    }
  }

  @ParameterizedTest(name = "{0} MiB")
  @ValueSource(ints = {64, 100})
  void a_cgroup_of_64_MiB_is_enough(int mebibytes) throws Exception {
    try (Cgroup cgroup = Cgroup.ofMemory(mebibytes)) {
      Result result =
          Caller.ROOT.with(cgroup.join()).run(Tool.NSJAVA, "--map-user=ada", "sh", "-c", "exit 3");

      assertThat(result).isEqualTo(new Result("exit 3", "", "", List.of()));
    }
  }

  /** One line, that names the limit and what is needed. */
  private static void saysInOneLine(Result result, String limit, String needed) {
    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).startsWith("nsjava: ").contains(limit).contains(needed);
    // A failed runtime is waited for: its memory counts, and nothing is started any more.
    assertThat(result.left()).isSubsetOf("memory large");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {4, 5, 6, 7})
  void too_few_files_are_named(int files) {
    Result result = Caller.ROOT.with(limit(NOFILE, files, files)).run(Tool.NSJAVA, "-u", "true");

    saysInOneLine(result, "ulimit -n", "16");
  }

  @Test
  void a_caller_who_holds_all_files_is_told() {
    Result result =
        Caller.ROOT
            .with("fd=3,4,5,6,7,8,9,10,11,12,13,14,15", limit(NOFILE, 16, 16))
            .run(Tool.NSJAVA, "-u", "true");

    saysInOneLine(result, "ulimit -n", "16");
  }

  @ParameterizedTest(name = "{0} KiB")
  @ValueSource(longs = {5_000, 20_000, 60_000, 100_000, 200_000, 400_000})
  void too_little_address_space_is_named(long kibibytes) {
    Result result =
        Caller.ROOT
            .with(limit(AS, kibibytes << 10, kibibytes << 10))
            .run(Tool.NSJAVA, "-u", "true");

    saysInOneLine(result, "ulimit -v", "700000");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void too_few_tasks_of_the_user_are_named(int tasks) {
    Result result =
        Caller.ROOT.with(limit(NPROC, tasks, tasks)).with(LONELY_USER).run(Tool.NSJAVA, "true");

    saysInOneLine(result, "task", "20");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void too_few_tasks_of_the_cgroup_are_named(int tasks) throws Exception {
    try (Cgroup cgroup = Cgroup.ofTasks(tasks)) {
      Result result = Caller.ROOT.with(cgroup.join()).run(Tool.NSJAVA, "-u", "true");

      saysInOneLine(result, "task", "20");
    }
  }

  @ParameterizedTest(name = "{0} MiB")
  @ValueSource(ints = {2, 4})
  void too_little_memory_is_named(int mebibytes) throws Exception {
    try (Cgroup cgroup = Cgroup.ofMemory(mebibytes)) {
      Result result = Caller.ROOT.with(cgroup.join()).run(Tool.NSJAVA, "-u", "true");

      saysInOneLine(result, "memory", "65536");
    }
  }
}
