package dev.nsjava.topology.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that stand for several. */
class RangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web | web",
        "web[1-3] | web1 web2 web3",
        "[a,b,c] | a b c",
        "[front-end, db] | front-end db",
        "n[08-11]x | n08x n09x n10x n11x",
        "n[8-11] | n8 n9 n10 n11",
        "n[a-c] | na nb nc",
        "n[7,1-2] | n7 n1 n2",
        "r[1-2]-[a,b] | r1-a r1-b r2-a r2-b",
        "tcp a -> [fd00::1]:80 | tcp_a_->_[fd00::1]:80"
      })
  void each_with_each(String text, String all) {
    assertThat(Range.all(text))
        .containsExactlyElementsOf(
            List.of(all.split(" ", -1)).stream().map(one -> one.replace('_', ' ')).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a[", "a]", "a[]", "a[1-", "a[3-1]", "a[1,]", "a[[1-2]]", "a[c-a]", "a[1-2]]"})
  void none(String text) {
    assertThat(Range.all(text)).isEmpty();
    assertThat(Range.inStep(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a:eth0 | a:eth0",
        "a[1-2]:eth0 | a1:eth0 a2:eth0",
        "a[1-2]:p[8,9] | a1:p8 a2:p9",
        "a:p[1-3] | a:p1 a:p2 a:p3",
        "a[1]:p[1-3] | a1:p1 a1:p2 a1:p3"
      })
  void in_step(String text, String all) {
    assertThat(Range.inStep(text)).containsExactly(all.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[1-2]:p[1-3]", "a[1-3]:p[1-2]"})
  void not_of_the_same_length(String text) {
    assertThat(Range.inStep(text)).isEmpty();
  }
}
