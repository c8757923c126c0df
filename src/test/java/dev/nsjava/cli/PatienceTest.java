package dev.nsjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.launch.Launcher;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {

  /** Milliseconds: what a question takes, and what lies between two. */
  private long takes;

  private long clock;
  private final StringBuilder shown = new StringBuilder();

  private final class Terminal implements Launcher {

    @Override
    public List<String> ask(String question, List<String> words) {
      if (question.equals("show")) {
        shown.append(words.getFirst().replace("\r\033[K", "<")).append('>');
      } else {
        clock += takes;
      }
      return List.of();
    }

    @Override
    public byte[] calls(String question) {
      clock += takes;
      return new byte[0];
    }
  }

  private Patience patience(int columns) {
    return new Patience(new Terminal(), columns) {
      @Override
      long now() {
        return clock * 1_000_000;
      }
    };
  }

  private void work(Patience patience, int questions, int between) throws IOException {
    for (int i = 0; i < questions; i++) {
      clock += between;
      patience.ask("nsid", List.of());
      patience.calls("");
    }
  }

  @Test
  void it_speaks_once_a_second_and_leaves_nothing() throws IOException {
    takes = 100;
    Patience patience = patience(80);

    work(patience, 9, 50);
    patience.end();

    assertThat(shown).hasToString("<still at work: 1 s><still at work: 2 s><>");
  }

  @Test
  void who_needs_less_than_a_second_is_silent() throws IOException {
    takes = 100;
    Patience patience = patience(80);

    work(patience, 4, 50);
    patience.end();

    assertThat(shown).isEmpty();
  }

  @Test
  void without_a_terminal_it_is_silent() throws IOException {
    takes = 100;
    Patience patience = patience(0);

    work(patience, 9, 50);
    patience.end();

    assertThat(shown).isEmpty();
  }

  @Test
  void what_is_waited_for_is_no_work() throws IOException {
    takes = 5000;
    Patience patience = patience(80);

    work(patience, 4, 50);

    assertThat(shown).isEmpty();
  }

  @Test
  void once_something_else_is_shown_it_is_silent() throws IOException {
    takes = 700;
    Patience patience = patience(80);

    work(patience, 1, 0);
    patience.ask("show", List.of("first"));
    work(patience, 3, 0);
    patience.end();

    assertThat(shown).hasToString("first>");

    clock = 0;
    shown.setLength(0);
    patience = patience(80);
    work(patience, 2, 0);
    patience.ask("show", List.of("late"));
    work(patience, 3, 0);
    patience.end();

    assertThat(shown).hasToString("<still at work: 1 s><still at work: 2 s><>late>");
  }
}
