package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.launch.Answer;
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
  }
}
