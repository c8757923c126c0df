package dev.nsjava.sys;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The system calls that networks are made with. Two can make them: this process, through its C
 * library ({@link NativeCalls}), and the launcher, for a runtime that has no native library.
 *
 * <p>Names, order and types are those of the manual pages. Strings are bytes, one char each. Each
 * throws {@link SysException} when the kernel refuses; {@code doing} is what has failed then, as in
 * {@code "cannot open F"}. All calls are made by one thread, the caller's or the launcher's, whose
 * network namespace {@link #setns} and {@link #unshareNet} change.
 */
public interface SystemCalls {

  /** Flags of open(2). */
  int O_RDONLY = 0;

  int O_WRONLY = 1;
  int O_CREAT = 0100;
  int O_EXCL = 0200;
  int O_TRUNC = 01000;
  int O_NOFOLLOW = 0400000;
  int O_DIRECTORY = 0200000;
  int O_NONBLOCK = 04000;

  /** Flags of mount(2). */
  long MS_REC = 0x4000;

  long MS_BIND = 0x1000;
  long MS_PRIVATE = 1 << 18;
  long MS_SHARED = 1 << 20;

  /** The file of the thread's network namespace: that of the process is its first thread's. */
  String OWN_NET = "/proc/thread-self/ns/net";

  /** {@code CLONE_NEWNET}, see unshare(2). */
  int NEWNET = 0x4000_0000;

  /** Events of inotify(7). */
  int IN_CREATE = 0x100;

  int IN_DELETE = 0x200;
  int IN_Q_OVERFLOW = 0x4000;
  int IN_ONLYDIR = 0x0100_0000;

  /** Events of poll(2). */
  short POLLIN = 1;

  short POLLOUT = 4;

  /** Operations of flock(2). */
  int LOCK_EX = 2;

  int LOCK_NB = 4;

  /**
   * open(2), close-on-exec.
   *
   * @param mode the permissions of a file that is made, less the umask
   * @return a file descriptor
   */
  int open(String pathname, int flags, int mode, String doing);

  /** write(2) of all bytes; a socket that nobody reads any more is {@code EPIPE}, no signal. */
  void write(int fd, byte[] bytes, String doing);

  /**
   * A new file that a namespace is bound on: open(2) with {@code O_CREAT} and {@code O_EXCL}, then
   * mount(2). Nothing is left of it if that fails.
   *
   * @param namespace the file of the namespace
   * @param pathname the new file, which nobody may read or write
   */
  void pin(String namespace, String pathname, String doing);

  /**
   * Takes away a file that a namespace is bound on, or that nothing is: umount2(2), then unlink(2).
   * Who holds the namespace still has it.
   */
  void unpin(String pathname, String doing);

  /** close(2). The descriptor is gone even after an error. */
  void close(int fd);

  /**
   * unshare(2) of the network namespace, then open(2) of the new one's file.
   *
   * @return a file descriptor
   */
  int unshareNet(String doing);

  /**
   * setns(2).
   *
   * @param nstype the type that {@code fd} must have ({@code CLONE_NEW*}), or 0 for any
   */
  void setns(int fd, int nstype, String doing);

  /** mount(2), without data. */
  void mount(
      @Nullable String source, String target, @Nullable String type, long flags, String doing);

  /** mkdir(2). */
  void mkdir(String pathname, int mode, String doing);

  /** unlink(2). */
  void unlink(String pathname, String doing);

  /** rmdir(2). */
  void rmdir(String pathname, String doing);

  /** The inode of what is open, see fstat(2): that of a namespace is its number. */
  long inode(int fd, String doing);

  /**
   * Who keeps a file locked, see {@code F_GETLK} in fcntl(2).
   *
   * @return a pid, or 0 if nobody does who is seen from here
   */
  int lockOwner(int fd, String doing);

  /** flock(2). */
  void flock(int fd, int operation, String doing);

  /**
   * ioctl(2).
   *
   * @param argument what the request's pointer points to, which the kernel may change; null: it
   *     takes none
   * @return the call's result, a file descriptor for some
   */
  int ioctl(int fd, long request, byte @Nullable [] argument, String doing);

  /**
   * socket(2), close-on-exec, and setsockopt(2). Options that are refused are passed over.
   *
   * @param options one after the other: level, name and how many bytes the value has, each an int
   *     in the machine's byte order, and the value, of 4, 8, 12 and so on
   */
  int socket(int domain, int type, int protocol, byte[] options, String doing);

  /**
   * connect(2). Of a socket with {@code SOCK_NONBLOCK} it may fail with {@code EINPROGRESS}; what
   * became of it is told by another call, once {@link #poll} says that it can be written to.
   *
   * @param address a {@code struct sockaddr_*}
   */
  void connect(int fd, byte[] address, String doing);

  /**
   * sendto(2) and recvfrom(2), netlink(7) messages to the kernel and what it has to say: at most 64
   * KiB at once, or it fails with {@code EOVERFLOW}. What other senders say is passed over; too
   * much of that is {@code EBADMSG}. A signal ends neither. What comes at several times may come as
   * one, each part from a multiple of 4 bytes on.
   *
   * @param messages none: it only receives
   */
  byte[] exchange(int fd, byte[] messages, String doing);

  /** inotify_init1(2), close-on-exec. */
  int inotifyInit(String doing);

  /**
   * inotify_add_watch(2).
   *
   * @param mask {@code IN_*}
   */
  void inotifyAddWatch(int fd, String pathname, int mask, String doing);

  /** read(2) of at most 64 KiB; nothing at the end. */
  byte[] read(int fd, String doing);

  /**
   * poll(2).
   *
   * @param fds of each 8 bytes in the machine's byte order: the descriptor, an int, and two shorts,
   *     what is waited for and, filled in, what there is
   * @param timeout in milliseconds, from 0
   * @return how many have something
   */
  int poll(byte[] fds, int timeout, String doing);

  /**
   * The same of one descriptor, until it can be read.
   *
   * @return whether it can
   */
  default boolean poll(int fd, int timeout, String doing) {
    ByteBuffer pollfd = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    return poll(pollfd.putInt(fd).putShort(POLLIN).array(), timeout, doing) > 0;
  }

  /**
   * Makes calls one after another, up to the first that fails, which is thrown: where hundreds are
   * to be made this is faster than one by one.
   *
   * @param results takes what came of each that was made
   */
  default void all(List<? extends SystemCall> calls, SystemCall.Results results) {
    for (int i = 0; i < calls.size(); i++) {
      results.take(i, calls.get(i).on(this));
    }
  }

  /** pidfd_open(2). */
  int pidfdOpen(int pid, String doing);

  /** pidfd_send_signal(2). */
  void pidfdSendSignal(int pidfd, int signal, String doing);

  /**
   * Starts a program, and a supervisor that stays when this process has ended.
   *
   * @return what went wrong, in a line; nothing if the program runs
   */
  String supervise(Supervision program, String doing);

  /**
   * From now on SIGHUP, SIGINT and SIGTERM do not end this process: the next call fails with {@code
   * ECANCELED}, once, and all others are made, so that what was begun can be taken back.
   */
  void hold();

  /**
   * Waits for one of the signals that {@link #hold} holds back, which ends nothing then.
   *
   * @return its number
   */
  int await();

  /** The signals that came since {@link #hold} end this process now, if they are to. */
  void release();
}
