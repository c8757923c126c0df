package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The same words to util-linux's tool and to ours: same end, same output, same remains.
 *
 * @param ours called by the name of the model
 * @param byOwnName ours by our own name
 * @param newerWords patterns of what the installed release says, and what newer ones say there
 */
record Differential(Tool model, Tool ours, Tool byOwnName, Map<String, String> newerWords) {

  void compare(Case c) {
    Result expected = model(c);

    assertThat(expected.end()).isNotEqualTo("hang");
    assertThat(c.caller().run(ours, c.words()).withoutLastEcho()).as(c.line()).isEqualTo(expected);
  }

  /** Only the name and hints differ. */
  void compareByOwnName(Case c) {
    assertThat(c.caller().run(byOwnName, c.words()).withoutHints())
        .as(c.line())
        .isEqualTo(model(c).named(model, byOwnName));
  }

  /** A cross-section; without those in which the program prints the name of its parent. */
  static Stream<Case> every(int nth, Stream<Case> cases) {
    List<Case> all =
        cases.filter(c -> !c.line().matches(".*(probe all|parent|\\[.*tty).*")).toList();
    return IntStream.range(0, all.size()).filter(i -> i % nth == 0).mapToObj(all::get);
  }

  private Result model(Case c) {
    Result result = c.caller().run(model, c.words()).withoutLastEcho();
    String err = result.err();
    for (Map.Entry<String, String> words : newerWords.entrySet()) {
      err = err.replaceAll(words.getKey(), words.getValue());
    }
    return new Result(result.end(), result.out(), err, result.left());
  }
}
