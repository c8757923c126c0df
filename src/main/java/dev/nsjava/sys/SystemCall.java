package dev.nsjava.sys;

/** A call of {@link SystemCalls}, to be made with others: those that hundreds are made of. */
public sealed interface SystemCall {

  /** What has failed if it is refused. */
  String doing();

  /** Makes it. */
  Made on(SystemCalls calls);

  /** {@link SystemCalls#open}. */
  record Open(String pathname, int flags, int mode, String doing) implements SystemCall {

    @Override
    public Made on(SystemCalls calls) {
      return new Made(calls.open(pathname, flags, mode, doing));
    }
  }

  /** {@link SystemCalls#pin}. */
  record Pin(String namespace, String pathname, String doing) implements SystemCall {

    @Override
    public Made on(SystemCalls calls) {
      calls.pin(namespace, pathname, doing);
      return new Made(0);
    }
  }

  /** {@link SystemCalls#unpin}. */
  record Unpin(String pathname, String doing) implements SystemCall {

    @Override
    public Made on(SystemCalls calls) {
      calls.unpin(pathname, doing);
      return new Made(0);
    }
  }

  /** {@link SystemCalls#unshareNet}. */
  record UnshareNet(String doing) implements SystemCall {

    @Override
    public Made on(SystemCalls calls) {
      return new Made(calls.unshareNet(doing));
    }
  }

  /** {@link SystemCalls#setns}. */
  record Setns(int fd, int nstype, String doing) implements SystemCall {

    @Override
    public Made on(SystemCalls calls) {
      calls.setns(fd, nstype, doing);
      return new Made(0);
    }
  }

  /** {@link SystemCalls#socket}. */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way, which nobody compares
  record Socket(int domain, int type, int protocol, byte[] options, String doing)
      implements SystemCall {

    @Override
    public Made on(SystemCalls calls) {
      return new Made(calls.socket(domain, type, protocol, options, doing));
    }
  }

  /** {@link SystemCalls#exchange}. */
  @SuppressWarnings("ArrayRecordComponent")
  record Exchange(int fd, byte[] messages, String doing) implements SystemCall {

    @Override
    public Made on(SystemCalls calls) {
      return new Made(0, calls.exchange(fd, messages, doing));
    }
  }

  /**
   * What came of one.
   *
   * @param result what it returned: a descriptor, say
   * @param data what the kernel wrote
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Made(int result, byte[] data) {

    private static final byte[] NOTHING = {};

    /** One for which the kernel writes nothing. */
    public Made(int result) {
      this(result, NOTHING);
    }
  }

  /** Takes what came of calls. */
  @FunctionalInterface
  interface Results {

    /**
     * Takes one.
     *
     * @param index of the call, from 0
     */
    void take(int index, Made made);
  }
}
