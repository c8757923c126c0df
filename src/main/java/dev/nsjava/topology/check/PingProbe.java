package dev.nsjava.topology.check;

import dev.nsjava.net.Ip;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.PeerSocket;
import dev.nsjava.topology.Topology.Check;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests for an echo, RFC 792 and RFC 4443, several: the first may be lost, or late, while
 * neighbours look for each other.
 */
final class PingProbe extends Probe {

  /** Nanoseconds between requests. */
  private static final long INTERVAL = 200_000_000;

  private static final byte REQUEST = 8;
  private static final byte REPLY = 0;
  private static final byte V6_REQUEST = (byte) 128;
  private static final byte V6_REPLY = (byte) 129;

  /** Type, code, checksum, identifier, sequence number, and 8 bytes that nobody else sends. */
  private static final int LENGTH = 16;

  private static final int CHECKSUM_AT = 2;
  private static final int SEQUENCE_AT = 6;
  private static final int SECRET_AT = 8;
  private static final int V4_HEADER = 20;
  private static final long ANSWERED = -1;

  private final short id;
  private final long secret;

  /** When each was sent, since the first; or that it is answered. */
  private final List<Long> sent = new ArrayList<>();

  private long first;
  private long next;

  /**
   * One that is not begun.
   *
   * @param secret what its packets carry, another for each probe
   */
  PingProbe(Check check, Netns from, Ip to, long secret) {
    super(check, from, to);
    this.id = (short) (secret >>> Short.SIZE);
    this.secret = secret;
  }

  @Override
  void attempt(long now) throws NetlinkException {
    if (sent.isEmpty()) {
      int type = (to().v6() ? V6_REPLY : REPLY) & 0xff;
      use(PeerSocket.icmp(from(), to(), type)).connect();
      PeerSocket.poll(List.of(socket()), 0); // what is slow for the first time is over then
      first = System.nanoTime();
    }
    long sending = System.nanoTime();
    sent.add(sending - first);
    next = sending + INTERVAL;
    socket().send(request(to().v6(), id, (short) (sent.size() - 1), secret));
  }

  @Override
  void again(long now) {
    // the next request is on its way, or will be
  }

  @Override
  void listen(long now) throws NetlinkException {
    byte[] packet = socket().receive();
    int sequence = packet == null ? -1 : sequence(packet, to().v6(), id, secret);
    if (sequence >= 0 && sequence < sent.size() && sent.get(sequence) != ANSWERED) {
      long took = now - first - sent.get(sequence);
      sent.set(sequence, ANSWERED);
      answered(took, "reply from " + to().text(), now);
    }
  }

  @Override
  String silence() {
    return "no answer";
  }

  @Override
  long alarm() {
    return Math.min(next, super.alarm());
  }

  @Override
  void pass(long now) throws NetlinkException {
    super.pass(now);
    if (!isDone() && now >= next) {
      attempt(now);
    }
  }

  static byte[] request(boolean v6, short id, short sequence, long secret) {
    ByteBuffer request = ByteBuffer.allocate(LENGTH);
    request.put(v6 ? V6_REQUEST : REQUEST).put((byte) 0).putShort((short) 0);
    request.putShort(id).putShort(sequence).putLong(secret);
    if (!v6) { // that of IPv6 covers addresses too: it is the kernel's affair
      request.putShort(CHECKSUM_AT, checksum(request));
    }
    return request.array();
  }

  private static short checksum(ByteBuffer packet) {
    int sum = 0;
    for (int at = 0; at < LENGTH; at += Short.BYTES) {
      sum += packet.getShort(at) & 0xffff;
    }
    sum = (sum & 0xffff) + (sum >>> Short.SIZE);
    return (short) ~(sum + (sum >>> Short.SIZE));
  }

  /** The number of the request that a packet answers, or -1 if it is no such answer. */
  static int sequence(byte[] packet, boolean v6, short id, long secret) {
    int start = v6 || packet.length == 0 ? 0 : (packet[0] & 15) * Integer.BYTES;
    if (packet.length - start != LENGTH || (!v6 && start < V4_HEADER)) {
      return -1;
    }
    ByteBuffer reply = ByteBuffer.wrap(packet, start, LENGTH).slice();
    boolean ours =
        reply.get(0) == (v6 ? V6_REPLY : REPLY)
            && reply.get(1) == 0
            && reply.getShort(Integer.BYTES) == id
            && reply.getLong(SECRET_AT) == secret;
    return ours ? reply.getShort(SEQUENCE_AT) & 0xffff : -1;
  }
}
