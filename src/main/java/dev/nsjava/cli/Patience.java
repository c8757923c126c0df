package dev.nsjava.cli;

import dev.nsjava.launch.Launcher;
import java.io.IOException;
import java.util.List;

/**
 * Says on a terminal that a command is still at work, once it has been for a second, until
 * something else is shown. What is waited for, in one question, is no work.
 */
class Patience implements Launcher {

  private static final long SECOND = 1_000_000_000;

  private final Launcher launcher;
  private boolean quiet;
  private long began = now();
  private long told;

  /**
   * One for the questions to a launcher.
   *
   * @param columns of the terminal, 0 if there is none
   */
  Patience(Launcher launcher, int columns) {
    this.launcher = launcher;
    quiet = columns == 0;
  }

  /** Nanoseconds. A test has its own. */
  long now() {
    return System.nanoTime();
  }

  @Override
  public List<String> ask(String question, List<String> words) throws IOException {
    if (question.equals("show")) {
      end();
      return launcher.ask(question, words);
    }
    long asked = tell();
    List<String> answer = launcher.ask(question, words);
    leaveOut(asked);
    return answer;
  }

  @Override
  public byte[] calls(String question) throws IOException {
    long asked = tell();
    byte[] answer = launcher.calls(question);
    leaveOut(asked);
    return answer;
  }

  private long tell() throws IOException {
    long now = now();
    long seconds = (now - began) / SECOND;
    if (!quiet && seconds > told) {
      told = seconds;
      show(NetProgress.CLEAR + "still at work: " + seconds + " s");
    }
    return now;
  }

  private void leaveOut(long asked) {
    long now = now();
    if (now - asked > SECOND) {
      began += now - asked;
    }
  }

  /** Takes away what is shown, for good. */
  void end() throws IOException {
    quiet = true;
    if (told > 0) {
      told = 0;
      show(NetProgress.CLEAR);
    }
  }

  private void show(String text) throws IOException {
    launcher.ask("show", List.of(text));
  }
}
