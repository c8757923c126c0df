package dev.nsjava.net;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A queueing discipline at the root of a link, see tc(8): what happens to the packets that leave by
 * it.
 */
public sealed interface Qdisc {

  /** What the kernel calls it. */
  String kind();

  /**
   * Whether the kernel would tell of both alike: it counts times in ticks, and so bytes only
   * nearly.
   */
  default boolean isLike(Qdisc other) {
    return equals(other);
  }

  /**
   * Those of the links of a namespace, by the links' indexes. Those that the kernel chose itself
   * are left out.
   */
  static Map<Integer, Qdisc> all(Netns netns, Ticks ticks) throws NetlinkException {
    Map<Integer, Qdisc> all = new TreeMap<>();
    List<QdiscRow> rows =
        new Rows<QdiscRow>()
            .dump(netns.route(), QdiscRow.request(), message -> QdiscRow.of(message, ticks))
            .listing()
            .whole();
    for (QdiscRow row : rows) {
      all.put(row.index(), row.qdisc());
    }
    return all;
  }

  /**
   * Whether the kernel has a kind, or a module with it, which is loaded then. Nothing else changes:
   * what is asked for is a discipline without parameters, which each that has any refuses.
   *
   * @param kind {@code netem} or {@code tbf}
   * @throws NetlinkException without CAP_NET_ADMIN, say
   */
  static boolean isKnown(Netns netns, String kind) throws NetlinkException {
    try {
      netns.change(QdiscRequests.probe(kind));
      throw NetlinkException.failed("the kernel has made a qdisc '" + kind + "' of nothing");
    } catch (NetlinkException e) {
      if (e.is("EINVAL")) {
        return true;
      }
      if (e.is("ENOENT") || e.is("EOPNOTSUPP")) {
        return false;
      }
      throw e;
    }
  }

  /** Says that a kernel lacks a kind. */
  static String lack(String kind) {
    return "this kernel lacks the qdisc " + kind + " (module sch_" + kind + ")";
  }

  /**
   * Delays, loses, doubles and reorders packets, see tc-netem(8).
   *
   * @param delay microseconds, from 0
   * @param jitter microseconds, from 0: the delay is so much more or less
   * @param loss parts per million of packets, 0 to 1,000,000
   * @param duplicate the same
   * @param reorder the same: those are not delayed
   * @param rate bits per second, or 0 for no limit
   * @param limit packets that may wait, from 1
   */
  record Netem(long delay, long jitter, int loss, int duplicate, int reorder, long rate, long limit)
      implements Qdisc {

    static final String KIND = "netem";

    @Override
    public String kind() {
      return KIND;
    }

    /** What is not a multiple of 8 the kernel rounds down. */
    @Override
    public boolean isLike(Qdisc other) {
      return other instanceof Netem netem && rounded().equals(netem.rounded());
    }

    private Netem rounded() {
      long bytes = rate / Byte.SIZE;
      return new Netem(delay, jitter, loss, duplicate, reorder, bytes * Byte.SIZE, limit);
    }
  }

  /**
   * Lets no more through than a rate, see tc-tbf(8).
   *
   * @param rate bits per second, from 8
   * @param burst bytes that may go at once; a larger packet never goes
   * @param limit bytes that may wait
   */
  record Tbf(long rate, long burst, long limit) implements Qdisc {

    static final String KIND = "tbf";

    /** A byte, and what is lost of it in two roundings to ticks. */
    private static final int SLACK = 2;

    private static final long TICKS_PER_SECOND = 15_625_000;

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public boolean isLike(Qdisc other) {
      return other instanceof Tbf tbf
          && rate / Byte.SIZE == tbf.rate / Byte.SIZE
          && limit == tbf.limit
          && Math.abs(burst - tbf.burst) <= SLACK + SLACK * rate / Byte.SIZE / TICKS_PER_SECOND;
    }
  }

  /** Any other, or one of these with parameters that they have not here. */
  record Other(String kind) implements Qdisc {}
}
