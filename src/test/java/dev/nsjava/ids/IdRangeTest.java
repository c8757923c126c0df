package dev.nsjava.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdRangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0:100000:65536   | 0:100000:65536
          100000,0,65536   | 0:100000:65536
          1000,0,10        | 0:1000:10
          4294967294:0:1   | 4294967294:0:1
          0:4294967294:1   | 0:4294967294:1
          0:0:4294967295   | 0:0:4294967295
          00:01:002        | 0:1:2
          """)
  void both_ways_to_write_a_range(String text, String range) {
    assertThat(IdRange.parse(text).text()).isEqualTo(range);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "::",
        ",,",
        "1",
        "1:2",
        "1:2:",
        ":1:2",
        "1::2",
        "1:2:3:4",
        "1,2",
        "1,2,3,4",
        "1,2:3",
        "1:2,3",
        "a:b:c",
        "1:2:x",
        " 1:2:3",
        "1:2:3 ",
        "+1:2:3",
        "-1:2:3",
        "1:2:-3",
        "0x1:2:3",
        "1:2:0",
        "4294967295:0:1",
        "0:4294967295:1",
        "0:0:4294967296",
        "1:0:4294967295",
        "4294967294:0:2",
        "0:4294967294:2",
        "4294967296:0:1",
        "18446744073709551616:0:1",
        "AUTO",
        "Auto",
        "auto ",
      })
  void anything_else_is_invalid(String text) {
    assertThatExceptionOfType(IdException.class)
        .isThrownBy(() -> IdRange.parse(text))
        .withMessage("invalid mapping '" + text + "'");
  }
}
