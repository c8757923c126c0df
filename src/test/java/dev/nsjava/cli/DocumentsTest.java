package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.launch.Answer;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.file.TopologyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages, of which help, manual pages and completion are made. */
class DocumentsTest {

  private static final Map<String, Page> PAGES = pages();

  private static Map<String, Page> pages() {
    try {
      return Documents.all();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void every_command_has_one() {
    assertThat(PAGES.keySet())
        .contains("", "unshare", "enter", "ls", "inspect", "net", "explain", "compile", "cache")
        .containsAll(NetUsage.ALL.stream().map(usage -> "net " + usage.command()).toList())
        .contains("net link", "net addr", "net route", "net dns", "net nat");
  }

  @Test
  void each_command_is_in_a_list_and_help_of_it_is_its_page() {
    for (Page page : PAGES.values()) {
      for (Page.Command command : page.commands()) {
        Page inner = Objects.requireNonNull(PAGES.get(command.page()), command.page());
        String help = Ask.line("help " + command.page()).body();
        assertThat(help)
            .isEqualTo(Ask.line((command.page() + " --help").strip()).body())
            .startsWith(("Usage: " + inner.command() + " " + inner.arguments()).strip() + "\n");
      }
    }
  }

  @Test
  void examples_name_options_of_their_command() {
    for (Page page : PAGES.values()) {
      for (Page.Example example : page.examples()) {
        if (example.file()) {
          continue;
        }
        String line = example.lines().getFirst();
        assertThat(line).as(page.name()).contains("nsjava ");
        Stream<Option> known =
            page.commands().isEmpty()
                ? page.options().stream()
                : PAGES.values().stream().flatMap(other -> other.options().stream());
        List<String> names = known.map(option -> "--" + option.longName()).toList();
        String own = line.substring(line.indexOf("nsjava "));
        assertThat(Arrays.stream(own.split("[ =]", -1)).filter(word -> word.startsWith("--")))
            .as(line)
            .isSubsetOf(names);
      }
    }
  }

  /** A file that is shown can be taken as it is. */
  @Test
  void examples_of_files_are_files() throws Exception {
    int files = 0;
    for (Page page : PAGES.values()) {
      for (Page.Example example : page.examples()) {
        if (example.file()) {
          Topology topology = TopologyFile.read("lab.yaml", String.join("\n", example.lines()));
          assertThat(topology.name()).isEqualTo("lab");
          assertThat(topology.checks()).isNotEmpty();
          files++;
        }
      }
    }
    assertThat(files).isEqualTo(3);
  }

  @Test
  void pages_name_those_that_belong_to_them() {
    List<String> all = List.copyOf(PAGES.keySet());
    assertThat(Related.TOGETHER.stream().flatMap(List::stream)).isSubsetOf(all);
    for (String name : all) {
      assertThat(Related.to(name, all)).as(name).hasSizeGreaterThan(1).doesNotHaveDuplicates();
      assertThat(Related.to(name, all)).doesNotContain(ManPage.name(name) + "(1)");
    }
    assertThat(Related.to("net down", all))
        .containsExactly(
            "nsjava-net(1)",
            "nsjava-net-check(1)",
            "nsjava-net-logs(1)",
            "nsjava-net-plan(1)",
            "nsjava-net-ps(1)",
            "nsjava-net-up(1)");
    assertThat(Related.to("net addr add", all))
        .containsExactly(
            "nsjava-net-addr(1)",
            "nsjava-net-addr-del(1)",
            "nsjava-net-addr-ls(1)",
            "ip-address(8)");
  }

  @Test
  void help_of_net_is_that_of_the_product() {
    for (String words : List.of("", " up", " addr", " addr add", " link set", " publish")) {
      assertThat(Ask.line("net help" + words).body())
          .isEqualTo(Ask.line("help net" + words).body());
    }
    assertThat(Ask.line("net help nonsense").body()).contains("unknown command 'nonsense'");
    assertThat(Ask.line("net publish add --help").body())
        .startsWith("Usage: nsjava net publish add HOSTPORT:NS:PORT[/udp] [OPTION...]\n");
  }

  @Test
  void files_stand_where_they_are_used() {
    assertThat(files("net link")).containsExactly("/run/netns");
    assertThat(files("net dns")).containsExactly("/etc/netns/NAME");
    assertThat(files("net logs")).containsExactly("/run/nsjava");
    assertThat(files("net exec")).hasSize(3).last().asString().contains("cache");
    assertThat(files("net down")).containsExactly("/run/netns", "/etc/netns/NAME", "/run/nsjava");
  }

  private static List<String> files(String command) {
    return Objects.requireNonNull(PAGES.get(command)).sections().stream()
        .filter(section -> section.heading().equals("FILES"))
        .flatMap(section -> section.items().stream().map(Page.Item::term))
        .toList();
  }

  /** What help says of values, and what completion offers. */
  @Test
  void words_of_a_kind_are_named_where_it_is_described() {
    Set<ValueKind> many =
        Set.of(ValueKind.SIGNAL, ValueKind.COLUMNS, ValueKind.NETNS, ValueKind.SUBJECT);
    for (Page page : PAGES.values()) {
      for (Option option : page.options()) {
        boolean told = many.contains(option.kind()) || option.longName().equals("map-groups");
        String text = option.label() + " " + option.description();
        for (String word : told ? List.<String>of() : option.kind().words()) {
          assertThat(text).as(page.command() + " --" + option.longName()).contains(word);
        }
      }
    }
  }

  /** Options of one name that do not do the same in all commands have a text for each. */
  @Test
  void what_an_option_does_is_told_for_its_command() {
    assertThat(text("net link add", "up")).endsWith("a veth at both ends");
    assertThat(text("net link set", "up")).endsWith("of a veth this end alone");
    assertThat(text("net link add", "mtu")).endsWith("at both ends of a veth");
    assertThat(text("net link set", "mtu")).endsWith("of a veth this end's");
    assertThat(text("net connect", "netns")).startsWith("where the --bridge is");
    assertThat(text("net publish del", "netns")).contains("whose HOSTPORT it is");
    assertThat(text("net addr add", "dev")).isNotEqualTo(text("net route add", "dev"));
    assertThat(text("net up", "wait")).startsWith("then make the checks");
  }

  private static String text(String command, String option) {
    return Objects.requireNonNull(PAGES.get(command)).options().stream()
        .filter(o -> o.longName().equals(option))
        .findFirst()
        .orElseThrow()
        .description();
  }

  @Test
  void an_option_with_a_kind_has_a_value() {
    for (Page page : PAGES.values()) {
      for (Option option : page.options()) {
        assertThat(option.argument() == Option.Argument.NONE && option.kind() != ValueKind.ANY)
            .as(option.longName())
            .isFalse();
      }
    }
  }

  /** What is complained of, if anything, is something else; with another word it is the word. */
  @ParameterizedTest
  @CsvSource({
    "PROPAGATION, unshare --propagation=%s --help",
    "SETGROUPS, unshare --setgroups=%s --help",
    "SIGNAL, unshare --kill-child=%s --help",
    "ID_RANGE, unshare --map-users=%s --help",
    "FOLLOW, enter --setuid=%s --help",
    "NS_TYPE, ls --type=%s --help",
    "TREE, ls --tree=%s --help",
    "LS_FORMAT, ls --output-format=%s --help",
    "COLUMNS, ls --list-columns --output=%s",
    "LINK_TYPE, net link add a --type=%s",
    "ROUTE_TYPE, net route add default --type=%s",
    "TABLE, net route add default --via 10.0.0.1 --table=%s",
    "DESTINATION, net route add %s --via 10.0.0.1",
    "GRAPH_FORMAT, net graph --format=%s --live",
    "EXPORT_FORMAT, net export --format=%s --live",
    "ARCH, compile --arch=%s -o x unshare",
    "NSID, net set a %s"
  })
  void offered_words_are_words(ValueKind kind, String line) {
    assertThat(kind.words()).isNotEmpty();
    for (String word : kind.words()) {
      assertThat(complaint(line.formatted(word))).as(line).doesNotContain(word + "'", ": " + word);
    }
    assertThat(complaint(line.formatted("nonsense"))).as(line).contains("nonsense");
  }

  private static String complaint(String line) {
    Answer answer = Ask.line(line);
    return answer.kind().equals("fail") ? answer.body() : "";
  }

  @Test
  void manual_pages_and_completions_are_the_same_each_time(@TempDir Path one, @TempDir Path two)
      throws IOException {
    for (Path out : List.of(one, two)) {
      Documents.main(new String[] {"src/main/completions", out.toString(), "2026-01-01"});
    }
    try (Stream<Path> files = Files.walk(one)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(two.resolve(one.relativize(file))).hasSameBinaryContentAs(file);
      }
    }
    assertThat(one.resolve("man/man1/nsjava-net-link.1"))
        .content()
        .contains(".TH NSJAVA\\-NET\\-LINK 1 2026-01-01 \"nsjava 0.1.0\"")
        .contains(".SS \"\\fBnsjava net link add\\fR \\fINAME\\fR \\fB\\-\\-type\\fR \\fITYPE\\fR")
        .contains("\\fB\\-t\\fR, \\fB\\-\\-type\\fR=\\fITYPE\\fR\nveth, bridge")
        .contains("docs/topology.md");
    assertThat(one.resolve("man/man1/nsjava-net-link-add.1"))
        .content()
        .contains(".SH OPTIONS\n.TP\n\\fB\\-t\\fR", ".SS \"Place\"", "nsjava\\-net\\-link\\-set")
        .doesNotContain(".SS \"Options\"");
  }
}
