package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that make no sense get one clear line. */
class ValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          -S x                       | failed to parse uid: 'x'
          -S -1                      | failed to parse uid: '-1'
          -S +-5                     | failed to parse uid: '+-5'
          -S 5x                      | failed to parse uid: '5x'
          -S 0x10                    | failed to parse uid: '0x10'
          -S ''                      | failed to parse uid: ''
          -S 4294967295              | failed to parse uid: '4294967295': Numerical result out of range
          -S 4294967296              | failed to parse uid: '4294967296': Numerical result out of range
          -S 99999999999999999999    | failed to parse uid: '99999999999999999999': Numerical result out of range
          -G x                       | failed to parse gid: 'x'
          -G 4294967296              | failed to parse gid: '4294967296': Numerical result out of range
          --map-user nobody-here     | failed to parse uid 'nobody-here': Invalid argument
          --map-user ''              | failed to parse uid '': Invalid argument
          --map-user -1              | failed to parse uid '-1': Invalid argument
          --map-user 4294967295      | failed to parse uid '4294967295': Numerical result out of range
          --map-group nobody-here    | failed to parse gid 'nobody-here': Invalid argument
          --map-users x              | invalid mapping 'x'
          --map-users 1:2            | invalid mapping '1:2'
          --map-groups 1,2,x         | invalid mapping '1,2,x'
          --owner 5                  | failed to parse owner: '5'
          --owner 5:                 | failed to parse owner: '5:'
          --owner :5                 | failed to parse owner: ':5'
          --owner 5:6:7              | failed to parse owner: '5:6:7'
          --owner root:root          | failed to parse owner: 'root:root'
          --monotonic x              | failed to parse monotonic offset: 'x'
          --monotonic ''             | failed to parse monotonic offset: ''
          --monotonic 1.5            | failed to parse monotonic offset: '1.5'
          --monotonic -              | failed to parse monotonic offset: '-'
          --boottime 9223372036854775808  | failed to parse boottime offset: '9223372036854775808': Numerical result out of range
          --boottime -9223372036854775809 | failed to parse boottime offset: '-9223372036854775809': Numerical result out of range
          --monotonic 5              | options --monotonic and --boottime require unsharing of a time namespace (-T)
          --boottime 5               | options --monotonic and --boottime require unsharing of a time namespace (-T)
          --setgroups x              | unsupported --setgroups argument 'x'
          --setgroups ''             | unsupported --setgroups argument ''
          --setgroups allow -r       | options --setgroups=allow and --map-group are mutually exclusive
          --setgroups allow --map-group 0 | options --setgroups=allow and --map-group are mutually exclusive
          --propagation x            | unsupported propagation mode: x
          --propagation PRIVATE      | unsupported propagation mode: PRIVATE
          --kill-child=9             | unknown signal: 9
          --kill-child=FOO           | unknown signal: FOO
          --map-users 0:0:10 --map-users 5:100:10 | mappings '0:0:10' and '5:100:10' overlap
          """)
  void nonsense_is_refused(String words, String message) {
    assertThat(Ask.failure(Ask.line("unshare " + words + " true"))).isEqualTo("nsjava: " + message);
    assertThat(Ask.failure(Ask.words("/bin/unshare", 0, Ask.split(words))))
        .isEqualTo("unshare: " + message);
  }

  @Test
  void numbers_may_follow_blanks_and_a_plus() {
    assertThat(Values.id("uid", " \t\n\u000b\f\r+7")).isEqualTo(7);
    assertThat(Values.seconds("monotonic", "  -7")).isEqualTo(-7);
    assertThatExceptionOfType(ArgumentException.class)
        .isThrownBy(() -> Values.id("uid", " 7 "))
        .withMessage("failed to parse uid: ' 7 '");
  }
}
