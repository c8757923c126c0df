package dev.nsjava.sys;

/**
 * Why a call failed, see errno(3).
 *
 * @param number the kernel's number, 1 to 4095
 * @param name {@code ENOENT}, or the number if it has none outside of the kernel
 * @param text what strerror(3) says: {@code No such file or directory}
 */
public record Errno(int number, String name, String text) {

  /** The error with a number. */
  public static Errno of(int number) {
    jnr.constants.platform.Errno constant = jnr.constants.platform.Errno.valueOf(number);
    if (constant == jnr.constants.platform.Errno.__UNKNOWN_CONSTANT__) {
      return new Errno(number, Integer.toString(number), "Unknown error " + number);
    }
    return new Errno(number, constant.name(), constant.description());
  }

  /** The error with a name that is known: {@code EINTR}. */
  public static Errno named(String name) {
    return of(jnr.constants.platform.Errno.valueOf(name).intValue());
  }
}
