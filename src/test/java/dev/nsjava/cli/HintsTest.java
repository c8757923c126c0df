package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HintsTest {

  @Test
  void a_user_without_subordinate_ids_is_told_how_to_get_them() {
    assertThat(Hints.sentence("subids", "joe")).contains("usermod").contains("joe");
  }

  @Test
  void a_process_of_another_user_cannot_be_looked_at() {
    assertThat(Hints.sentence("look-refused", "")).contains("sudo").doesNotContain("%");
  }

  @Test
  void no_row_no_hint() {
    assertThat(Hints.sentence("chdir", "x")).isEmpty();
  }
}
