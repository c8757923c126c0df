package dev.nsjava.ns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrintableTest {

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void text_stays() {
    assertThat(Printable.of("nginx -g 'daemon off;' \\n")).isEqualTo("nginx -g 'daemon off;' \\n");
    assertThat(Printable.of(bytes("größe 漢字 😀"))).isEqualTo(bytes("größe 漢字 😀"));
    assertThat(Printable.of("")).isEmpty();
  }

  @Test
  void nothing_speaks_to_the_terminal() {
    assertThat(Printable.of("a\033[2Jb\r\n\t\177")).isEqualTo("a\\033[2Jb\\015\\012\\011\\177");
    // The same as an 8-bit control, in UTF-8 and alone.
    assertThat(Printable.of(bytes("\u009b2J"))).isEqualTo("\\302\\2332J");
    assertThat(Printable.of("\u009b2J")).isEqualTo("\\2332J");
    assertThat(Printable.of("\u00ffé")).isEqualTo("\\377\\351");
    // Right to left.
    assertThat(Printable.of(bytes("a\u202eb"))).isEqualTo("a\\342\\200\\256b");
  }

  @Test
  void what_is_long_is_cut() {
    assertThat(Printable.of("x".repeat(60))).isEqualTo("x".repeat(60));
    assertThat(Printable.of("x".repeat(61))).isEqualTo("x".repeat(60) + "...");
    assertThat(Printable.of(bytes("ß".repeat(40)))).isEqualTo(bytes("ß".repeat(30)) + "...");
  }
}
