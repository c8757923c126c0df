package dev.nsjava.net;

/** Where messages go to and come from: the kernel, or a test. */
interface Wire extends AutoCloseable {

  /**
   * Sends messages at once.
   *
   * @param doing what fails if they cannot be sent
   */
  void send(byte[] messages, String doing) throws NetlinkException;

  /**
   * Waits for messages of the kernel's.
   *
   * @param doing what fails if none come
   */
  byte[] receive(String doing) throws NetlinkException;

  @Override
  void close();
}
