package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the installed lsns cannot be the model of: newer options, and what we do better. */
@KernelTest
@Tag("not-sanitized")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LsnsExpectedIT {

  private final Population population = Population.of(Population.ALL);

  @AfterAll
  void close() {
    population.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void as_written_down(Expected expected) {
    Case command = expected.command();
    Result result = population.run(command.caller(), Tool.NSJAVA_AS_LSNS, command.words());

    assertThat(Expected.text(visible(population.named(result)))).isEqualTo(expected.result());
  }

  /** Blocks of the table are parted by empty lines, and editors lose blanks at the end of lines. */
  private static Result visible(Result result) {
    String out = result.out().replace("\r\n", "\n").replaceAll("(?m)[ \t]$", "$0\\$");
    out = out.isEmpty() ? out : out.replaceAll("(?m)^$", "~");
    return new Result(result.end(), out, result.err(), result.left());
  }

  static Stream<Expected> cases() {
    return Expected.table("lsns-expected.txt");
  }
}
