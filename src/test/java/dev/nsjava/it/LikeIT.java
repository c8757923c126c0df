package dev.nsjava.it;

import static dev.nsjava.it.Like.caller;
import static dev.nsjava.it.Like.like;
import static dev.nsjava.it.Like.sameFile;
import static dev.nsjava.it.Like.sameStatus;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With --like the program is where the target is, and as it is. */
@KernelTest
class LikeIT {

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"t:seven", "t:container", "t:unshare=uts", "t:rootless t:unshare=net"})
  void in_its_namespaces(String options) {
    Result model =
        caller(options)
            .run(Tool.NSENTER, "--target", "%t", "--all", "-r", "-w", "/mnt/bin/probe", "ns");

    assertThat(like(caller(options), "/mnt/bin/probe", "ns")).isEqualTo(model);
    assertThat(model.out()).contains(":[t]").doesNotContain(":[new]");
  }

  @Test
  void in_its_root_and_directory() {
    Result result =
        like(
            caller("rbind=/:/mnt/dir t:chroot=/mnt/dir t:cwd=/mnt/home cwd=/usr"),
            "sh",
            "-c",
            "pwd; readlink /proc/self/root; readlink /proc/self/cwd");

    assertThat(result.lines()).containsExactly("/mnt/home", "/", "/mnt/home");
    assertThat(
            like(
                    caller("tmpfs=/mnt/dir dir=/mnt/dir/bin bind=/mnt/bin:/mnt/dir/bin")
                        .with("t:chroot=/mnt/dir"),
                    "/bin/probe",
                    "dirs")
                .out())
        .startsWith("cwd / ");
  }

  @Test
  void with_its_environment() {
    Result result =
        like(
            caller("t:env=A=1 t:env=PATH=/mnt/bin t:env=B=2 env=PATH=/usr/bin env=C=3"),
            "/mnt/bin/probe",
            "env");

    assertThat(result.out()).contains("A=1").contains("B=2").contains("PATH=/mnt/bin");
    assertThat(result.out()).doesNotContain("C=3").doesNotContain("/usr/bin");
  }

  @Test
  void in_its_cgroups_of_both_versions() throws IOException {
    try (Cgroup pids = Cgroup.ofTasks(100);
        Cgroup memory = Cgroup.ofMemory(500)) {
      sameFile(caller("t:" + pids.join() + " t:" + memory.join() + " t:cgroup"), "cgroup");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "t:umask=027, Umask:\t0027",
    "t:nice=0 umask=077, Umask:\t0022",
    "t:umask=777, Umask:\t0777"
  })
  void with_its_umask(String options, String expected) {
    sameStatus(caller(options), "Umask", expected);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"t:oom=300", "t:nice=0 oom=300", "oom=300 t:oom=1000 t:ada"})
  void with_its_oom_score(String options) {
    sameFile(caller(options), "oom_score_adj");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "t:nice=5, 5",
    "t:nice=-20, -20",
    "t:umask=022 nice=19, 0",
    "nice=3 t:nice=-5 t:ada, -5"
  })
  void with_its_nice_value(String options, String expected) {
    assertThat(like(caller(options), "/mnt/bin/probe", "sched").out())
        .startsWith("nice " + expected + "\n");
  }

  /** Soft and hard limits, by the number of the limit; not all may be other than 0 everywhere. */
  private static String limits(String prefix, int scale) {
    long[] soft = {
      1000, 1 << 29, 1 << 30, 4 << 20, 0, 1 << 28, 500, 100, 1 << 12, 1L << 32, 5, 50, 7000, 0, 0,
      1_000_000
    };
    return String.join(
        " ",
        IntStream.range(0, soft.length)
            .filter(i -> soft[i] > 0)
            .mapToObj(i -> prefix + i + ":" + soft[i] * scale + ":" + soft[i] * scale * 2)
            .toList());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"t:nice=0", "t:ada", "t:rootless"})
  @Tag("not-sanitized")
  void with_its_limits_below_ours(String options) {
    sameFile(caller(options + " " + limits("t:rlimit=", 1)), "limits");
  }

  /** Which takes CAP_SYS_RESOURCE, and that even root may not have. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"t:nice=0", "t:ada", "t:rootless"})
  @Tag("not-sanitized")
  void with_its_limits_above_ours(String options) {
    Caller caller = caller(options + " " + limits("t:rlimit=", 2) + " " + limits("rlimit=", 1));
    if (Rights.has(Rights.CAP_SYS_RESOURCE)) {
      sameFile(caller, "limits");
      return;
    }
    assertThat(like(caller, "true"))
        .isEqualTo(
            new Result(
                "exit 1",
                "",
                "nsjava: cannot set the limit 'Max cpu time' of process %t: Operation not permitted\n",
                List.of()));
  }

  @Test
  void never_with_limits_above_ours_without_the_right_to() {
    Caller caller = caller("t:rlimit=7:300:400 rlimit=7:200:200 bound=24");

    assertThat(like(caller, "true").end()).isEqualTo("exit 1");
    assertThat(like(caller, "true").err()).contains("limit 'Max open files'");
  }
}
