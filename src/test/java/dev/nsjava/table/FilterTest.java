package dev.nsjava.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

  /** A column and what its cell is in the row that all tests ask about. */
  private record Known(String heading, boolean isNumber, @Nullable String cell) implements Column {
    @Override
    public boolean isRight() {
      return isNumber;
    }

    @Override
    public boolean isTruncated() {
      return false;
    }

    @Override
    public boolean isWrapped() {
      return false;
    }

    @Override
    public String description() {
      return "";
    }
  }

  private static final List<Known> COLUMNS =
      List.of(
          new Known("NS", true, "4026531834"),
          new Known("TYPE", false, "time"),
          new Known("PATH", false, "/proc/2/ns/time"),
          new Known("PID", true, "2"),
          new Known("PPID", true, "0"),
          new Known("COMMAND", false, "kthreadd"),
          new Known("UID", true, "0"),
          new Known("USER", false, "root"),
          new Known("NETNSID", false, null),
          new Known("NSFS", false, null),
          new Known("PNS", true, "0"));

  private static boolean accepts(String expression) {
    return Filter.parse(expression, COLUMNS).accepts(Known::cell);
  }

  private static List<String> complaints(String expression) {
    return catchThrowableOfType(FilterException.class, () -> accepts(expression)).messages();
  }

  @TestFactory
  Stream<DynamicTest> answers_as_lsns_did() throws IOException {
    return TableGoldenTest.lines("filters.txt").stream()
        .map(line -> line.split("\t", 2))
        .map(line -> DynamicTest.dynamicTest(line[1], () -> check(line[1], line[0])));
  }

  private static void check(String expression, String answer) {
    if (answer.equals("yes") || answer.equals("no")) {
      assertThat(accepts(expression)).isEqualTo(answer.equals("yes"));
    } else {
      assertThat(complaints(expression)).isEqualTo(words(expression, answer));
    }
  }

  private static List<String> words(String expression, String answer) {
    String[] parts = answer.split(": ", 2);
    List<String> words = new ArrayList<>();
    switch (parts[0]) {
      case "parse" -> words.add("failed to parse \"" + expression + "\": " + parts[1]);
      case "apply" -> words.add("failed to apply filter: " + parts[1]);
      default -> {
        for (String name : parts[1].split(" ", -1)) {
          words.add("unknown column: " + name);
        }
        words.add("failed to initialize filter");
      }
    }
    return words;
  }

  @Test
  void an_empty_expression_lets_all_pass() {
    assertThat(accepts("")).isTrue();
  }

  /** The model writes such characters to its output and goes on as if they were not there. */
  @ParameterizedTest
  @ValueSource(
      strings = {"NS == -1", "TYPE = \"time\"", "_x", "TYPE & PID", ".5", "1 # 2", "PID\0"})
  void what_is_no_word_is_a_syntax_error(String expression) {
    assertThat(complaints(expression).get(0)).contains("syntax error, unexpected invalid token");
  }

  /** The model crashes, or has no words for it. */
  @ParameterizedTest
  @CsvSource({"PID, HOLDER", "5, NUMBER", "true, TRUE", "(1), '''('''"})
  void only_a_text_may_be_a_pattern(String pattern, String what) {
    assertThat(complaints("TYPE =~ " + pattern))
        .containsExactly(
            "failed to parse \"TYPE =~ "
                + pattern
                + "\": syntax error, unexpected "
                + what
                + ", expecting STRING");
  }

  /** The model says what errno happens to hold. */
  @ParameterizedTest
  @ValueSource(strings = {"2 =~ '2'", "1.5 =~ '1'", "true =~ 't'", "(1 == 1) =~ 'true'"})
  void only_texts_and_columns_are_searched(String expression) {
    assertThat(complaints(expression)).containsExactly("failed to apply filter: Invalid argument");
  }

  @Test
  void a_text_that_is_not_ended_is_a_syntax_error() {
    assertThat(complaints("TYPE == \"time").get(0)).endsWith("unexpected invalid token");
    assertThat(complaints("TYPE == \"ti\nme\"").get(0)).endsWith("unexpected invalid token");
  }

  @Test
  void what_is_too_long_or_too_complex_is_refused() {
    assertThat(accepts("1" + " && 1".repeat(127))).isTrue();
    assertThat(complaints("1" + " && 1".repeat(128)).get(0)).endsWith("expression too complex");
    assertThat(accepts("(".repeat(511) + "1" + ")".repeat(511))).isTrue();
    assertThat(accepts("\"" + "a".repeat(1022) + "\"")).isTrue();
    assertThat(complaints("\"" + "a".repeat(1023) + "\"").get(0)).endsWith("expression too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a**", "a+?", "(a*)*", "((ab+)c)+", "(a|b*){2}", "a{2}{3}"})
  void patterns_that_could_take_for_ever_are_refused(String pattern) {
    assertThat(complaints("TYPE =~ \"" + pattern + "\"").get(0)).contains("nested quantifiers");
  }

  @Test
  void patterns_have_limits() {
    assertThat(accepts("TYPE =~ \"" + "a".repeat(256) + "\"")).isFalse();
    assertThat(complaints("TYPE =~ \"" + "a".repeat(257) + "\"").get(0))
        .endsWith("Regular expression too big");
    assertThat(accepts("TYPE =~ \"m{0,1024}\"")).isTrue();
    assertThat(complaints("TYPE =~ \"m{0,1025}\"").get(0)).endsWith("Regular expression too big");
  }

  @ParameterizedTest
  @CsvSource({"^(.|x)*$, true", "(ab|.)*$, true", "^(a|b)*c, false"})
  void a_long_text_is_searched(String pattern, boolean accepted) {
    assertThat(acceptsLong(pattern, 50_000)).isEqualTo(accepted);
  }

  @Test
  void a_text_that_is_too_long_is_no_reason_to_fall_over() {
    assertThatThrownBy(() -> acceptsLong("(a|b)*c", 2_000_000))
        .isInstanceOf(FilterException.class)
        .hasMessage("failed to apply filter: Cannot allocate memory");
  }

  private static boolean acceptsLong(String pattern, int length) {
    List<Known> columns = List.of(new Known("COMMAND", false, "ab".repeat(length / 2)));
    return Filter.parse("COMMAND =~ '" + pattern + "'", columns).accepts(Known::cell);
  }

  @Test
  void only_what_decides_is_looked_at() {
    List<String> asked = new ArrayList<>();
    Filter<Known> filter =
        Filter.parse("PID == 2 || nsfs == \"x\" || pid == 3 || USER == \"root\"", COLUMNS);
    assertThat(filter.columns()).extracting(Known::heading).containsExactly("PID", "NSFS", "USER");
    boolean accepted =
        filter.accepts(
            column -> {
              asked.add(column.heading());
              return column.cell();
            });
    assertThat(accepted).isTrue();
    assertThat(asked).containsExactly("PID");
  }

  /** As lsns(8) answers about the PID of a namespace without processes. */
  @ParameterizedTest
  @CsvSource({
    "X == 0, false",
    "X != 0, false",
    "X < 5, false",
    "X == X, false",
    "X == PID, false",
    "X == '\"\"', false",
    "X != '\"\"', true",
    "X == '\"0\"', true",
    "X >= '\"(a\"', true",
    "'\"(a\"' <= X, true",
    "X < '\"(a\"', false",
    "X, false",
    "!X, true",
    "X == false, true",
    "X < true, true",
    "X == 0.0, true",
    "X < 2.5, true",
    "X =~ \"^$\", false",
    "X =~ \"^0$\", true",
    "X !~ \"x\", true"
  })
  void a_number_that_is_absent(String expression, boolean accepted) {
    List<Known> columns = List.of(new Known("X", true, null), new Known("PID", true, "2"));
    assertThat(Filter.parse(expression.replace("'", ""), columns).accepts(Known::cell))
        .isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "C == \"a b\", true",
    "C =~ \"^a b$\", true",
    "C =~ \"^[ ]\", false",
    "B == \"\", true",
    "B, false"
  })
  void blanks_at_the_ends_of_a_cell_are_not_looked_at(String expression, boolean accepted) {
    List<Known> columns = List.of(new Known("C", false, " \t a b\n "), new Known("B", false, "  "));
    assertThat(Filter.parse(expression, columns).accepts(Known::cell)).isEqualTo(accepted);
  }
}
