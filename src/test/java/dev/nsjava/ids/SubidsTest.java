package dev.nsjava.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubidsTest {

  @Test
  void the_first_line_of_the_user_counts_by_name_or_by_number() {
    String text = "ann:100000:65536\n1000:200000:10\njoe:300000:5\nann:400000:5\n";
    assertThat(first(text, "joe", 1000)).isEqualTo("200000:200000:10");
    assertThat(first(text, "joe", 1001)).isEqualTo("300000:300000:5");
    assertThat(first(text, "ann", 5)).isEqualTo("100000:100000:65536");
    assertThat(first("joe:7:5", "joe", 1)).isEqualTo("7:7:5");
  }

  /** util-linux reads a name as the number 0. */
  @Test
  void root_gets_no_line_of_somebody_else() {
    assertThat(first("ann:100000:65536\nroot:200000:10\n", "root", 0))
        .isEqualTo("200000:200000:10");
    assertThat(first("ann:100000:65536\n0x:1:1\n0:200000:10\n", "root", 0))
        .isEqualTo("200000:200000:10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "ann:1:1\n", "joey:1:1\n", "jo:1:1\n", "joe\n", "#joe:1:1\n"})
  void a_user_without_a_line(String text) {
    assertThatExceptionOfType(IdException.class)
        .isThrownBy(() -> first(text, "joe", 1000))
        .withMessage("no line matching user \"joe\" in /etc/subuid")
        .satisfies(e -> assertThat(e.userWithoutSubids()).isEqualTo("joe"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "joe:",
        "joe:1",
        "joe:1:",
        "joe:1:0",
        "joe:x:1",
        "joe:1:x",
        "joe:1:2:3",
        "joe:-1:5",
        "joe:4294967295:1",
        "joe:1:4294967295"
      })
  void a_line_that_is_no_block(String line) {
    assertThatExceptionOfType(IdException.class)
        .isThrownBy(() -> first("ann:1:1\n" + line + "\n", "joe", 1000))
        .withMessage("failed to parse subid map in /etc/subuid: '" + line + "'");
  }

  @Test
  void all_maps_every_id_of_this_namespace_to_itself() {
    assertThat(Subids.all("         0       1000          1\n         5     100000      65536\n"))
        .containsExactly(new IdRange(0, 0, 1), new IdRange(5, 5, 65536));
    assertThat(Subids.all("         0          0 4294967295\n"))
        .containsExactly(new IdRange(0, 0, 4294967295L));
    assertThat(Subids.all("")).isEmpty();
  }

  @Test
  void all_reads_the_kernels_own_map() {
    assertThat(new Subids(new Accounts()).all(IdKind.GID)).isNotEmpty();
  }

  private static String first(String text, String name, long user) {
    return Subids.first(text, "/etc/subuid", name, user).text();
  }
}
