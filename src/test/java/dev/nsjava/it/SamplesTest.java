package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may differ between a document and the world, and what may not. Lines are parted by |. */
class SamplesTest {

  private final Samples samples = new Samples();

  @ParameterizedTest(name = "{0} for {1}")
  @CsvSource({
    "'', ''",
    "box, box",
    "PID COMMAND|20123 sleep, '  PID COMMAND|    7 sleep'",
    "uts:[4026532250], uts:[4026531838]",
    "20123 20124 20123, 7 8 7",
    "ttl=64 time=0.026 ms, ttl=64 time=1 ms",
    "'received, time 0ms', 'received, time 1003ms'",
    "since 2026-11-27T23:29:36Z up, since 2031-01-02T03:04:05Z up",
    "first|…, first|second|third",
    "…|last, 'first||last'",
    "… 4096, 0x39267c0e 4096",
    "NS|4026532250 20123 a|4026532251 20124 b, NS|4026532177 8 b|4026532178 7 a",
  })
  void fits(String shown, String printed) {
    assertThat(samples.fit(lines(shown), lines(printed))).isTrue();
  }

  @ParameterizedTest(name = "{0} for {1}")
  @CsvSource({
    "box, host",
    "box, ''",
    "box, box|box",
    "first|…, first",
    "a  b, a b",
    "20123 sleep, 7 sh",
    "20123 sleep, sleep",
    "20123 20124, 7 7",
    "4026532250 a|4026532251 b, 4026532177 a|4026532178 a",
    "a 4026532250|b 4026532251, b 4026532177|a 4026532178",
    "20123 20123, 7 8",
    "10.0.0.1, 10.0.0.2",
    "1000 65534, 1001 65534",
    "ttl=64 time=0.026 ms, ttl=63 time=0.026 ms",
    "loss 0%, loss 100%",
  })
  void does_not_fit(String shown, String printed) {
    assertThat(samples.fit(lines(shown), lines(printed))).isFalse();
  }

  @Test
  void a_number_stays_what_it_was() {
    assertThat(samples.fit(List.of("20123"), List.of("7"))).isTrue();
    assertThat(samples.fit(List.of("20123"), List.of("8"))).isFalse();
    assertThat(samples.command("kill 20123; sleep 5")).isEqualTo("kill 7; sleep 5");
    assertThatThrownBy(() -> samples.command("kill 20124"))
        .hasMessage("20124 was never printed: kill 20124");
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\\|"));
  }
}
