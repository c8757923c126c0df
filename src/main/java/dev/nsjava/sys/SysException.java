package dev.nsjava.sys;

import java.io.Serial;

/** The kernel said no. The message is {@code WHAT FAILED: WHY}. */
public final class SysException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Errno errno;

  /** A failure of {@code doing} for the reason {@code errno}. */
  public SysException(String doing, Errno errno) {
    super(doing + ": " + errno.text());
    this.errno = errno;
  }

  /** The reason. */
  public Errno errno() {
    return errno;
  }

  /** Whether it is a reason, by its name: {@code ENOENT}. */
  public boolean is(String name) {
    return errno.name().equals(name);
  }
}
