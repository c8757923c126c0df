package dev.nsjava.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of nftables, see nft(8). Names are bytes, one char each.
 *
 * @param family {@code NFPROTO_*}: which packets it is about
 * @param isDormant whether it is switched off
 */
public record NftTable(int family, String name, boolean isDormant, List<Chain> chains) {

  /**
   * Rules, one after the other.
   *
   * @param hook where packets come to it by themselves, or null if only other chains lead here
   * @param rules how many
   */
  public record Chain(String name, @Nullable Hook hook, long rules) {

    /** One, or one for each device, from 1. */
    int lines() {
      return hook == null ? 1 : Math.max(1, hook.devices().size());
    }
  }

  /**
   * Where a chain hangs.
   *
   * @param place {@code input}, {@code postrouting} and so on
   * @param type {@code filter}, {@code nat} or {@code route}
   * @param priority the lowest comes first
   * @param policy {@code accept} or {@code drop}: what becomes of packets that no rule decides
   *     about
   * @param devices the interfaces it is about, none for all
   */
  public record Hook(
      String place, String type, int priority, String policy, List<String> devices) {}

  /** {@code inet}, {@code ip}, {@code netdev} and so on. */
  public String familyWord() {
    return Nftables.family(family);
  }
}
