package dev.nsjava.it;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same words to util-linux's nsenter and to ours. */
@KernelTest
class NsenterDifferentialIT {

  /** With what util-linux 2.43 says where releases since 2.38 said it in other words. */
  private static final Differential DIFFERENTIAL =
      new Differential(
          Tool.NSENTER,
          Tool.NSJAVA_AS_NSENTER,
          Tool.NSJAVA_ENTER,
          Map.of(
              "(setuid|setgid) failed", "$1() failed",
              "neither filename nor target pid supplied for ns/.*", "no target PID specified",
              "failed to parse pid: '.*'.*", "invalid PID argument",
              "cannot open /proc/%t/ns/.*: Permission denied",
                  "reassociate to namespaces failed: Operation not permitted"));

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void ours_does_as_util_linux_does(Case c) {
    DIFFERENTIAL.compare(c);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "nsjava enter {0}")
  @MethodSource("everyFourthCase")
  void by_our_own_name_only_the_name_and_hints_differ(Case c) {
    DIFFERENTIAL.compareByOwnName(c);
  }

  static Stream<Case> cases() {
    return Case.table("nsenter-cases.txt");
  }

  static Stream<Case> everyFourthCase() {
    return Differential.every(4, cases().filter(c -> !takesName(c)));
  }

  /** Whether it lacks a target: there we read the first word as the NAME of one. */
  private static boolean takesName(Case c) {
    return c.words().stream().noneMatch(word -> word.matches(".*%[tu].*"))
        && c.words().stream().anyMatch(word -> word.matches("-[muinpUCTrwt]|--[a-z]+|--target=.*"));
  }
}
