package dev.nsjava.net;

import dev.nsjava.sys.SystemCall;

/** Where messages go to and come from: the kernel, or a test. */
interface Wire extends AutoCloseable {

  /**
   * Sends messages at once, and waits for the kernel's.
   *
   * @param messages none: it only waits
   * @param doing what fails if they cannot be sent, or none come
   */
  byte[] exchange(byte[] messages, String doing) throws NetlinkException;

  /** The same as a call, to be made with others. */
  SystemCall.Exchange call(byte[] messages, String doing);

  @Override
  void close();
}
