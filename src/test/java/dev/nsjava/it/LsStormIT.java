package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 300 processes, each in new namespaces, come and go while we look. */
@KernelTest
@Tag("not-sanitized")
class LsStormIT {

  private static final int TIMES = 100;

  private static final String ROW =
      "4\\d{9} (mnt|net|ipc|user|pid|uts|cgroup|time) +\\d+ +(\\d+ +)?\\w+ +\\S.*";

  @Test
  void whatever_vanishes_is_left_out() {
    try (Population population = Population.of(Population.STORM)) {
      for (int i = 0; i < TIMES; i++) {
        boolean asLsns = i % 2 == 0;
        Tool tool = asLsns ? Tool.NSJAVA_AS_LSNS : Tool.NSJAVA_LS;

        Result result = population.run(Caller.ROOT, tool, List.of(i % 4 < 2 ? "-u" : "-l"));

        assertThat(result.end()).as(result.err()).isEqualTo("exit 0");
        assertThat(result.err()).matches(asLsns ? "" : "(nsjava: .*\n)?");
        assertThat(result.lines().get(0)).matches(" +NS TYPE +NPROCS +PID USER +COMMAND");
        assertThat(result.lines()).hasSizeGreaterThan(20);
        assertThat(result.lines().subList(1, result.lines().size()))
            .allMatch(line -> line.matches(ROW) || line.matches("4\\d{9} \\w+ +0 +root *"));
      }
    }
  }
}
