package dev.nsjava.launch;

import dev.nsjava.sys.Errno;
import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** System calls that the launcher makes, in its one thread. Paths are its own. */
public final class LauncherCalls implements SystemCalls {

  private final Launcher launcher;

  /** What is to be closed, by commas: with the next call, or with the launcher, which ends. */
  private final StringBuilder closing = new StringBuilder();

  /** Calls of a launcher. */
  public LauncherCalls(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public int open(String pathname, int flags, int mode, String doing) {
    return make(doing, words("open", pathname, flags, mode)).result();
  }

  @Override
  public void pin(String namespace, String pathname, String doing) {
    make(doing, words("pin", namespace, pathname));
  }

  @Override
  public void write(int fd, byte[] bytes, String doing) {
    make(doing, words("write", fd) + chars(bytes));
  }

  @Override
  public void close(int fd) {
    closing.append(closing.isEmpty() ? "" : ",").append(fd);
  }

  @Override
  public int unshareNet(String doing) {
    return make(doing, words("unshare-net")).result();
  }

  @Override
  public void setns(int fd, int nstype, String doing) {
    make(doing, words("setns", fd, nstype));
  }

  @Override
  public void mount(
      @Nullable String source, String target, @Nullable String type, long flags, String doing) {
    Object from = source == null ? "" : source;
    make(doing, words("mount", from, target, type == null ? "" : type, flags));
  }

  @Override
  public void umount2(String target, int flags, String doing) {
    make(doing, words("umount2", target, flags));
  }

  @Override
  public void mkdir(String pathname, int mode, String doing) {
    make(doing, words("mkdir", pathname, mode));
  }

  @Override
  public void unlink(String pathname, String doing) {
    make(doing, words("unlink", pathname));
  }

  @Override
  public void flock(int fd, int operation, String doing) {
    make(doing, words("flock", fd, operation));
  }

  @Override
  public int ioctl(int fd, long request, byte @Nullable [] argument, String doing) {
    String words = words("ioctl", fd, request);
    if (argument == null) {
      return make(doing, words).result();
    }
    Made made = make(doing, words + chars(argument));
    System.arraycopy(made.data(), 0, argument, 0, argument.length);
    return made.result();
  }

  @Override
  public int socket(int domain, int type, int protocol, byte[] options, String doing) {
    return make(doing, words("socket", domain, type, protocol) + chars(options)).result();
  }

  @Override
  public byte[] exchange(int fd, byte[] messages, String doing) {
    return make(doing, words("exchange", fd) + chars(messages)).data();
  }

  @Override
  public int inotifyInit(String doing) {
    return make(doing, words("inotify_init1", 0)).result();
  }

  @Override
  public void inotifyAddWatch(int fd, String pathname, int mask, String doing) {
    make(doing, words("inotify_add_watch", fd, pathname, mask));
  }

  @Override
  public byte[] read(int fd, String doing) {
    return make(doing, words("read", fd)).data();
  }

  @Override
  public boolean poll(int fd, int timeout, String doing) {
    return make(doing, words("poll", fd, timeout)).result() > 0;
  }

  @Override
  public int pidfdOpen(int pid, String doing) {
    return make(doing, words("pidfd_open", pid)).result();
  }

  @Override
  public void pidfdSendSignal(int pidfd, int signal, String doing) {
    make(doing, words("pidfd_send_signal", pidfd, signal));
  }

  @Override
  public void hold() {
    ask(words("hold"));
  }

  @Override
  public void release() {
    ask(words("release"));
  }

  /**
   * What came of a call.
   *
   * @param error errno, or 0
   * @param rest what the kernel wrote
   */
  private record Made(int result, int error, ByteBuffer rest) {

    byte[] data() {
      byte[] data = new byte[rest.remaining()];
      rest.get(data);
      return data;
    }
  }

  private Made make(String doing, String question) {
    Made made = ask(question);
    if (made.error() != 0) {
      throw new SysException(doing, Errno.of(made.error()));
    }
    return made;
  }

  private Made ask(String question) {
    if (!closing.isEmpty()) {
      String close = words("close", closing);
      closing.setLength(0);
      ask(close);
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(launcher.call(question)).order(ByteOrder.nativeOrder());
      return new Made(bytes.getInt(), bytes.getInt(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(Object... words) {
    StringBuilder question = new StringBuilder(64);
    for (Object word : words) {
      question.append(word).append('\0');
    }
    return question.toString();
  }

  private static String chars(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
