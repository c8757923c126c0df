package dev.nsjava.net;

/** Where messages go to and come from: the kernel, or a test. */
interface Wire extends AutoCloseable {

  /**
   * Sends messages at once, and waits for the kernel's.
   *
   * @param messages none: it only waits
   * @param doing what fails if they cannot be sent, or none come
   */
  byte[] exchange(byte[] messages, String doing) throws NetlinkException;

  @Override
  void close();
}
