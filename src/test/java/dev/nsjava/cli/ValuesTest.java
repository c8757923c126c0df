package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          -S x                       | failed to parse uid: 'x'
          -S -5                      | failed to parse uid: '-5'
          -S +-5                     | failed to parse uid: '+-5'
          -S ++5                     | failed to parse uid: '++5'
          -S +                       | failed to parse uid: '+'
          -S 5x                      | failed to parse uid: '5x'
          -S 0x10                    | failed to parse uid: '0x10'
          -S ''                      | failed to parse uid: ''
          --setuid=                  | failed to parse uid: ''
          -S root                    | failed to parse uid: 'root'
          -S FOLLOW                  | failed to parse uid: 'FOLLOW'
          -S foll                    | failed to parse uid: 'foll'
          -S follow1                 | failed to parse uid: 'follow1'
          -S +follow                 | failed to parse uid: '+follow'
          -S 4294967295              | failed to parse uid: '4294967295': Numerical result out of range
          -S 4294967296              | failed to parse uid: '4294967296': Numerical result out of range
          -S 99999999999999999999    | failed to parse uid: '99999999999999999999': Numerical result out of range
          -G x                       | failed to parse gid: 'x'
          -G ''                      | failed to parse gid: ''
          -G follow,                 | failed to parse gid: 'follow,'
          -G 4294967295              | failed to parse gid: '4294967295': Numerical result out of range
          -G 4294967296              | failed to parse gid: '4294967296': Numerical result out of range
          -G 99999999999999999999    | failed to parse gid: '99999999999999999999': Numerical result out of range
          -N x                       | failed to parse file descriptor: 'x'
          -N -1                      | failed to parse file descriptor: '-1'
          -N 5x                      | failed to parse file descriptor: '5x'
          -N ''                      | failed to parse file descriptor: ''
          -N 0x3                     | failed to parse file descriptor: '0x3'
          -N 2147483648              | failed to parse file descriptor: '2147483648': Numerical result out of range
          -N 99999999999999999999    | failed to parse file descriptor: '99999999999999999999': Numerical result out of range
          -n:                        | "failed to parse nsid: "
          -n=:                       | "failed to parse nsid: "
          --net=:                    | "failed to parse nsid: "
          -n:x                       | failed to parse nsid: x
          -n:0                       | failed to parse nsid: 0
          -n:-1                      | failed to parse nsid: -1
          -n::5                      | failed to parse nsid: :5
          -n:0x5                     | failed to parse nsid: 0x5
          -n:5x                      | failed to parse nsid: 5x
          -n:576460752303423488      | failed to parse nsid: 576460752303423488
          -n:99999999999999999999    | failed to parse nsid: 99999999999999999999
          -u/f -m=:x                 | failed to parse nsid: x
          -S x -G y                  | failed to parse uid: 'x'
          -G y -S x                  | failed to parse gid: 'y'
          -S x -w -W                 | failed to parse uid: 'x'
          """)
  void nonsense_is_refused_by_enter(String words, String message) {
    assertThat(Ask.failure(Ask.line("enter -t 7 " + words + " true")))
        .isEqualTo("nsjava: " + message);
    assertThat(Ask.failure(Ask.words("/bin/nsenter", 0, Ask.split(words))))
        .isEqualTo("nsenter: " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "''",
        "0",
        "-7",
        "+-7",
        "7x",
        "0x7",
        "7.0",
        "follow",
        "self",
        "pid:7",
        "2147483648",
        "4294967303",
        "99999999999999999999",
        "7:",
        ":7",
        ":",
        "7:x",
        "7:-9",
        "7:0x9",
        "7:9:9",
        "7:0",
        "0:9",
        "2147483648:9"
      })
  void the_tool_takes_no_target_but_a_pid_and_its_inode(String pid) {
    assertThat(Ask.failure(Ask.words("/bin/nsenter", 0, Ask.split("-u -t " + pid + " true"))))
        .isEqualTo("nsenter: invalid PID argument");
  }

  @Test
  void a_number_that_is_too_large_for_a_pid_is_one_to_the_tool_only() {
    assertThat(Ask.words("nsenter", 0, Ask.split("-t 2147483647 -u")).body())
        .isEqualTo("never-keep\0target\0002147483647\0-\0enter\0uts\0login-shell\0");
    assertThat(Ask.words("nsenter", 0, Ask.split("-t 4194305 -u")).body())
        .isEqualTo("never-keep\0target\0004194305\0-\0enter\0uts\0login-shell\0");
    assertThat(Ask.failure(Ask.line("enter -u -t 4194305"))).contains("'4194305'");
    assertThat(Ask.failure(Ask.line("enter -u 2147483647"))).contains("'2147483647'");
  }

  /** As {@code ps -o pid=} prints it. */
  @ParameterizedTest
  @ValueSource(strings = {" 7", "      7", "\t7", "+7", " +7"})
  void blanks_and_a_plus_may_stand_before_a_number_of_the_target(String seven) {
    for (String name : List.of("nsenter", "nsjava")) {
      List<String> words = new ArrayList<>(name.equals("nsjava") ? List.of("enter") : List.of());
      words.addAll(List.of("-t", seven, "-N", seven));
      assertThat(Ask.words(name, 0, words).body())
          .isEqualTo("never-keep\0target\0007\0-\0net-socket\0007\0enter\0net\0login-shell\0");
    }
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
