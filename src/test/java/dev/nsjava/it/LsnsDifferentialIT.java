package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same words to util-linux's lsns and to ours, in the same system. */
@KernelTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LsnsDifferentialIT {

  /**
   * Before 2.39 it found no namespaces without processes, and gave some columns a least width. Then
   * the words are compared, and the blanks are left to {@link LsnsExpectedIT}.
   */
  private final boolean isNew = !Tool.LSNS.run("-H").end().equals("exit 1");

  private final Population population =
      Population.of(isNew ? Population.ALL : Population.INHABITED);

  @AfterAll
  void close() {
    population.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  @Tag("not-sanitized")
  void ours_does_as_util_linux_does(Case c) {
    assertThat(run(Tool.NSJAVA_AS_LSNS, c)).as(c.line()).isEqualTo(run(Tool.LSNS, c));
  }

  @ParameterizedTest(name = "nsjava ls {0}")
  @MethodSource("everyTenthCase")
  void by_our_own_name_only_the_name_differs(Case c) {
    assertThat(run(Tool.NSJAVA_LS, c).withoutHints())
        .as(c.line())
        .isEqualTo(run(Tool.LSNS, c).named(Tool.LSNS, Tool.NSJAVA_LS));
  }

  private Result run(Tool tool, Case c) {
    Result result = population.run(c.caller(), tool, c.words());
    assertThat(result.end()).isNotEqualTo("hang");
    return isNew
        ? result
        : new Result(result.end(), words(result.out()), words(result.err()), result.left());
  }

  private static String words(String text) {
    return text.replaceAll(" +", " ");
  }

  static Stream<Case> cases() {
    return Case.table("lsns-cases.txt");
  }

  /** Of those that see neither themselves nor less than all, which we would say. */
  static Stream<Case> everyTenthCase() {
    List<Case> all =
        cases().filter(c -> !c.line().matches("\\[.*|.*\\{.*|.*(-h|-V|--h|--v).*")).toList();
    return IntStream.range(0, all.size()).filter(i -> i % 10 == 0).mapToObj(all::get);
  }
}
