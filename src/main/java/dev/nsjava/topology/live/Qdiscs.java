package dev.nsjava.topology.live;

import dev.nsjava.net.Qdisc;
import dev.nsjava.topology.Topology;
import org.jspecify.annotations.Nullable;

/** What the kernel is to do with packets for a topology's shapes. */
public final class Qdiscs {

  private static final long USUAL_MTU = 1500;

  /** Bytes that a frame has besides: addresses, type, and a tag of a VLAN. */
  private static final long FRAME = 18;

  /** A burst lasts 4 ms: slow timers let through less often than that. */
  private static final long BURSTS_PER_SECOND = 250;

  private static final int PACKETS_AT_ONCE = 2;
  private static final long MOST = 0xffff_ffffL;

  private Qdiscs() {}

  /**
   * The queueing discipline of a shape: tbf, which nearly all kernels have, if it has but a rate;
   * netem, which knows rates too, for all else.
   *
   * @param shape may be null
   * @param mtu of the link, in bytes, or 0 for the usual 1500
   * @return null: none
   */
  public static @Nullable Qdisc of(Topology.@Nullable Shape shape, long mtu) {
    if (shape == null || (shape.rate() == 0 && !shape.needsNetem())) {
      return null;
    }
    if (shape.needsNetem()) {
      return new Qdisc.Netem(
          shape.delay(),
          shape.jitter(),
          shape.loss(),
          shape.duplicate(),
          shape.reorder(),
          shape.rate(),
          shape.limit());
    }
    long packet = (mtu == 0 ? USUAL_MTU : mtu) + FRAME;
    long burst = Math.max(PACKETS_AT_ONCE * packet, shape.rate() / Byte.SIZE / BURSTS_PER_SECOND);
    long limit = Math.max(burst, shape.limit() * packet);
    return new Qdisc.Tbf(shape.rate(), Math.min(burst, MOST), Math.min(limit, MOST));
  }
}
