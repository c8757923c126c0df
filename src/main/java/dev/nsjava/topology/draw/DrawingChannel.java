package dev.nsjava.topology.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lines between two rows: each has a track, a level that no other is on at the same place. */
final class DrawingChannel {

  /** A net in this channel. */
  static final class Way {
    final DrawingNet net;
    final List<DrawingPort> upper;
    final List<DrawingPort> lower;
    final int left;
    final int right;
    int track;
    private long wish;

    Way(DrawingNet net, List<DrawingPort> upper, List<DrawingPort> lower) {
      this.net = net;
      this.upper = upper;
      this.lower = lower;
      int least = Integer.MAX_VALUE;
      int most = -1;
      for (List<DrawingPort> ports : List.of(upper, lower)) {
        for (DrawingPort port : ports) {
          least = Math.min(least, port.x());
          most = Math.max(most, port.x());
        }
      }
      left = least;
      right = most;
    }

    private boolean overlaps(Way other) {
      return left <= other.right && other.left <= right;
    }

    /** How many lines cross if this track is above the other's. */
    private int crossingsAbove(Way other) {
      return within(other.upper) + other.within(lower);
    }

    private int within(List<DrawingPort> ports) {
      int within = 0;
      for (DrawingPort port : ports) {
        within += port.x() >= left && port.x() <= right ? 1 : 0;
      }
      return within;
    }

    /** Whether it needs no track. */
    boolean isStraight() {
      return left == right;
    }
  }

  final List<Way> ways = new ArrayList<>();
  int tracks;

  /** Of the channel below a row. */
  DrawingChannel(List<DrawingNet> nets, int channel) {
    List<Way> bent = new ArrayList<>();
    for (DrawingNet net : nets) {
      List<DrawingPort> upper = net.in(channel, true);
      List<DrawingPort> lower = net.in(channel, false);
      if (!upper.isEmpty() || !lower.isEmpty()) {
        Way way = new Way(net, upper, lower);
        ways.add(way);
        if (!way.isStraight()) {
          bent.add(way);
        }
      }
    }
    for (Way way : bent) {
      for (Way other : bent) {
        if (way.overlaps(other)) {
          way.wish += way.crossingsAbove(other) - other.crossingsAbove(way);
        }
      }
    }
    bent.sort(Comparator.comparingLong(way -> way.wish));
    for (int i = 0; i < bent.size(); i++) {
      assign(bent.get(i), bent.subList(0, i));
    }
  }

  /** The highest track that is free, below those before it that would cross it otherwise. */
  private void assign(Way way, List<Way> before) {
    int track = 0;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Way other : before) {
        boolean below = other.crossingsAbove(way) < way.crossingsAbove(other);
        if (way.overlaps(other) && (other.track == track || (below && other.track > track))) {
          track = other.track + 1;
          changed = true;
        }
      }
    }
    way.track = track;
    tracks = Math.max(tracks, track + 1);
  }
}
