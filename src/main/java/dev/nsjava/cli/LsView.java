package dev.nsjava.cli;

import dev.nsjava.ids.Accounts;
import dev.nsjava.launch.Answer;
import dev.nsjava.launch.Launcher;
import dev.nsjava.ns.Kernel;
import dev.nsjava.ns.ProcMount;
import dev.nsjava.ns.Survey;
import dev.nsjava.table.Format;
import dev.nsjava.table.Look;
import dev.nsjava.table.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Looks at the system and shows it, once or again and again. */
final class LsView implements Output.Sink {

  private final LsRequest request;
  private final Launcher launcher;
  private final boolean utf8;
  private final boolean guarded;
  private final Accounts accounts = new Accounts();
  private int columns;
  private String notes = "";

  LsView(LsRequest request, Invocation invocation) {
    this.request = request;
    launcher = invocation.launcher();
    utf8 = invocation.call().utf8();
    guarded = !invocation.tool();
    columns = invocation.call().columns();
  }

  /** What there is now, with a note of what could not be looked at. */
  Answer once(boolean noted) throws IOException {
    String rest = text();
    return noted ? Answer.report(rest, notes) : Answer.print(rest);
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
      rows = show(terminal ? screen(rows) : text());
      sleep(pause);
    }
  }

  private String screen(int rows) throws IOException {
    LsScreen screen = new LsScreen(rows);
    Output out = new Output(screen);
    print(out);
    screen.take(out.append(notes).toString());
    return screen.toString();
  }

  /** The last piece of what there is to be shown. */
  private String text() throws IOException {
    Output out = new Output(this);
    print(out);
    return out.toString();
  }

  /** Learns the size of the terminal, which may have changed: the height is returned. */
  private int show(String text) throws IOException {
    List<String> size = launcher.ask("show", List.of(text));
    columns = Integer.parseInt(size.get(0));
    return Integer.parseInt(size.get(1));
  }

  @Override
  public void take(String piece) {
    try {
      show(piece);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the launcher is gone, and so is the reader
    }
  }

  private void print(Output out) throws IOException {
    Survey survey = Survey.of(request.wanted(), kernel());
    notes = notes(survey);
    Format format = request.show().format();
    LsRows rows = new LsRows(request, survey, accounts);
    if (format == null) {
      LsDot.print(rows, survey, out);
    } else {
      format.print(rows.table(), look(), out);
    }
  }

  private static String notes(Survey survey) {
    String silent = Invocation.PRODUCT + ": " + ProcMount.SILENT + "\n";
    return note(survey.hidden()) + (survey.isSilent() ? silent : "");
  }

  /** That so many processes are hidden; nothing if none are. */
  static String note(int hidden) {
    return hidden == 0
        ? ""
        : Invocation.PRODUCT
            + ": "
            + hidden
            + (hidden == 1 ? " process" : " processes")
            + " could not be looked at: Permission denied\n";
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
        guarded,
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
