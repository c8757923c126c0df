package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalNameTest {

  @ParameterizedTest
  @CsvSource({
    "KILL, KILL",
    "SIGKILL, KILL",
    "sigkill, KILL",
    "Int, INT",
    "SIGHUP, HUP",
    "SYS, SYS",
    "STKFLT, STKFLT",
    "IOT, ABRT",
    "SIGCLD, CHLD",
    "POLL, IO",
    "RTMIN+0, RTMIN+0",
    "sigrtmin+3, RTMIN+3",
    "RTMIN+30, RTMIN+30",
    "RTMAX-0, RTMIN+30",
    "RTMAX-3, RTMIN+27",
    "RTMAX-30, RTMIN+0",
  })
  void a_signal_has_one_name_in_a_plan(String text, String name) {
    assertThat(SignalName.parse(text)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "9",
        "0",
        "SIG",
        "SIG9",
        "EXIT",
        "FOO",
        "SIGSIGINT",
        "RTMIN",
        "RTMAX",
        "RT",
        "RTMIN+",
        "RTMIN+x",
        "RTMIN+-1",
        "RTMIN+31",
        "RTMAX-31",
        "RTMIN-1",
        "RTMAX+1",
        "LOST",
        "UNUSED",
      })
  void what_is_no_name_is_unknown(String text) {
    assertThat(SignalName.parse(text)).isNull();
  }
}
