package dev.nsjava.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests of the kernel where there is no CAP_SYS_ADMIN. With NSJAVA_MUST_WORK=1 they run, and
 * fail, all the same.
 */
final class Rights implements ExecutionCondition {

  private static final int CAP_SYS_ADMIN = 21;
  static final int CAP_SYS_RESOURCE = 24;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return "1".equals(System.getenv("NSJAVA_MUST_WORK")) || has(CAP_SYS_ADMIN)
        ? ConditionEvaluationResult.enabled("root, or must work")
        : ConditionEvaluationResult.disabled("needs root: run it with sudo");
  }

  static boolean has(int capability) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("CapEff:"))
          .anyMatch(line -> (Long.parseLong(line.substring(8).strip(), 16) >> capability & 1) == 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
