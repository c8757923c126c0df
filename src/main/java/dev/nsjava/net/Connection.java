package dev.nsjava.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a network namespace is connected.
 *
 * @param netns as the caller called it
 * @param device its link
 * @param address that of the link
 * @param gateway where its default route leads, or null if none was asked for
 */
public record Connection(String netns, String device, Prefix address, @Nullable Ip gateway) {

  /**
   * All that are connected.
   *
   * @param notes what the caller should know besides, a line each
   */
  public record All(List<Connection> connections, List<String> notes) {}
}
