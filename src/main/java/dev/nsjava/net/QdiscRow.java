package dev.nsjava.net;

import org.jspecify.annotations.Nullable;

/**
 * A queueing discipline as a dump has it.
 *
 * @param index of the link at whose root it is
 */
record QdiscRow(int index, Qdisc qdisc) {

  private static final int RTM_NEWQDISC = 36;
  private static final int RTM_GETQDISC = 38;

  /** Of {@code struct tcmsg}: family, pads, index, handle, parent, info. */
  private static final int HEADER = 20;

  private static final int NETEM = 24;
  private static final int TBF = 36;

  /** Of {@code struct tc_ratespec}. */
  static final int RATESPEC = 12;

  private static final int TCA_NETEM_CORR = 1;
  private static final int TCA_NETEM_CORRUPT = 4;
  private static final int TCA_NETEM_LOSS = 5;
  private static final int TCA_NETEM_SLOT = 12;

  private static final double MILLION = 1_000_000;
  private static final long NANOSECONDS = 1000;

  /** All there are. */
  static Request request() {
    return new Request("cannot list qdiscs", RTM_GETQDISC, Request.DUMP).zeros(HEADER);
  }

  /** Reads one, or null for others than those that somebody has put at the root of a link. */
  static @Nullable QdiscRow of(Message message, Ticks ticks) throws NetlinkException {
    Bytes header = message.body();
    if (message.type() != RTM_NEWQDISC
        || header.u32(8) == 0 // those of the kernel's own choice have no number
        || header.u32(12) != QdiscRequests.ROOT) {
      return null;
    }
    Attributes attributes = message.attributes(HEADER);
    String kind = attributes.text(QdiscRequests.TCA_KIND);
    Bytes options = attributes.find(QdiscRequests.TCA_OPTIONS);
    Qdisc qdisc = options == null ? null : qdisc(kind, options, ticks);
    return new QdiscRow(header.s32(4), qdisc == null ? new Qdisc.Other(kind) : qdisc);
  }

  private static @Nullable Qdisc qdisc(String kind, Bytes options, Ticks ticks)
      throws NetlinkException {
    return switch (kind) {
      case Qdisc.Netem.KIND -> netem(options, ticks);
      case Qdisc.Tbf.KIND -> tbf(Attributes.of(options), ticks);
      default -> null;
    };
  }

  private static @Nullable Qdisc netem(Bytes options, Ticks ticks) throws NetlinkException {
    Attributes more = Attributes.of(options.from(NETEM));
    Bytes reorder = more.find(QdiscRequests.TCA_NETEM_REORDER);
    if (!isZero(more.find(TCA_NETEM_CORR), 0)
        || !isZero(more.find(TCA_NETEM_CORRUPT), 0)
        || !isZero(more.find(TCA_NETEM_SLOT), 0)
        || !isZero(reorder, Integer.BYTES) // how much one depends on the one before
        || !isZero(rateMore(more), 0)
        || more.has(TCA_NETEM_LOSS)
        || options.u32(12) > 1) {
      return null;
    }
    return new Qdisc.Netem(
        time(more.find(QdiscRequests.TCA_NETEM_LATENCY64), options.u32(0), ticks),
        time(more.find(QdiscRequests.TCA_NETEM_JITTER64), options.u32(20), ticks),
        partsPerMillion(options.u32(8)),
        partsPerMillion(options.u32(16)),
        options.u32(12) == 0 || reorder == null ? 0 : partsPerMillion(reorder.u32(0)),
        rate(more, QdiscRequests.TCA_NETEM_RATE, 0, QdiscRequests.TCA_NETEM_RATE64) * Byte.SIZE,
        options.u32(4));
  }

  /** What belongs to a rate: how much more a packet counts, and cells. */
  private static @Nullable Bytes rateMore(Attributes more) throws NetlinkException {
    Bytes rate = more.find(QdiscRequests.TCA_NETEM_RATE);
    return rate == null ? null : rate.from(Integer.BYTES);
  }

  private static @Nullable Qdisc tbf(Attributes options, Ticks ticks) throws NetlinkException {
    Bytes parms = options.find(QdiscRequests.TCA_TBF_PARMS);
    if (parms == null || parms.length() < TBF || !isZero(parms.part(RATESPEC, RATESPEC), 8)) {
      return null; // peaks have a rate too
    }
    long rate = rate(options, QdiscRequests.TCA_TBF_PARMS, 8, QdiscRequests.TCA_TBF_RATE64);
    long burst = ticks.bytes(parms.u32(28), rate);
    return new Qdisc.Tbf(rate * Byte.SIZE, burst, parms.u32(24));
  }

  /** Bytes per second. */
  private static long rate(Attributes attributes, int type, int at, int type64)
      throws NetlinkException {
    Bytes rate = attributes.find(type);
    Bytes rate64 = attributes.find(type64);
    return rate64 != null ? rate64.s64(0) : rate == null ? 0 : rate.u32(at);
  }

  /** Microseconds. Kernels before 4.15 tell ticks only. */
  private static long time(@Nullable Bytes nanoseconds, long then, Ticks ticks)
      throws NetlinkException {
    return nanoseconds == null
        ? ticks.microseconds(then)
        : (nanoseconds.s64(0) + NANOSECONDS / 2) / NANOSECONDS;
  }

  private static int partsPerMillion(long probability) {
    return (int) Math.rint(probability * MILLION / QdiscRequests.MOST);
  }

  private static boolean isZero(@Nullable Bytes bytes, int from) throws NetlinkException {
    for (int i = from; bytes != null && i < bytes.length(); i++) {
      if (bytes.u8(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
