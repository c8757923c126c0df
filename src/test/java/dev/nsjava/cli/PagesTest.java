package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages name all that there is, and their links lead somewhere. */
class PagesTest {

  private static final Pattern LINK =
      Pattern.compile("(?:\\]\\(|src=\")([^)\"#:]*)(?:#([^)\"]*))?[)\"]");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\n]+`");

  @Test
  void each_option_has_its_row() throws IOException {
    names(UnshareOption.values(), "unshare");
    names(EnterOption.values(), "enter");
    names(LsOption.values(), "ls");
    names(InspectOption.values(), "inspect");
    names(NetOption.values(), "net", "topology", "graph");
  }

  private static void names(Option.Declared[] options, String... pages) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String page : pages) {
      text.append(read(Path.of("docs", page + ".md")));
    }
    Set<String> named = new HashSet<>();
    Pattern.compile("--([a-z-]+)")
        .matcher(text)
        .results()
        .forEach(name -> named.add(name.group(1)));
    named.addAll(List.of("help", "version"));
    for (Option.Declared option : options) {
      assertThat(named).as(String.join(", ", pages)).contains(option.option().longName());
    }
  }

  @Test
  void each_column_has_its_row() throws IOException {
    String page = read(Path.of("docs/ls.md"));
    String table = page.substring(page.indexOf("| column |"), page.indexOf("The last two"));
    for (LsColumn column : LsColumn.ALL) {
      assertThat(table).containsPattern("(?m)^\\| ([A-Z]+, )*" + column + "(, [A-Z]+)* \\|");
    }
  }

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path dir : List.of(Path.of(""), Path.of("docs"), Path.of("docs/adr"))) {
      try (Stream<Path> files = Files.list(dir)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void links_lead_somewhere(Path page) throws IOException {
    String text = CODE.matcher(read(page)).replaceAll("");
    for (MatchResult link : LINK.matcher(text).results().toList()) {
      Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
      assertThat(target).as("%s in %s", link.group(), page).exists();
      if (link.group(2) != null) {
        assertThat(anchors(target)).as(page.toString()).contains(link.group(2));
      }
    }
  }

  /** The anchors that GitHub gives headings. */
  private static Set<String> anchors(Path page) throws IOException {
    Set<String> anchors = new HashSet<>();
    String text = Pattern.compile("(?ms)^```.*?^```").matcher(read(page)).replaceAll("");
    for (MatchResult heading : HEADING.matcher(text).results().toList()) {
      String name = heading.group(1).toLowerCase(Locale.ROOT);
      anchors.add(name.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
    }
    return anchors;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
