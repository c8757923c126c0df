package dev.nsjava.it;

import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the installed nsenter cannot be the model of: newer options, and what we do better. */
@KernelTest
class NsenterExpectedIT {

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void as_written_down(Expected expected) {
    expected.check(Tool.NSJAVA_AS_NSENTER);
  }

  static Stream<Expected> cases() {
    return Expected.table("nsenter-expected.txt");
  }
}
