package dev.nsjava.it;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same words to util-linux's unshare and to ours. */
@KernelTest
class UnshareDifferentialIT {

  /** With what util-linux 2.43 says where releases since 2.38 said it in other words. */
  private static final Differential DIFFERENTIAL =
      new Differential(
          Tool.UNSHARE,
          Tool.NSJAVA_AS_UNSHARE,
          Tool.NSJAVA,
          Map.of(
              "cannot chdir to '(.*)'", "cannot change directory to $1",
              "(setuid|setgid) failed", "$1() failed"));

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void ours_does_as_util_linux_does(Case c) {
    DIFFERENTIAL.compare(c);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "nsjava unshare {0}")
  @MethodSource("everySeventhCase")
  void by_our_own_name_only_the_name_and_hints_differ(Case c) {
    DIFFERENTIAL.compareByOwnName(c);
  }

  static Stream<Case> cases() {
    return Case.table("unshare-cases.txt");
  }

  static Stream<Case> everySeventhCase() {
    return Differential.every(7, cases());
  }
}
