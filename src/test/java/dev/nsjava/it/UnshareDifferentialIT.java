package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same words to util-linux's unshare and to ours: same end, same output, same remains. */
@KernelTest
class UnshareDifferentialIT {

  /** What util-linux 2.43 says where releases since 2.38 said it in other words. */
  private static final Map<String, String> NEWER_WORDS =
      Map.of(
          "cannot chdir to '(.*)'", "cannot change directory to $1",
          "(setuid|setgid) failed", "$1() failed");

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void ours_does_as_util_linux_does(Case c) {
    Result model = inNewerWords(c.caller().run(Tool.UNSHARE, c.words()));

    assertThat(model.end()).isNotEqualTo("hang");
    assertThat(c.caller().run(Tool.NSJAVA_AS_UNSHARE, c.words())).as(c.line()).isEqualTo(model);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "nsjava unshare {0}")
  @MethodSource("everySeventhCase")
  void by_our_own_name_only_the_name_and_hints_differ(Case c) {
    Result model = inNewerWords(c.caller().run(Tool.UNSHARE, c.words())).named("nsjava");

    assertThat(c.caller().run(Tool.NSJAVA, c.words()).withoutHints()).as(c.line()).isEqualTo(model);
  }

  static Stream<Case> cases() {
    return Case.table("unshare-cases.txt");
  }

  /** A cross-section; without those in which the program prints the name of its parent. */
  static Stream<Case> everySeventhCase() {
    var all = cases().filter(c -> !c.line().matches(".*(probe all|parent|\\[tty).*")).toList();
    return java.util.stream.IntStream.range(0, all.size())
        .filter(i -> i % 7 == 0)
        .mapToObj(all::get);
  }

  private static Result inNewerWords(Result model) {
    String err = model.err();
    for (Map.Entry<String, String> words : NEWER_WORDS.entrySet()) {
      err = err.replaceAll(words.getKey(), words.getValue());
    }
    return new Result(model.end(), model.out(), err, model.left());
  }
}
