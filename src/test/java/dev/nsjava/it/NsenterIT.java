package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a table of cases cannot say: a shell around it, and what depends on the kernel. */
@KernelTest
class NsenterIT {

  private static final Caller CALLER =
      Caller.ROOT.with("t:unshare=uts,pid", "t:host=inside", "t:fork");

  /** The terminal stops and interrupts the whole group, so the parent that waits as well. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"-u, 40", "-p -F, 40", "-p, 130"})
  @Execution(ExecutionMode.CONCURRENT)
  void a_shell_stops_and_resumes_it_with_job_control(String options, int status) {
    Caller caller =
        CALLER.with(
            "env=PATH=" + Fixtures.OUTSIDE + ":/mnt/bin:/usr/bin:/bin",
            "env=PS1=prompt:",
            "tty",
            "await=prompt:",
            "type=nsenter -t %t " + options + " wait 2\\x0a",
            "await=ready",
            "type=\\x1a",
            "await=Stopped",
            "await=prompt:",
            "type=fg\\x0a",
            "await=continued",
            "type=\\x03",
            "await=prompt:",
            "type=exit $?\\x0a");

    Result result = caller.run(new Tool("/bin/bash", "bash", List.of("--norc", "-i")));

    assertThat(result.end()).as(result.out()).isEqualTo("exit " + status);
    assertThat(result.left()).isEmpty();
  }

  /** Linux opens a namespace by its id alone since 6.19. */
  @Test
  void a_namespace_by_its_id() {
    Result result = CALLER.run(Tool.NSJAVA_AS_NSENTER, "--uts=:%n", "hostname");

    if (kernelIsAtLeast(6, 19)) {
      assertThat(result).isEqualTo(new Result("exit 0", "inside\n", "", List.of()));
    } else {
      assertThat(result.end()).isEqualTo("exit 1");
      assertThat(result.err()).matches("nsenter: cannot open namespace of id \\d+: .*\n");
    }
  }

  private static boolean kernelIsAtLeast(int major, int minor) {
    int[] version =
        Stream.of(System.getProperty("os.version").split("\\D+"))
            .limit(2)
            .mapToInt(Integer::parseInt)
            .toArray();
    return version[0] > major || (version[0] == major && version[1] >= minor);
  }
}
