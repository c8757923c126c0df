package dev.nsjava.cli;

import dev.nsjava.ids.Accounts;
import dev.nsjava.launch.Answer;
import dev.nsjava.launch.Launcher;
import dev.nsjava.ns.Kernel;
import dev.nsjava.ns.Survey;
import dev.nsjava.table.Format;
import dev.nsjava.table.Look;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Looks at the system and shows it, once or again and again. */
final class LsView {

  /** See ECMA-48: cursor to the first place; what is right of it, below it, go. */
  private static final String HOME = "\033[H";

  private static final String CLEAR_LINE = "\033[K";
  private static final String CLEAR_BELOW = "\033[J";

  private final LsRequest request;
  private final Launcher launcher;
  private final boolean utf8;
  private final Accounts accounts = new Accounts();
  private int columns;
  private String notes = "";

  LsView(LsRequest request, Invocation invocation) {
    this.request = request;
    launcher = invocation.launcher();
    utf8 = invocation.call().utf8();
    columns = invocation.call().columns();
  }

  /** What there is now, with a note of what could not be looked at. */
  Answer once(boolean noted) throws IOException {
    String text = text();
    return noted ? Answer.report(text, notes) : Answer.print(text);
  }

  /**
   * Never returns: a reader that goes, or a signal, ends the launcher, and that ends us.
   *
   * @throws IOException when the launcher is gone
   */
  Answer again(Duration pause) throws IOException {
    boolean terminal = columns > 0;
    int rows = show("");
    while (true) {
      String text = text() + (terminal ? notes : "");
      rows = show(terminal ? HOME + cut(text, rows) + CLEAR_BELOW : text);
      sleep(pause);
    }
  }

  /** Learns the size of the terminal, which may have changed: the height is returned. */
  private int show(String text) throws IOException {
    List<String> size = launcher.ask("show", List.of(text));
    columns = Integer.parseInt(size.get(0));
    return Integer.parseInt(size.get(1));
  }

  /** The first lines, without the last newline: the terminal must not scroll. */
  private static String cut(String text, int rows) {
    StringBuilder cut = new StringBuilder(text.length());
    int start = 0;
    for (int i = 0; i < rows && start < text.length(); i++) {
      int end = text.indexOf('\n', start);
      cut.append(i == 0 ? "" : "\n").append(text, start, end).append(CLEAR_LINE);
      start = end + 1;
    }
    return cut.toString();
  }

  private String text() throws IOException {
    Survey survey = Survey.of(request.wanted(), kernel());
    notes = notes(survey);
    Format format = request.show().format();
    LsRows rows = new LsRows(request, survey, accounts);
    return format == null ? LsDot.print(rows, survey) : format.print(rows.table(), look());
  }

  private static String notes(Survey survey) {
    int hidden = survey.hidden();
    String start = Invocation.PRODUCT + ": ";
    String processes =
        hidden == 0
            ? ""
            : start
                + hidden
                + (hidden == 1 ? " process" : " processes")
                + " could not be looked at: Permission denied\n";
    return processes
        + (survey.isSilent() ? start + "/proc lists no processes of others (hidepid)\n" : "");
  }

  private Look look() {
    LsRequest.Show show = request.show();
    return new Look(
        columns,
        utf8,
        show.headings(),
        show.truncate(),
        show.parts(),
        show.colour(),
        request.treeColumn());
  }

  /** No lambda: the first one takes the runtime milliseconds. */
  private Kernel kernel() {
    return new Kernel() {
      @Override
      public List<String> ask(String question, List<String> words) throws IOException {
        return launcher.ask(question, words);
      }
    };
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e); // nobody interrupts us
    }
  }
}
