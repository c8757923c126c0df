package dev.nsjava.topology.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.topology.TopologyException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are made to hurt: each ends in one line, and soon. */
class HostileFileTest {

  private static String message(String text) {
    try {
      TopologyFile.read("f.yaml", text);
      return "none";
    } catch (TopologyException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aliases_that_stand_for_billions() {
    StringBuilder text = new StringBuilder("a: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      text.append(String.format(Locale.ROOT, "b%d: &a%d [", i, i));
      text.append((before + " , ").repeat(9)).append(before).append("]\n");
    }

    assertThat(message(text.toString()))
        .isEqualTo("f.yaml:6:28: more than 500000 values, those that aliases stand for among them");
  }

  @ParameterizedTest
  @CsvSource({"[,34", "'{a: ',130", "'- ',67", "'? ',67", "'[{',34"})
  void nesting(String opening, int column) {
    assertThat(message(opening.repeat(100_000)))
        .isEqualTo("f.yaml:1:" + column + ": nested deeper than 32");
  }

  @Test
  void more_values_than_fit() {
    assertThat(message("links: [" + "a,".repeat(600_000) + "]"))
        .endsWith(": more than 500000 values, those that aliases stand for among them")
        .hasLineCount(1);
  }

  @Test
  void mistakes_without_end_are_cut() {
    assertThat(message("links: [" + "a,".repeat(1_000) + "]"))
        .hasLineCount(101)
        .endsWith("\nf.yaml: and more, which are not shown");
  }

  @Test
  void a_long_text() {
    assertThat(message("name: " + "x".repeat(500_000)))
        .startsWith("f.yaml:1:7: 'xxx")
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @CsvSource({"a[1-99999999]", "'a[1-300][1-300]'", "'a[1-65536,1-65536]'"})
  void ranges_that_stand_for_too_many(String name) {
    assertThat(message("namespaces: {\"" + name + "\": }"))
        .isEqualTo("f.yaml:1:14: no range: '" + name + "'");
  }

  @Test
  void namespaces_without_end() {
    assertThat(message("namespaces: {\"a[1-60000]\": , \"b[1-60000]\": }"))
        .isEqualTo("f.yaml:1:30: too many namespaces: 'b[1-60000]'");
  }

  @Test
  void more_ports_than_a_bridge_has() {
    assertThat(
            message("bridges: {b: {subnet: 10.0.0.0/8}}\nnamespaces: {\"n[1-1024]\": {join: b}}"))
        .isEqualTo(
            "f.yaml:2:34: bridge 'b' would have more than 1023 ports, the most that the kernel"
                + " knows");
  }

  @Test
  void routes_without_end() {
    StringBuilder text = new StringBuilder("routing: auto\nnamespaces: {\"r[1-500]\": ");
    text.append("{forward: true}}\nlinks:\n");
    text.append("  - {ends: [\"r[1-499]:a\", \"r[2-500]:b\"], subnet: auto}\n");

    assertThat(message(text.toString()))
        .isEqualTo("f.yaml:1:10: it would take more than 100000 routes");
  }

  @Test
  void a_file_that_is_too_large(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("large.yaml");
    try (var out = Files.newOutputStream(file)) {
      byte[] comment = "#".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 20; i++) {
        out.write(comment);
      }
    }

    assertThatExceptionOfType(TopologyException.class)
        .isThrownBy(() -> TopologyFile.read(file.toString()))
        .withMessage(file + ":1:1: too large: 2097152 bytes are the most");
  }

  @Test
  void a_file_that_is_no_text(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("latin.yaml");
    Files.write(file, "name: lab\n# caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

    assertThatExceptionOfType(TopologyException.class)
        .isThrownBy(() -> TopologyFile.read(file.toString()))
        .withMessage(file + ":2:6: no text in UTF-8");
  }

  @Test
  void a_file_that_is_not_there() {
    assertThatExceptionOfType(TopologyException.class)
        .isThrownBy(() -> TopologyFile.read("/nowhere/lab.yaml"))
        .withMessage("cannot read /nowhere/lab.yaml: No such file or directory");
  }

  @Test
  void characters_that_yaml_has_not() {
    assertThat(message("name: lab\nx: a\0b\n"))
        .isEqualTo("f.yaml:2:5: the character U+0000 has no place in YAML");
  }

  @Test
  void a_byte_order_mark_is_none_of_them() {
    assertThat(message("\ufeffname: lab\n")).isEqualTo("none");
  }

  @Property(tries = 2_000)
  void whatever_comes_gives_a_network_or_lines(@ForAll @StringLength(max = 200) String text) {
    assertThat(message(text)).satisfiesAnyOf(HostileFileTest::isNone, HostileFileTest::isLines);
  }

  /** Signs of the grammar by chance, which come further than any characters do. */
  @Property(tries = 2_000)
  void whatever_is_made_of_words_of_the_grammar(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
    }

    assertThat(message(text.toString()))
        .satisfiesAnyOf(HostileFileTest::isNone, HostileFileTest::isLines);
  }

  private static final String[] WORDS = {
    "links: ",
    "namespaces: ",
    "bridges: ",
    "checks: ",
    "\n",
    "\n  ",
    "\n    ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    ": ",
    "a",
    "b",
    "br0",
    "a:eth0",
    "b:eth0",
    " 10.0.0.1/24",
    " 10.0.0.2/24",
    "join: ",
    "subnet: ",
    "10.0.0.0/24",
    "routes: ",
    "default: ",
    "type: ",
    "vlan",
    "ends: ",
    "end: ",
    "parent: ",
    "eth0",
    "\"a[1-3]\"",
    "ping a -> b",
    "run: ",
    "cmd: ",
    "&x ",
    "*x",
    "<<: ",
    "true",
    "nat: ",
    "gateway: ",
    "forward: ",
    "routing: auto",
    "'",
    "\"",
    "#",
    "!x ",
    "? ",
    "| ",
    "80"
  };

  private static void isNone(String message) {
    assertThat(message).isEqualTo("none");
  }

  private static void isLines(String message) {
    assertThat(message.lines())
        .isNotEmpty()
        .allMatch(
            line -> line.matches("(?s)f\\.yaml:\\d+:\\d+: .+|f\\.yaml: and more.*"), "a line");
  }
}
