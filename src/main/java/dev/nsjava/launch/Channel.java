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
  public long inodeOfPidfd(long pid) throws IOException {
    new Answer("pidfd", Answer.ended(List.of(Long.toString(pid)))).write(out);
    String inode = Call.word(in);
    if (inode.isEmpty()) {
      throw new IOException("No such process");
    }
    return Long.parseUnsignedLong(inode);
  }
}
