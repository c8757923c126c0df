package dev.nsjava.topology.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.topology.JsonSchema;
import dev.nsjava.topology.TopologyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that editors read, and what reads files, know the same. */
class SchemaTest {

  private static final Path EXAMPLES = Path.of("examples");
  private static final YamlNode SCHEMA = schema();

  private static YamlNode schema() {
    try {
      return YamlReader.read(
          Files.readString(Path.of("docs/topology.schema.json")), new Mistakes("schema"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void the_same_keys() {
    Map<String, List<String>> keys =
        Map.of(
            "namespace", Keys.NAMESPACE,
            "route", Keys.ROUTE,
            "firewall", Keys.FIREWALL,
            "dns", Keys.DNS,
            "run", Keys.RUN,
            "bridge", Keys.BRIDGE,
            "shape", Keys.SHAPE,
            "link", Keys.LINK);
    keys.forEach(
        (name, known) ->
            assertThat(keys(at("$defs", name, "properties"))).as(name).isEqualTo(known));
    assertThat(keys(at("properties"))).isEqualTo(Keys.FILE);
  }

  @Test
  void the_same_words() {
    assertThat(words("properties", "routing")).isEqualTo(TopologyFile.ROUTINGS);
    assertThat(words("$defs", "firewall", "properties", "input")).isEqualTo(RuleReader.VERDICTS);
    assertThat(words("$defs", "firewall", "properties", "forward")).isEqualTo(RuleReader.VERDICTS);
    assertThat(words("$defs", "run", "properties", "restart")).isEqualTo(RunReader.RESTARTS);
    assertThat(words("$defs", "link", "properties", "type")).isEqualTo(LinkReader.KINDS);
    List<String> modes = new ArrayList<>(LinkReader.MACVLAN_MODES);
    modes.addAll(LinkReader.IPVLAN_MODES);
    assertThat(words("$defs", "link", "properties", "mode")).isEqualTo(modes);
  }

  static List<Path> examples() throws Exception {
    try (var files = Files.list(EXAMPLES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examples_are_right_by_both(Path file) throws Exception {
    String text = Files.readString(file);

    assertThat(TopologyFile.read(file.toString(), text).name())
        .isEqualTo(file.getFileName().toString().replace(".yaml", ""));
    assertThat(wrong(text)).isEmpty();
  }

  @Test
  void all_of_the_grammar_is_right_by_both() throws Exception {
    String text = Files.readString(Path.of("src/test/resources/dev/nsjava/topology/file/all.yaml"));

    assertThat(TopologyFile.read("all.yaml", text).links()).isNotEmpty();
    assertThat(wrong(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "colour: red",
        "pin: yes",
        "routing: maybe",
        "name: a lab",
        "links: [[a:e]]",
        "links: [a]",
        "links: [{ends: [a:e]}]",
        "links: [{mtu: 1500}]",
        "links: [{type: dummy, ends: [a:e, b:e]}]",
        "links: [{end: a:e}]",
        "links: [{ends: [a:e, b:e], delay: 20}]",
        "links: [{ends: [a:e, b:e], rate: 10mb}]",
        "links: [{ends: [a:e, b:e], loss: 5}]",
        "links: [{ends: [a:e, b:e], mtu: 20}]",
        "links: [{ends: [a:e, b:e], up: {colour: red}}]",
        "links: [{type: veht, end: a:e}]",
        "namespaces: [a]",
        "namespaces: {a: {forwad: true}}",
        "namespaces: {a: {forward: 1}}",
        "namespaces: {a: {firewall: {input: maybe}}}",
        "namespaces: {a: {sysctl: {kernel.hostname: x}}}",
        "namespaces: {a: {run: {p: {ready: tcp:80}}}}",
        "namespaces: {a: {run: {p: {cmd: x, ready: udp:80}}}}",
        "namespaces: {a: {run: {p: {cmd: x, restart: maybe}}}}",
        "namespaces: {a: {exec: [[]]}}",
        "namespaces: {a: {dns: {hosts: all}}}",
        "namespaces: {a: {routes: {default: {metric: 1}}}}",
        "bridges: {b: {stp: 1}}",
        "bridges: {b: {subnet: 10}}",
        "bridges: {b: {gateway: {a: b}}}",
        "namespaces: {a: }\nchecks: ping a > a",
        "namespaces: {a: }\nchecks: [pnig a -> a]"
      })
  void mistakes_are_wrong_by_both(String text) {
    assertThat(message(text)).isNotEmpty();
    assertThat(wrong(text)).isNotEmpty();
  }

  private static String message(String text) {
    try {
      TopologyFile.read("f.yaml", text);
      return "";
    } catch (TopologyException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static List<String> wrong(String text) {
    try {
      return new JsonSchema(SCHEMA).wrong(YamlReader.read(text, new Mistakes("f.yaml")));
    } catch (TopologyException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<String> keys(YamlNode map) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < map.items().size(); i += 2) {
      keys.add(map.items().get(i).text());
    }
    return keys;
  }

  private static List<String> words(String... path) {
    YamlNode words = Objects.requireNonNull(JsonSchema.get(at(path), "enum"));
    return words.items().stream().map(YamlNode::text).toList();
  }

  private static YamlNode at(String... path) {
    YamlNode node = SCHEMA;
    for (String key : path) {
      node = Objects.requireNonNull(JsonSchema.get(node, key), key);
    }
    return node;
  }
}
