package dev.nsjava.sys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * System calls that the C library makes, on the thread that asks. For one thread at a time; signals
 * are left to the JVM.
 */
public final class NativeCalls implements SystemCalls {

  private static final int O_CLOEXEC = 02000000;
  private static final int SOCK_CLOEXEC = 02000000;
  private static final int IN_CLOEXEC = 02000000;
  private static final int MNT_DETACH = 2;
  private static final int UMOUNT_NOFOLLOW = 8;
  private static final int AF_NETLINK = 16;
  private static final int MSG_TRUNC = 0x20;

  /** Of {@code struct sockaddr_nl}: a family, two bytes of nothing, a port, groups. */
  private static final int ADDRESS = 12;

  private static final int PORT_AT = 4;

  /** Of {@code struct flock}: type and whence, two shorts, start and length, two longs, a pid. */
  private static final int FLOCK = 32;

  private static final int PID_AT = 24;
  private static final int F_GETLK = 5;
  private static final short F_WRLCK = 1;
  private static final short F_UNLCK = 2;

  /** The kernel fills at most 32 KiB at a time when it dumps. */
  private static final int ROOM = 64 << 10;

  /** How many messages that are not the kernel's are borne before its answer. */
  private static final int MOST_STRANGERS = 1000;

  /** The same on all machines, see syscalls(2). */
  private static final long PIDFD_SEND_SIGNAL = 424;

  private static final long PIDFD_OPEN = 434;

  private final LibC libc;
  private @Nullable ByteBuffer buffer;

  /** Calls of a library. */
  public NativeCalls(LibC libc) {
    this.libc = libc;
  }

  @Override
  public int open(String pathname, int flags, int mode, String doing) {
    return check(libc.open(pathname, flags | O_CLOEXEC, mode), doing);
  }

  @Override
  public void write(int fd, byte[] bytes, String doing) {
    ByteBuffer from = holding(bytes);
    int written = check(libc.write(fd, from, bytes.length), doing);
    if (written > 0 && written < bytes.length) { // the rest says why
      write(fd, Arrays.copyOfRange(bytes, written, bytes.length), doing);
    }
  }

  @Override
  public void pin(String namespace, String pathname, String doing) {
    close(open(pathname, O_CREAT | O_EXCL, 0, doing));
    try {
      mount(namespace, pathname, null, MS_BIND, doing);
    } catch (SysException e) {
      libc.unlink(pathname);
      throw e;
    }
  }

  @Override
  public void unpin(String pathname, String doing) {
    SysException refused = null;
    try {
      check(libc.umount2(pathname, MNT_DETACH | UMOUNT_NOFOLLOW), doing);
    } catch (SysException e) {
      refused = e; // a file that nothing is bound on is removed all the same
    }
    try {
      unlink(pathname, doing);
    } catch (SysException e) {
      throw refused != null && e.is("EBUSY") ? refused : e;
    }
  }

  @Override
  public void close(int fd) {
    libc.close(fd);
  }

  @Override
  public int unshareNet(String doing) {
    check(libc.unshare(NEWNET), doing);
    return open(OWN_NET, O_RDONLY, 0, doing);
  }

  @Override
  public void setns(int fd, int nstype, String doing) {
    check(libc.setns(fd, nstype), doing);
  }

  @Override
  public void mount(
      @Nullable String source, String target, @Nullable String type, long flags, String doing) {
    check(libc.mount(source, target, type, flags, null), doing);
  }

  @Override
  public void mkdir(String pathname, int mode, String doing) {
    check(libc.mkdir(pathname, mode), doing);
  }

  @Override
  public void unlink(String pathname, String doing) {
    check(libc.unlink(pathname), doing);
  }

  @Override
  public void rmdir(String pathname, String doing) {
    check(libc.rmdir(pathname), doing);
  }

  @Override
  public long inode(int fd, String doing) {
    try {
      return (long) Files.getAttribute(Path.of("/proc/thread-self/fd/" + fd), "unix:ino");
    } catch (IOException e) {
      throw new SysException(doing, Errno.named("EBADF"));
    }
  }

  @Override
  public int lockOwner(int fd, String doing) {
    byte[] lock = new byte[FLOCK];
    ByteBuffer fields = ByteBuffer.wrap(lock).order(ByteOrder.nativeOrder()).putShort(F_WRLCK);
    check(libc.fcntl(fd, F_GETLK, lock), doing);
    return fields.getShort(0) == F_UNLCK ? 0 : Math.max(0, fields.getInt(PID_AT));
  }

  @Override
  public void flock(int fd, int operation, String doing) {
    check(libc.flock(fd, operation), doing);
  }

  @Override
  public int ioctl(int fd, long request, byte @Nullable [] argument, String doing) {
    long result =
        argument == null ? libc.ioctl(fd, request, 0L) : libc.ioctl(fd, request, argument);
    return check(result, doing);
  }

  @Override
  public int socket(int domain, int type, int protocol, byte[] options, String doing) {
    int fd = check(libc.socket(domain, type | SOCK_CLOEXEC, protocol), doing);
    ByteBuffer next = ByteBuffer.wrap(options).order(ByteOrder.nativeOrder());
    while (next.hasRemaining()) {
      int level = next.getInt();
      int name = next.getInt();
      byte[] value = new byte[next.getInt()];
      next.get(value);
      libc.setsockopt(fd, level, name, value, value.length);
    }
    return fd;
  }

  @Override
  public void connect(int fd, byte[] address, String doing) {
    check(libc.connect(fd, address, address.length), doing);
  }

  @Override
  public byte[] exchange(int fd, byte[] messages, String doing) {
    if (messages.length > 0) {
      send(fd, messages, doing);
    }
    byte[] sender = new byte[ADDRESS];
    int[] length = new int[1];
    ByteBuffer into = room();
    for (int i = 0; i < MOST_STRANGERS; i++) {
      length[0] = ADDRESS;
      int received = again(doing, () -> libc.recvfrom(fd, into, ROOM, MSG_TRUNC, sender, length));
      if (received > ROOM) {
        throw new SysException(doing, Errno.named("EOVERFLOW"));
      }
      // Any process may send to any port. Only the kernel's own is 0.
      if (length[0] == ADDRESS && ByteBuffer.wrap(sender).getInt(PORT_AT) == 0) {
        byte[] answer = new byte[received];
        into.get(0, answer);
        return answer;
      }
    }
    throw new SysException(doing, Errno.named("EBADMSG"));
  }

  private void send(int fd, byte[] messages, String doing) {
    ByteBuffer from = holding(messages);
    byte[] kernel = new byte[ADDRESS];
    ByteBuffer.wrap(kernel).order(ByteOrder.nativeOrder()).putShort((short) AF_NETLINK);
    again(doing, () -> libc.sendto(fd, from, messages.length, 0, kernel, ADDRESS));
  }

  /** Makes a call until no signal comes first. */
  private static int again(String doing, LongSupplier call) {
    while (true) {
      try {
        return check(call.getAsLong(), doing);
      } catch (SysException e) {
        if (!e.is("EINTR")) {
          throw e;
        }
      }
    }
  }

  private ByteBuffer holding(byte[] bytes) {
    ByteBuffer room = bytes.length > ROOM ? ByteBuffer.allocateDirect(bytes.length) : room();
    return room.put(0, bytes);
  }

  private ByteBuffer room() {
    ByteBuffer room = buffer;
    if (room == null) {
      room = ByteBuffer.allocateDirect(ROOM);
      buffer = room;
    }
    return room;
  }

  @Override
  public int inotifyInit(String doing) {
    return check(libc.inotify_init1(IN_CLOEXEC), doing);
  }

  @Override
  public void inotifyAddWatch(int fd, String pathname, int mask, String doing) {
    check(libc.inotify_add_watch(fd, pathname, mask), doing);
  }

  @Override
  public byte[] read(int fd, String doing) {
    ByteBuffer into = room();
    byte[] bytes = new byte[check(libc.read(fd, into, ROOM), doing)];
    into.get(0, bytes);
    return bytes;
  }

  @Override
  public int poll(byte[] fds, int timeout, String doing) {
    return check(libc.poll(fds, fds.length / Long.BYTES, timeout), doing);
  }

  @Override
  public int pidfdOpen(int pid, String doing) {
    return check(libc.syscall(PIDFD_OPEN, pid, 0, 0, 0), doing);
  }

  @Override
  public void pidfdSendSignal(int pidfd, int signal, String doing) {
    check(libc.syscall(PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0), doing);
  }

  /** A JVM has threads, so it cannot fork: the launcher can. */
  @Override
  public String supervise(Supervision program, String doing) {
    throw new SysException(doing, Errno.named("ENOSYS"));
  }

  @Override
  public void hold() {
    // a JVM has its own ways to end
  }

  @Override
  public int await() {
    throw new UnsupportedOperationException("signals are the JVM's");
  }

  @Override
  public void release() {
    // nothing is held
  }

  private static int check(long result, String doing) {
    return (int) LibC.check(result, doing);
  }
}
