package dev.nsjava.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The socket to the launcher: a call comes, perhaps a question goes back, an answer goes back. */
public final class Channel implements Launcher {

  /** Bytes: most replies are shorter, and what is longer is no matter. */
  private static final int ROOM = 4096;

  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[ROOM];

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
    List<String> answer = Call.words(reply());
    if (answer.isEmpty()) {
      throw new IOException("the launcher is gone");
    }
    return answer;
  }

  @Override
  public byte[] calls(String question) throws IOException {
    new Answer("calls", question).write(out);
    return reply();
  }

  /** The launcher says nothing but what it is asked, so all that comes is of one reply. */
  private byte[] reply() throws IOException {
    int have = in.read(buffer);
    int head = 0;
    int length = 0;
    while (head < have && buffer[head] != 0) {
      length = 10 * length + buffer[head] - '0';
      head++;
    }
    if (have <= 0 || head == have || length < have - head - 1) {
      throw new IOException("the launcher is gone");
    }
    byte[] reply = Arrays.copyOfRange(buffer, head + 1, head + 1 + length);
    int start = have - head - 1;
    if (in.readNBytes(reply, start, length - start) < length - start) {
      throw new IOException("the launcher is gone");
    }
    return reply;
  }
}
