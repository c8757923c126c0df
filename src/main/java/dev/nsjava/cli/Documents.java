package dev.nsjava.cli;

import dev.nsjava.cli.CompletionTable.Dialect;
import dev.nsjava.launch.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes manual pages and completions, when nsjava is built. What they tell is asked for as a user
 * does, by {@code --help}, so that it is the same.
 */
public final class Documents {

  private final Map<String, Page> pages = new LinkedHashMap<>();

  private Documents() throws IOException {
    ask(List.of());
  }

  /**
   * Writes them.
   *
   * @param args the directory with the parts of completions that are the same for all commands, the
   *     one that gets all, and the date of the manual pages
   */
  public static void main(String[] args) throws IOException {
    Documents documents = new Documents();
    documents.manual(Path.of(args[1], "man", "man1"), args[2]);
    CompletionTable table = new CompletionTable(documents.pages);
    Path parts = Path.of(args[0]);
    Path out = Path.of(args[1]);
    String sh = table.text(Dialect.SH);
    complete(parts.resolve("nsjava.bash"), sh, out.resolve("bash-completion/completions/nsjava"));
    complete(parts.resolve("nsjava.zsh"), sh, out.resolve("zsh/site-functions/_nsjava"));
    String fish = table.text(Dialect.FISH);
    complete(
        parts.resolve("nsjava.fish"), fish, out.resolve("fish/vendor_completions.d/nsjava.fish"));
  }

  /** All pages by their names, the product's first. */
  static Map<String, Page> all() throws IOException {
    return new Documents().pages;
  }

  private void ask(List<String> command) throws IOException {
    Page page = page(command);
    if (pages.putIfAbsent(page.name(), page) != null) {
      return;
    }
    for (Page.Command inner : page.commands()) {
      List<String> words = new ArrayList<>(command);
      for (String word : inner.words().split(" ", -1)) {
        words.add(word);
        if (inner.page().equals(String.join(" ", words))
            || inner.page().startsWith(String.join(" ", words) + " ")) {
          ask(words);
        }
      }
    }
  }

  private static Page page(List<String> command) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.add("--help");
    Call call = new Call(Invocation.PRODUCT, 0, 0, 0, true, words);
    try {
      Commands.answer(Invocation.of(call, (question, asked) -> List.of()));
    } catch (HelpException e) {
      Page page = e.page();
      if (page != null) {
        return page;
      }
    }
    throw new IllegalStateException("no help: " + words);
  }

  /** A page for each command; one of three words is also in that of the two. */
  private void manual(Path directory, String date) throws IOException {
    Files.createDirectories(directory);
    for (Page page : pages.values()) {
      List<Page> inside =
          pages.values().stream()
              .filter(p -> words(p) == 3 && Related.isIn(p.name(), page.name()))
              .toList();
      List<String> related = Related.to(page.name(), List.copyOf(pages.keySet()));
      Files.writeString(
          directory.resolve(ManPage.name(page.name()) + ".1"),
          ManPage.of(page, inside, related, date));
    }
  }

  private static int words(Page page) {
    return page.name().isEmpty() ? 0 : page.name().split(" ", -1).length;
  }

  private static void complete(Path part, String table, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, Files.readString(part).replace("@TABLE@\n", table));
  }
}
