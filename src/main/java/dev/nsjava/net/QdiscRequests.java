package dev.nsjava.net;

import java.util.List;

/**
 * Requests that put a queueing discipline at the root of a link, and take it away, see
 * linux/pkt_sched.h. The messages are those of tc(8).
 */
public final class QdiscRequests {

  private static final int RTM_NEWQDISC = 36;
  private static final int RTM_DELQDISC = 37;

  /** {@code NLM_F_REPLACE | NLM_F_CREATE}. */
  private static final int REPLACE = 0x100 | 0x400;

  static final int TCA_KIND = 1;
  static final int TCA_OPTIONS = 2;
  static final long ROOT = 0xffff_ffffL;

  static final int TCA_NETEM_REORDER = 3;
  static final int TCA_NETEM_RATE = 6;
  static final int TCA_NETEM_RATE64 = 8;
  static final int TCA_NETEM_LATENCY64 = 10;
  static final int TCA_NETEM_JITTER64 = 11;

  static final int TCA_TBF_PARMS = 1;
  private static final int TCA_TBF_RTAB = 2;
  static final int TCA_TBF_RATE64 = 4;
  private static final int TCA_TBF_BURST = 6;

  /** The most bytes per second that 32 bits hold: so many means that 64 bits say it. */
  static final long MOST = 0xffff_ffffL;

  private static final int LOOPBACK = 1;
  private static final int ETHERNET = 1;
  private static final int CELLS = 256;

  /** What a cell of the table spans: 8 bytes, so that all of them reach up to 2047. */
  private static final int CELL_LOG = 3;

  /** Of {@code struct tc_netem_rate}: overheads, and cells. */
  private static final int RATE_MORE = 12;

  private static final long NANOSECONDS = 1000;
  private static final double MILLION = 1_000_000;

  private QdiscRequests() {}

  /**
   * Puts one in the place of any that is there; packets that wait in that are lost. That goes
   * first: one of the same kind would keep those of its parameters that are not named.
   *
   * @param index of the link
   * @param link its name, for messages
   */
  public static List<Request> replace(Qdisc qdisc, int index, String link, Ticks ticks) {
    return List.of(delete(index, link), set(qdisc, index, link, ticks));
  }

  static Request set(Qdisc qdisc, int index, String link, Ticks ticks) {
    Request request =
        header("shape", link, RTM_NEWQDISC, REPLACE, index)
            .when("ENOENT", "Specified qdisc kind is unknown", Qdisc.lack(qdisc.kind()))
            .when("ENOENT", "", Qdisc.lack(qdisc.kind()))
            .text(TCA_KIND, qdisc.kind());
    switch (qdisc) {
      case Qdisc.Netem netem -> netem(request, netem, ticks);
      case Qdisc.Tbf tbf -> tbf(request, tbf, ticks);
      case Qdisc.Other other -> throw new IllegalArgumentException(other.kind());
    }
    return request;
  }

  /** Takes it away, if there is one: the kernel's own is there again. */
  public static Request delete(int index, String link) {
    return header("stop to shape", link, RTM_DELQDISC, 0, index).nothing("ENOENT");
  }

  /** One of a kind for the loopback, which is refused. */
  static Request probe(String kind) {
    return header("shape", "lo", RTM_NEWQDISC, REPLACE, LOOPBACK).text(TCA_KIND, kind);
  }

  /** {@code struct tcmsg}. */
  private static Request header(String doing, String link, int type, int flags, int index) {
    return new Request("cannot " + doing + " link '" + link + "'", type, flags)
        .u32(0)
        .u32(index)
        .u32(0)
        .u32(ROOT)
        .u32(0);
  }

  /** {@code struct tc_netem_qopt}, and behind it attributes. */
  private static void netem(Request request, Qdisc.Netem netem, Ticks ticks) {
    long latency = ticks.of(netem.delay());
    long jitter = ticks.of(netem.jitter());
    request
        .plainNest(TCA_OPTIONS)
        .u32(latency)
        .u32(netem.limit())
        .u32(probability(netem.loss()))
        .u32(netem.reorder() > 0 ? 1 : 0) // each, and not each second, and so on
        .u32(probability(netem.duplicate()))
        .u32(jitter);
    if (netem.reorder() > 0) {
      request
          .plainNest(TCA_NETEM_REORDER)
          .u32(probability(netem.reorder()))
          .u32(0) // independent of the one before
          .end();
    }
    if (latency == Ticks.MOST) {
      request.attribute64(TCA_NETEM_LATENCY64, netem.delay() * NANOSECONDS);
    }
    if (jitter == Ticks.MOST) {
      request.attribute64(TCA_NETEM_JITTER64, netem.jitter() * NANOSECONDS);
    }
    long rate = netem.rate() / Byte.SIZE;
    if (rate > MOST) {
      request.attribute64(TCA_NETEM_RATE64, rate);
    }
    if (rate > 0) {
      request.plainNest(TCA_NETEM_RATE).u32(Math.min(rate, MOST)).zeros(RATE_MORE).end();
    }
    request.end();
  }

  /** The table is for kernels before 3.8, which cannot count for themselves. */
  private static void tbf(Request request, Qdisc.Tbf tbf, Ticks ticks) {
    long rate = tbf.rate() / Byte.SIZE;
    long counted = Math.min(rate, MOST);
    request
        .plainNest(TCA_OPTIONS)
        .plainNest(TCA_TBF_PARMS)
        .u8(CELL_LOG)
        .u8(ETHERNET)
        .u16(0)
        .u16(0xffff)
        .u16(0)
        .u32(counted)
        .zeros(QdiscRow.RATESPEC) // no rate of peaks
        .u32(tbf.limit())
        .u32(ticks.of(tbf.burst(), counted))
        .u32(0)
        .end()
        .attribute32(TCA_TBF_BURST, tbf.burst());
    if (rate > MOST) {
      request.attribute64(TCA_TBF_RATE64, rate);
    }
    request.plainNest(TCA_TBF_RTAB);
    for (long i = 1; i <= CELLS; i++) {
      request.u32(ticks.of(i << CELL_LOG, counted));
    }
    request.end().end();
  }

  /** Of 2^32-1, as tc(8) rounds it. */
  private static long probability(int partsPerMillion) {
    return (long) Math.rint(partsPerMillion / MILLION * MOST);
  }
}
