package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What the tests of --like have in common. */
final class Like {

  private Like() {}

  static Result like(Caller caller, String... program) {
    List<String> words = new ArrayList<>(List.of("--target", "%t", "--like"));
    words.addAll(List.of(program));
    return caller.run(Tool.NSJAVA_ENTER, words);
  }

  static Caller caller(String options) {
    return Caller.ROOT.with(options.split(" "));
  }

  /** The lines of the target's status and those of the program's. */
  static void sameStatus(Caller caller, String lines, String... expected) {
    String pattern = "^(" + lines + "):";
    Result result = like(caller, "grep", "-hE", pattern, "/proc/%t/status", "/proc/self/status");

    assertThat(result.err()).isEmpty();
    List<String> both = result.lines();
    assertThat(both).hasSizeGreaterThan(1);
    assertThat(both.subList(both.size() / 2, both.size()))
        .isEqualTo(both.subList(0, both.size() / 2))
        .containsAll(List.of(expected));
  }

  static void sameFile(Caller caller, String file) {
    assertThat(like(caller, "cmp", "/proc/%t/" + file, "/proc/self/" + file))
        .isEqualTo(new Result("exit 0", "", "", List.of()));
  }
}
