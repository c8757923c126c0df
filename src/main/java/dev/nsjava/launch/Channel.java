package dev.nsjava.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The socket to the launcher: a call comes, perhaps a question goes back, an answer goes back. */
public final class Channel implements Launcher {

  private final InputStream in;
  private final OutputStream out;

  /** Both ends are of the same socket. */
  public Channel(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /**
   * The next call, or null when the launcher is gone.
   *
   * @throws IOException if what comes is no call
   */
  public @Nullable Call next() throws IOException {
    return Call.read(in);
  }

  /** The end of the call. */
  public void answer(Answer answer) throws IOException {
    answer.write(out);
  }

  @Override
  public List<String> ask(String question, List<String> words) throws IOException {
    new Answer(question, Answer.ended(words)).write(out);
    List<String> answer = Call.block(in);
    if (answer.isEmpty()) {
      throw new IOException("the launcher is gone");
    }
    return answer;
  }

  @Override
  public byte[] call(String question) throws IOException {
    new Answer("call", question).write(out);
    return Call.bytes(in);
  }
}
