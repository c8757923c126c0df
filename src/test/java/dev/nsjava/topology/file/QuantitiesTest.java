package dev.nsjava.topology.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.topology.Words;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and words of files. */
class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "20ms,20000",
    "1us,1",
    "1.5s,1500000",
    "0.25ms,250",
    "0.000001s,1",
    "2s,2000000",
    "0ms,0"
  })
  void times(String text, long microseconds) {
    assertThat(Quantities.microseconds(text)).isEqualTo(microseconds);
  }

  @ParameterizedTest
  @CsvSource({"64kbit,64000", "10mbit,10000000", "2.5gbit,2500000000", "0.5kbit,500"})
  void rates(String text, long bits) {
    assertThat(Quantities.bits(text)).isEqualTo(bits);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0.5%,5000", "100%,1000000", "0.0001%,1", "100.1%,-1"})
  void parts(String text, long millionths) {
    assertThat(Quantities.partsPerMillion(text)).isEqualTo(millionths);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "ms",
        "us",
        "20",
        "20 ms",
        "-1ms",
        ".5s",
        "5.s",
        "1e3s",
        "1.2.3s",
        "5m",
        "5mbps",
        "1.0000001s",
        "99999999999999999999s",
        "%",
        "kbit",
        "\u0661s"
      })
  void no_quantities(String text) {
    assertThat(Quantities.microseconds(text)).isEqualTo(-1);
    assertThat(Quantities.bits(text)).isEqualTo(-1);
    assertThat(Quantities.partsPerMillion(text)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a b | a,b",
        "sh -c 'a  b' | sh,-c,a  b",
        "echo \"it's\" | echo,it's",
        "a\\ b c | a b,c",
        "'a\\b' | a\\b",
        "x''y | xy",
        "a \"\" b | a,,b"
      })
  void words_of_commands(String text, String words) {
    assertThat(Words.ofCommand(text)).isEqualTo(List.of(words.split(",", -1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a", "\"a", "a '"})
  void quotes_without_an_end(String text) {
    assertThat(Words.ofCommand(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1, 0.0001%", "5000, 0.5%", "1000000, 100%", "10000, 1%", "0, ''"})
  void percents(int parts, String written) {
    assertThat(Quantities.percent(parts)).isEqualTo(written);
  }
}
