package dev.nsjava.net;

/**
 * The clock of queueing disciplines. tc(8) rounds a time down to whole microseconds, and then to
 * whole ticks; so do we, or the numbers that are read back would differ from those of tc.
 *
 * @param perMicrosecond 15.625 in all kernels since 2.6.31
 */
public record Ticks(double perMicrosecond) {

  private static final String FILE = "/proc/net/psched";

  /** Of a kernel that does not tell. */
  static final Ticks USUAL = new Ticks(15.625);

  /** The most that a field has room for: some 274 seconds. */
  static final long MOST = 0xffff_ffffL;

  private static final double MICROSECONDS = 1_000_000;
  private static final int NUMBERS = 3;
  private static final int HEX = 16;
  private static final int DIGITS = 8;

  /** Those of the running kernel. */
  public static Ticks read(NetSession session) throws NetlinkException {
    return parse(new Sysctl(session, session.host()).read(FILE));
  }

  /** {@code 000003e8 00000040 000f4240 3b9aca00}: nanoseconds, ticks, the resolution, and more. */
  static Ticks parse(String text) {
    String[] words = text.split(" ", -1);
    if (words.length <= NUMBERS) {
      return USUAL;
    }
    long[] numbers = new long[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      numbers[i] = Ip.digits(words[i], HEX, DIGITS);
      if (numbers[i] <= 0) {
        return USUAL;
      }
    }
    return new Ticks((double) numbers[0] / numbers[1] * (numbers[2] / MICROSECONDS));
  }

  /** A time in ticks, at most {@link #MOST}. */
  long of(long microseconds) {
    return Math.min(MOST, (long) (microseconds * perMicrosecond));
  }

  /** How long that many bytes take, in ticks. */
  long of(long bytes, long bytesPerSecond) {
    return of((long) (MICROSECONDS * ((double) bytes / bytesPerSecond)));
  }

  /** A time in microseconds, the nearest. */
  long microseconds(long ticks) {
    return Math.round(ticks / perMicrosecond);
  }

  /** How many bytes go in a time, the nearest. */
  long bytes(long ticks, long bytesPerSecond) {
    return Math.round(ticks / perMicrosecond / MICROSECONDS * bytesPerSecond);
  }
}
