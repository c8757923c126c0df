package dev.nsjava.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.inspect.Comparison.Pair;
import dev.nsjava.inspect.Listing.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Listing LISTING =
      new Listing(
          "things",
          List.of(Field.key("NAME"), Field.number("SIZE"), Field.text("STATE").asNote()),
          List.of());

  @Test
  void only_here_only_there_and_changed() {
    List<Row> a = List.of(row("x", "1"), row("y", "2"), row("z", "3"));
    List<Row> b = List.of(row("z", "3"), row("w", "9"), row("y", "7"));

    assertThat(Comparison.pairs(LISTING, a, b))
        .containsExactly(
            new Pair(row("x", "1"), null),
            new Pair(row("y", "2"), row("y", "7")),
            new Pair(null, row("w", "9")));
  }

  @Test
  void notes_are_no_difference() {
    assertThat(
            Comparison.pairs(
                LISTING, List.of(Row.of("x", "1", "R")), List.of(Row.of("x", "1", "S"))))
        .isEmpty();
  }

  /** As mounts upon mounts are. */
  @Test
  void several_with_one_key_are_compared_in_their_order() {
    List<Row> a = List.of(row("x", "1"), row("x", "2"), row("x", "3"));
    List<Row> b = List.of(row("x", "1"), row("x", "5"));

    assertThat(Comparison.pairs(LISTING, a, b))
        .containsExactly(new Pair(row("x", "2"), row("x", "5")), new Pair(row("x", "3"), null));
  }

  /** As routes of many interfaces to one network are. */
  @Test
  void equal_rows_belong_together_wherever_they_stand() {
    List<Row> a = List.of(row("x", "2"), row("x", "1"));
    List<Row> b = List.of(row("x", "4"), row("x", "1"), row("x", "3"), row("x", "2"));

    assertThat(Comparison.pairs(LISTING, a, b))
        .containsExactly(new Pair(null, row("x", "4")), new Pair(null, row("x", "3")));
    assertThat(Comparison.pairs(LISTING, b, a))
        .containsExactly(new Pair(row("x", "4"), null), new Pair(row("x", "3"), null));
    assertThat(Comparison.pairs(LISTING, List.of(row("x", "1"), row("x", "1")), a))
        .containsExactly(new Pair(row("x", "1"), row("x", "2")));
  }

  @Test
  void nothing_is_not_something() {
    assertThat(Comparison.pairs(LISTING, List.of(row("x", null)), List.of(row("x", ""))))
        .hasSize(1);
    assertThat(Comparison.pairs(LISTING, List.of(row("x", null)), List.of(row("x", null))))
        .isEmpty();
  }

  private static Row row(String name, @org.jspecify.annotations.Nullable String size) {
    return Row.of(name, size, "S");
  }
}
