package dev.nsjava.topology.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nsjava.topology.Export;
import dev.nsjava.topology.ExportException;
import dev.nsjava.topology.Topologies;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.file.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The words of each format, above all those that could be taken for something else. */
public class WritersTest {

  @Test
  void a_script_for_ip() throws Exception {
    assertThat(IpBatchWriter.write(Topologies.wide()).text()).isEqualTo(golden("wide.batch"));
  }

  @Test
  void a_file_of_containerlab() throws Exception {
    assertThat(ContainerlabWriter.write(Topologies.wide()).text())
        .isEqualTo(golden("wide.clab.yml"));
  }

  public static String golden(String name) throws IOException {
    try (InputStream file = WritersTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void what_a_script_does_not_say_is_noted() throws Exception {
    Topology.Namespace h =
        new Topology.Namespace(
            "h",
            List.of(),
            List.of(),
            false,
            List.of("eth0"),
            List.of(new Topology.Publish(80, 80, false)),
            new Topology.Firewall(false, false, List.of()),
            "table inet a {}",
            new Topology.Dns(List.of(), List.of("lab"), Map.of()),
            Map.of(),
            List.of(),
            List.of());
    Topology topology = new Topology("lab", false, Map.of("h", h), List.of(), List.of(), List.of());

    Export script = IpBatchWriter.write(topology);
    assertThat(script.notes())
        .containsExactly(
            "not in this script: h: nat",
            "not in this script: h: publish",
            "not in this script: h: firewall",
            "not in this script: h: nftables",
            "not in this script: h: dns",
            "not in this script: pin: false; the namespaces get names");
    script.notes().forEach(note -> assertThat(script.text()).contains("# " + note + "\n"));
    Export file = ContainerlabWriter.write(topology);
    assertThat(file.notes()).hasSize(5);
    file.notes().forEach(note -> assertThat(file.text()).contains("# " + note + "\n"));
  }

  @Test
  void a_host_that_forwards_is_told_what_to_run() throws Exception {
    Topology.Namespace host =
        new Topology.Namespace(
            "host", List.of(), List.of(), true, List.of(), List.of(), null, "", null, Map.of(),
            List.of(), List.of());
    Topology topology =
        new Topology("lab", true, Map.of("host", host), List.of(), List.of(), List.of());

    assertThat(IpBatchWriter.write(topology).notes())
        .containsExactly(
            "to be run on the host: sysctl -q -w net.ipv4.ip_forward=1",
            "to be run on the host: sysctl -q -w net.ipv6.conf.all.forwarding=1");
    assertThat(ContainerlabWriter.write(topology).notes())
        .containsExactly(
            "on the host after it: sysctl -q -w net.ipv4.ip_forward=1",
            "on the host after it: sysctl -q -w net.ipv6.conf.all.forwarding=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "-a", "_a", "", "a'", "é", ".."})
  void a_name_that_no_container_has(String name) {
    Topology topology =
        new Topology(
            "lab", true, Map.of(name, Topologies.plain(name)), List.of(), List.of(), List.of());
    assertThatThrownBy(() -> ContainerlabWriter.write(topology))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("cannot have the name '" + name + "'");
  }

  @Test
  void a_network_that_is_no_name_for_containers() {
    Topology topology = new Topology("_lab", true, Map.of(), List.of(), List.of(), List.of());
    assertThatThrownBy(() -> ContainerlabWriter.write(topology))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("cannot have the name '_lab'");
  }

  @Test
  void without_a_link_containerlab_has_no_list_of_them() throws Exception {
    Map<String, Topology.Namespace> one = Map.of("a", Topologies.plain("a"));
    Topology topology = new Topology("lab", true, one, List.of(), List.of(), List.of());
    assertThat(ContainerlabWriter.write(topology).text())
        .contains("  nodes:\n    a:\n")
        .doesNotContain("links");
    Topology nothing = new Topology("lab", true, Map.of(), List.of(), List.of(), List.of());
    assertThat(ContainerlabWriter.write(nothing).text()).contains("  nodes: {}\n");
  }

  /** In the brief form they say that the other end is of another kind. */
  @ParameterizedTest
  @ValueSource(strings = {"macvlan", "mgmt-net", "HOST"})
  void a_node_is_none_of_the_words_for_a_kind_of_link(String name) throws Exception {
    Topology.Link link =
        Topologies.veth(Topologies.end("a", "eth0"), Topologies.end(name, "eth0"), 0);
    Topology topology = new Topology("lab", true, Map.of(), List.of(), List.of(link), List.of());
    assertThat(ContainerlabWriter.write(topology).text())
        .contains("- type: veth\n", "- {node: " + name + ", interface: eth0}\n");
  }

  /** They are put in before anybody reads it as YAML. */
  @Test
  void no_variable_and_no_template_reaches_containerlab() throws Exception {
    Topology.Link link =
        Topologies.veth(Topologies.end("a", "${HOME}"), Topologies.end("b", "{{.}}"), 0);
    Topology topology = new Topology("lab", true, Map.of(), List.of(), List.of(link), List.of());

    String text = ContainerlabWriter.write(topology).text();
    assertThat(text).doesNotContain("$", "{{").contains("dev '\\x24\\x7bHOME}' up");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a, a",
        "-a, -a",
        "--help, --help",
        "`a b`, `'a b'`",
        "`it's`, `it's`",
        "`it's a`, `\"it's a\"`",
        "`'a`, `\"'a\"`",
        "`\"`, `'\"'`",
        "`a\\`, `'a\\'`",
        "``, `''`",
        "$x, $x",
      })
  void a_word_of_a_batch(String word, String written) throws Exception {
    assertThat(BatchLine.of(List.of(word))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a#b", "a\nb", "it's \"it\"", "\0"})
  void a_word_that_no_batch_can_have(String word) {
    assertThatThrownBy(() -> BatchLine.of(List.of(word)))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("cannot have the word");
  }

  @Test
  void a_comment_is_one_line_that_ends() {
    assertThat(BatchLine.comment("a\nnetns add b\\")).isEqualTo("# a?netns add b\\ \n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eth0",
        "h1:eth0 10.0.0.1/24",
        "10.0.0.1",
        "fd00::1",
        "20ms",
        "0.5%",
        "web.example",
        "/bin/sh",
        "-a",
        "--",
        "",
        " ",
        "yes",
        "No",
        "null",
        "~",
        "1.5",
        "1e3",
        "0x1f",
        "22:22",
        "1_000",
        "2026-11-27",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a`",
        "[a]",
        "{a}",
        "a, b",
        "'a'",
        "\"a\"",
        "a\\nb",
        "a\nb",
        "a\n",
        "a\tb",
        "a\rb",
        "\u0001\u001b[31m",
        "a ",
        " a",
        "a  b",
        "${HOME}",
        "{{ .x }}",
        "?",
        "? a",
        "- a",
        "=",
        "<<",
        "...",
        "---",
      })
  void yaml_gives_every_text_back(String text) throws Exception {
    Load load = new Load(LoadSettings.builder().build());
    for (String written : List.of(YamlText.of(text), YamlText.quoted(text, "${"))) {
      assertThat(load.loadFromString(written)).isEqualTo(text);
      assertThat(load.loadFromString("[" + written + ", b]")).isEqualTo(List.of(text, "b"));
      assertThat(load.loadFromString("a:\n  - " + written + "\n"))
          .hasToString("{a=[" + text + "]}");
    }
    assertThat(YamlText.quoted(text, "${")).doesNotContain("$", "{");
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "日本", "\u202e", "\u2028", "😀", "\u00a0"})
  void yaml_gives_every_sign_back(String text) throws Exception {
    String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    String written =
        new String(
            YamlText.of(bytes).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    assertThat(new Load(LoadSettings.builder().build()).loadFromString(written)).isEqualTo(text);
  }

  @Test
  void what_is_no_text_is_no_yaml() {
    assertThatThrownBy(() -> YamlText.of("a\377")).isInstanceOf(ExportException.class);
  }
}
