package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import java.io.Serial;

/** The words ask for help or the version, and for nothing else. */
final class NetHelpException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  NetHelpException(Answer answer) {
    super("help");
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
