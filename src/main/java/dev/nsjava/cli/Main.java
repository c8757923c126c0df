package dev.nsjava.cli;

import dev.nsjava.ids.IdException;
import dev.nsjava.launch.Answer;
import dev.nsjava.launch.Call;
import dev.nsjava.launch.Channel;
import dev.nsjava.launch.Launcher;
import dev.nsjava.ns.TargetException;
import dev.nsjava.table.FilterException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Answers the calls of the launcher. The channel is the standard input, a socket, both ways. */
public final class Main {

  private static final int BUG = 70;

  private Main() {}

  /**
   * Reads calls and writes answers until the stream ends; see docs/plan.md.
   *
   * @param args none: the words come through the channel, where every byte survives
   */
  public static void main(String[] args) throws IOException {
    Channel channel =
        new Channel(
            new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.in));
    // The launcher asks once and ends this process when it has its answer: one that ended by itself
    // would have to be waited for, and its times would be in those of the program.
    for (Call call = channel.next(); call != null; call = channel.next()) {
      channel.answer(answer(call, channel));
    }
  }

  static Answer answer(Call call, Launcher launcher) {
    Patience patience = new Patience(launcher, call.columns());
    Answer answer = answer(Invocation.of(call, patience));
    try {
      patience.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer;
  }

  private static Answer answer(Invocation invocation) {
    try {
      return Commands.answer(invocation);
    } catch (HelpException e) {
      return e.answer();
    } catch (UsageException e) {
      return e.invocation().wrongUse(String.valueOf(e.getMessage()));
    } catch (ArgumentException e) {
      return invocation.failure(String.valueOf(e.getMessage()), e.hint());
    } catch (TargetException e) {
      return invocation.failure(String.valueOf(e.getMessage()), "");
    } catch (FilterException e) {
      return invocation.failures(e.messages());
    } catch (IdException e) {
      String user = e.userWithoutSubids();
      String hint = user == null ? "" : Hints.sentence("subids", user);
      return invocation.failure(String.valueOf(e.getMessage()), hint);
    } catch (Throwable e) {
      return bug(invocation, e);
    }
  }

  private static Answer bug(Invocation invocation, Throwable e) {
    StringWriter text = new StringWriter();
    text.write(invocation.speaker() + ": internal error: " + e.getClass().getSimpleName());
    text.write((e.getMessage() == null ? "" : ": " + e.getMessage()) + "\n");
    if ("1".equals(System.getenv("NSJAVA_DEBUG"))) {
      e.printStackTrace(new PrintWriter(text, true));
    }
    return Answer.fail(BUG, text.toString(), "");
  }
}
