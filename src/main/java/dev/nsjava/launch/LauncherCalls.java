package dev.nsjava.launch;

import dev.nsjava.sys.Errno;
import dev.nsjava.sys.Supervision;
import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCall;
import dev.nsjava.sys.SystemCall.Made;
import dev.nsjava.sys.SystemCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** System calls that the launcher makes, in its one thread. Paths are its own. */
public final class LauncherCalls implements SystemCalls {

  /** Bytes of a call. */
  private static final int USUAL_LENGTH = 64;

  private final Launcher launcher;

  /** What is to be closed, by commas: with the next call, or with the launcher, which ends. */
  private final StringBuilder closing = new StringBuilder();

  /** Calls of a launcher. */
  public LauncherCalls(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public int open(String pathname, int flags, int mode, String doing) {
    return make(new SystemCall.Open(pathname, flags, mode, doing)).result();
  }

  @Override
  public void pin(String namespace, String pathname, String doing) {
    make(new SystemCall.Pin(namespace, pathname, doing));
  }

  @Override
  public void unpin(String pathname, String doing) {
    make(new SystemCall.Unpin(pathname, doing));
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
    return make(new SystemCall.UnshareNet(doing)).result();
  }

  @Override
  public void setns(int fd, int nstype, String doing) {
    make(new SystemCall.Setns(fd, nstype, doing));
  }

  @Override
  public void mount(
      @Nullable String source, String target, @Nullable String type, long flags, String doing) {
    Object from = source == null ? "" : source;
    make(doing, words("mount", from, target, type == null ? "" : type, flags));
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
  public void rmdir(String pathname, String doing) {
    make(doing, words("rmdir", pathname));
  }

  @Override
  public long inode(int fd, String doing) {
    byte[] inode = make(doing, words("inode", fd)).data();
    return ByteBuffer.wrap(inode).order(ByteOrder.nativeOrder()).getLong();
  }

  @Override
  public String supervise(Supervision program, String doing) {
    Object cgroup = program.cgroup() < 0 ? "" : program.cgroup();
    String call = words("supervise", program.netns(), program.directory(), cgroup);
    String failure = chars(make(doing, call + words(program.words().toArray())).data());
    int end = failure.indexOf('\n');
    String line = end < 0 ? failure : failure.substring(0, end);
    return line.startsWith("nsjava: ") ? line.substring("nsjava: ".length()) : line;
  }

  @Override
  public int lockOwner(int fd, String doing) {
    return make(doing, words("lock-owner", fd)).result();
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
    return make(new SystemCall.Socket(domain, type, protocol, options, doing)).result();
  }

  @Override
  public void connect(int fd, byte[] address, String doing) {
    make(doing, words("connect", fd) + chars(address));
  }

  @Override
  public byte[] exchange(int fd, byte[] messages, String doing) {
    return make(new SystemCall.Exchange(fd, messages, doing)).data();
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
  public int poll(byte[] fds, int timeout, String doing) {
    Made made = make(doing, words("poll", timeout) + chars(fds));
    System.arraycopy(made.data(), 0, fds, 0, fds.length);
    return made.result();
  }

  @Override
  public int pidfdOpen(int pid, String doing) {
    return make(doing, words("pidfd_open", pid)).result();
  }

  @Override
  public void pidfdSendSignal(int pidfd, int signal, String doing) {
    make(doing, words("pidfd_send_signal", pidfd, signal));
  }

  /**
   * A new program in place of a regular file, or where there is none; nothing is left of it if that
   * fails.
   *
   * @param pathname as the caller sees it
   * @param bytes at most 64 MiB
   */
  public void install(String pathname, byte[] bytes, String doing) {
    make(doing, words("install", pathname) + chars(bytes));
  }

  @Override
  public void hold() {
    make("hold", words("hold"));
  }

  @Override
  public int await() {
    return make("cannot wait for a signal", words("await")).result();
  }

  @Override
  public void release() {
    make("release", words("release"));
  }

  @Override
  public void all(List<? extends SystemCall> calls, SystemCall.Results results) {
    if (calls.isEmpty()) {
      return;
    }
    StringBuilder question = new StringBuilder(calls.size() * USUAL_LENGTH);
    calls.forEach(call -> add(question, words(call)));
    ask(question.toString(), i -> calls.get(i).doing(), results);
  }

  private Made make(SystemCall call) {
    return make(call.doing(), words(call));
  }

  private Made make(String doing, String call) {
    Made[] only = new Made[1];
    ask(
        add(new StringBuilder(USUAL_LENGTH), call).toString(),
        i -> doing,
        (i, made) -> only[i] = made);
    return only[0];
  }

  /** Has calls made, and before them what is to be closed. */
  private void ask(String question, IntFunction<String> doing, SystemCall.Results results) {
    StringBuilder close = new StringBuilder();
    int first = 0;
    if (!closing.isEmpty()) {
      add(close, words("close", closing));
      closing.setLength(0);
      first--;
    }
    ByteBuffer reply;
    try {
      reply = ByteBuffer.wrap(launcher.calls(close + question)).order(ByteOrder.nativeOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int i = first; reply.hasRemaining(); i++) {
      int result = reply.getInt();
      int error = reply.getInt();
      byte[] data = new byte[reply.getInt()];
      reply.get(data);
      if (error != 0) {
        throw new SysException(doing.apply(i), Errno.of(error));
      }
      if (i >= 0) {
        results.take(i, new Made(result, data));
      }
    }
  }

  /** No switch over types: that is slow when it begins. */
  private static String words(SystemCall call) {
    if (call instanceof SystemCall.Exchange c) {
      return words("exchange", c.fd()) + chars(c.messages());
    } else if (call instanceof SystemCall.Socket c) {
      return words("socket", c.domain(), c.type(), c.protocol()) + chars(c.options());
    } else if (call instanceof SystemCall.Pin c) {
      return words("pin", c.namespace(), c.pathname());
    } else if (call instanceof SystemCall.Unpin c) {
      return words("unpin", c.pathname());
    } else if (call instanceof SystemCall.Open c) {
      return words("open", c.pathname(), c.flags(), c.mode());
    } else if (call instanceof SystemCall.Setns c) {
      return words("setns", c.fd(), c.nstype());
    }
    return words("unshare-net");
  }

  private static String words(Object... words) {
    StringBuilder question = new StringBuilder(USUAL_LENGTH);
    for (Object word : words) {
      question.append(word).append('\0');
    }
    return question.toString();
  }

  private static StringBuilder add(StringBuilder question, String call) {
    return question.append(call.length()).append('\0').append(call);
  }

  private static String chars(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
