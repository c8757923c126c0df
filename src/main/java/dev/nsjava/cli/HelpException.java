package dev.nsjava.cli;

import dev.nsjava.launch.Answer;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The words ask for help or the version, and for nothing else. */
final class HelpException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Invocation invocation;
  private final transient @Nullable Page page;

  /**
   * They ask for help, or the version.
   *
   * @param page what the help is of; null: the version
   */
  HelpException(Invocation invocation, @Nullable Page page) {
    super("help");
    this.invocation = invocation;
    this.page = page;
  }

  @Nullable Page page() {
    return page;
  }

  Answer answer() {
    return page == null ? invocation.version() : Help.print(page);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
