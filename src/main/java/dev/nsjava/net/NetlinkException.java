package dev.nsjava.net;

import dev.nsjava.sys.Errno;
import dev.nsjava.sys.SysException;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What was asked was refused, or the answer makes no sense. The message is one line. */
public final class NetlinkException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient @Nullable Errno errno;
  private boolean isLost;

  private NetlinkException(String message, @Nullable Errno errno) {
    super(message);
    this.errno = errno;
  }

  /**
   * A refusal: {@code cannot list links: Operation not permitted (WHY)}.
   *
   * @param doing what was refused
   * @param why the kernel's own words, or nothing
   */
  static NetlinkException refused(String doing, Errno errno, String why) {
    String reason = why.isEmpty() ? errno.text() : errno.text() + " (" + why + ")";
    return new NetlinkException(doing + ": " + reason, errno);
  }

  /** A refusal that is told in a sentence of its own. */
  static NetlinkException refused(String sentence, Errno errno) {
    return new NetlinkException(sentence, errno);
  }

  /** What the C library says. */
  public static NetlinkException of(SysException failure) {
    return new NetlinkException(String.valueOf(failure.getMessage()), failure.errno());
  }

  /** A refusal of our own, as the kernel's would be: {@code no network namespace 'lab'}. */
  static NetlinkException refused(String message, String errno) {
    return new NetlinkException(message, Errno.named(errno));
  }

  /** An answer that breaks the rules: {@code attribute 3 ends behind its message}. */
  static NetlinkException malformed(String how) {
    return new NetlinkException("malformed answer: " + how, null);
  }

  /** What the kernel had to say found no room in the socket's queue, see netlink(7). */
  static NetlinkException lost(String doing) {
    NetlinkException lost =
        failed(doing + ": the kernel's answer is lost, so it may have been done all the same");
    lost.isLost = true;
    return lost;
  }

  /** Any other failure. */
  public static NetlinkException failed(String message) {
    return new NetlinkException(message, null);
  }

  /** Whether it is not known what the answer was. */
  boolean isLost() {
    return isLost;
  }

  /** The same refusal in a sentence of its own. */
  public NetlinkException as(String sentence) {
    return new NetlinkException(sentence, errno);
  }

  /** Why it was refused, or null if it was not. */
  public @Nullable Errno errno() {
    return errno;
  }

  /** Whether it was refused for this reason: {@code ENOENT}. */
  public boolean is(String name) {
    return errno != null && errno.name().equals(name);
  }
}
