package dev.nsjava.sys;

import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.Encoding;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.annotations.SaveError;
import jnr.ffi.annotations.Variadic;
import jnr.ffi.types.size_t;
import jnr.ffi.types.u_int64_t;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the C library that Java itself makes, and no others. Names, order and types are
 * those of the manual pages; each answers -1 on failure and leaves the reason in errno, so wrap it
 * in {@link #check}. Strings are bytes, one char each.
 */
@Encoding("ISO-8859-1")
public interface LibC {

  /**
   * unshare(2): moves the calling thread into new namespaces.
   *
   * <p>A JVM has many threads, so user namespaces are refused (EINVAL), and so are time namespaces
   * for what follows; mount namespaces need {@code CLONE_FS} first. Use a platform thread that is
   * thrown away.
   *
   * @param flags {@code CLONE_NEW*}, see clone(2)
   */
  @SaveError
  int unshare(int flags);

  /**
   * setns(2): moves the calling thread into a namespace.
   *
   * @param fd an open file of {@code /proc/PID/ns}, or a pidfd
   * @param nstype the type that {@code fd} must have ({@code CLONE_NEW*}), or 0 for any
   */
  @SaveError
  int setns(int fd, int nstype);

  /**
   * mount(2).
   *
   * @param flags {@code MS_*}, an unsigned long
   */
  @SaveError
  int mount(
      @In @Nullable String source,
      @In String target,
      @In @Nullable String filesystemtype,
      @u_int64_t long flags,
      @In @Nullable String data);

  /**
   * umount2(2).
   *
   * @param flags {@code MNT_*}
   */
  @SaveError
  int umount2(@In String target, int flags);

  /**
   * open(2): always with {@code O_CLOEXEC}, please.
   *
   * @param pathname bytes, one char each
   * @param mode the permissions of a file that is made, less the umask
   * @return a file descriptor
   */
  @SaveError
  @Variadic(fixedCount = 2)
  int open(@In @Encoding("ISO-8859-1") String pathname, int flags, int mode);

  /**
   * write(2).
   *
   * @param buf a direct one; what is written begins at its position
   * @return how many bytes were written
   */
  @SaveError
  long write(int fd, @In ByteBuffer buf, @size_t long count);

  /**
   * ioctl(2) that answers a file descriptor, or takes nothing: those of ioctl_nsfs(2).
   *
   * @param request as in {@code NS_GET_USERNS}, an unsigned long
   * @param argument 0 where none is taken
   */
  @SaveError
  @Variadic(fixedCount = 2)
  int ioctl(int fd, @u_int64_t long request, @u_int64_t long argument);

  /**
   * ioctl(2) that fills in an int or an unsigned int, as {@code NS_GET_OWNER_UID} does.
   *
   * @param result one element
   */
  @SaveError
  @Variadic(fixedCount = 2)
  int ioctl(int fd, @u_int64_t long request, @Out int[] result);

  /**
   * ioctl(2) with a struct.
   *
   * @param argument the struct, which the kernel may change
   */
  @SaveError
  @Variadic(fixedCount = 2)
  int ioctl(int fd, @u_int64_t long request, @In @Out byte[] argument);

  /** mkdir(2). */
  @SaveError
  int mkdir(@In String pathname, int mode);

  /** unlink(2). */
  @SaveError
  int unlink(@In String pathname);

  /**
   * fcntl(2) with a {@code struct flock}.
   *
   * @param lock the kernel changes it
   */
  @SaveError
  @Variadic(fixedCount = 2)
  int fcntl(int fd, int cmd, @In @Out byte[] lock);

  /** rmdir(2). */
  @SaveError
  int rmdir(@In String pathname);

  /** flock(2). */
  @SaveError
  int flock(int fd, int operation);

  /** inotify_init1(2): always with {@code IN_CLOEXEC}, please. */
  @SaveError
  @SuppressWarnings("MemberName")
  int inotify_init1(int flags);

  /**
   * inotify_add_watch(2).
   *
   * @param mask {@code IN_*}
   */
  @SaveError
  @SuppressWarnings("MemberName")
  int inotify_add_watch(int fd, @In String pathname, int mask);

  /**
   * read(2).
   *
   * @param buf a direct one, filled from its position on
   */
  @SaveError
  long read(int fd, @Out ByteBuffer buf, @size_t long count);

  /**
   * poll(2).
   *
   * @param fds so many {@code struct pollfd}
   * @param timeout in milliseconds, from 0
   */
  @SaveError
  int poll(@In @Out byte[] fds, @u_int64_t long nfds, int timeout);

  /** syscall(2), for calls that C libraries have not had for long. */
  @SaveError
  @Variadic(fixedCount = 1)
  long syscall(long number, long first, long second, long third, long fourth);

  /**
   * socket(2): always with {@code SOCK_CLOEXEC}, please. It stays in the network namespace of the
   * thread that made it.
   *
   * @return a file descriptor
   */
  @SaveError
  int socket(int domain, int type, int protocol);

  /**
   * setsockopt(2).
   *
   * @param optval most often an int, in the machine's byte order
   * @param optlen how many bytes that are
   */
  @SaveError
  int setsockopt(int sockfd, int level, int optname, @In byte[] optval, int optlen);

  /**
   * connect(2).
   *
   * @param addr a {@code struct sockaddr_*}, of {@code addrlen} bytes
   */
  @SaveError
  int connect(int sockfd, @In byte[] addr, int addrlen);

  /**
   * sendto(2).
   *
   * @param buf a direct one; what is sent begins at its position
   * @param destAddr a {@code struct sockaddr_*}, of {@code addrlen} bytes
   * @return how many bytes were sent
   */
  @SaveError
  long sendto(
      int sockfd,
      @In ByteBuffer buf,
      @size_t long len,
      int flags,
      @In byte[] destAddr,
      int addrlen);

  /**
   * recvfrom(2).
   *
   * @param buf a direct one, filled from its position on
   * @param srcAddr receives the sender's {@code struct sockaddr_*}
   * @param addrlen one element: before, the length of {@code srcAddr}; after, of the address
   * @return how many bytes came; with {@code MSG_TRUNC}, also those that did not fit
   */
  @SaveError
  long recvfrom(
      int sockfd,
      @Out ByteBuffer buf,
      @size_t long len,
      int flags,
      @In @Out byte[] srcAddr,
      @In @Out int[] addrlen);

  /**
   * getgrouplist(3): -1 if there are more groups than fit.
   *
   * @param ngroups one element: before, how many fit; after, how many there are
   */
  int getgrouplist(@In String user, int group, @Out int[] groups, @In @Out int[] ngroups);

  /** close(2). The descriptor is gone even after an error. */
  @SaveError
  int close(int fd);

  /** The C library of this process. */
  static LibC load() {
    return LibraryLoader.create(LibC.class).failImmediately().load("c");
  }

  /**
   * The result of a call, or its errno as an exception. Static, since the library knows default
   * methods only where it may generate classes (docs/adr/0001).
   *
   * @param doing what failed, for the message: {@code "cannot open F"}
   * @throws SysException if the result is -1
   */
  static long check(long result, String doing) {
    if (result == -1) {
      throw new SysException(doing, Errno.of(Runtime.getSystemRuntime().getLastError()));
    }
    return result;
  }
}
