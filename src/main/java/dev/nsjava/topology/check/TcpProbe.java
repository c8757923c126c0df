package dev.nsjava.topology.check;

import dev.nsjava.net.Ip;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.PeerSocket;
import dev.nsjava.topology.Topology.Check;

/** A connection of TCP: that it comes about is all. */
class TcpProbe extends Probe {

  private final int port;
  private long began;
  private boolean isConnected;

  /** One that is not begun. */
  TcpProbe(Check check, Netns from, Ip to, int port) {
    super(check, from, to);
    this.port = port;
  }

  @Override
  void attempt(long now) throws NetlinkException {
    isConnected = false;
    PeerSocket opened = use(PeerSocket.tcp(from(), to(), port));
    began = System.nanoTime();
    if (opened.connect()) {
      isConnected = true;
      connected(System.nanoTime());
    }
  }

  @Override
  final void listen(long now) throws NetlinkException {
    if (isConnected) {
      receive(now);
    } else if (socket().connect()) {
      isConnected = true;
      connected(now);
    }
  }

  @Override
  String silence() {
    return "no answer";
  }

  /** Whether there is a connection, so far. */
  final boolean isConnected() {
    return isConnected;
  }

  /** What takes that long since it began to connect. */
  final long since(long now) {
    return now - began;
  }

  /** What follows when it is connected. */
  void connected(long now) throws NetlinkException {
    boolean v6 = to().v6();
    String peer = (v6 ? "[" : "") + to().text() + (v6 ? "]" : "") + ":" + port;
    answered(since(now), "connected to " + peer, now);
  }

  /** Takes what has come, where that matters. */
  void receive(long now) throws NetlinkException {
    throw new IllegalStateException();
  }
}
