package dev.nsjava.topology.live;

import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Undo;

/**
 * A change that is made when links and addresses are there.
 *
 * @param line how it is told: {@code ~ dns web1}
 */
record Step(String line, Action action) {

  /** Makes a change. */
  @FunctionalInterface
  interface Action {

    /** Makes it; whatever it makes, it adds to {@code undo} how that is taken back. */
    void make(Builder builder, Undo undo) throws NetlinkException;
  }
}
