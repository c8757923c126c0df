package dev.nsjava.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellWordTest {

  @Test
  void a_plain_word_stays() {
    assertThat(ShellWord.quoted("/proc/1/ns/mnt,x=%y@z:1+2-_^."))
        .isEqualTo("/proc/1/ns/mnt,x=%y@z:1+2-_^.");
  }

  @Test
  void what_a_shell_would_change_is_quoted() {
    assertThat(ShellWord.quoted("")).isEqualTo("''");
    assertThat(ShellWord.quoted("a b")).isEqualTo("'a b'");
    assertThat(ShellWord.quoted("$x")).isEqualTo("'$x'");
    assertThat(ShellWord.quoted("~")).isEqualTo("'~'");
    assertThat(ShellWord.quoted("it's")).isEqualTo("'it'\\''s'");
    assertThat(ShellWord.quoted("a\\b")).isEqualTo("'a\\b'");
  }

  @Test
  void what_a_terminal_would_not_show_is_escaped() {
    assertThat(ShellWord.quoted("a\nb")).isEqualTo("$'a\\012b'");
    assertThat(ShellWord.quoted("\u007f")).isEqualTo("$'\\177'");
    assertThat(ShellWord.quoted("\u001b[0m'\\")).isEqualTo("$'\\033[0m\\'\\\\'");
    assertThat(ShellWord.quoted("\u00ff1")).isEqualTo("$'\\3771'");
  }

  @Test
  void text_in_utf_8_stays_but_for_control_characters() {
    assertThat(ShellWord.quoted("\u00c3\u00a9")).isEqualTo("\u00c3\u00a9");
    assertThat(ShellWord.quoted("\u00c3\u00a9 x")).isEqualTo("'\u00c3\u00a9 x'");
    assertThat(ShellWord.quoted("\u00c2\u009b")).isEqualTo("$'\\302\\233'");
  }
}
