package dev.nsjava.net;

import org.jspecify.annotations.Nullable;

/**
 * A socket that others may speak to without being asked: it listens, or is bound and not connected.
 *
 * @param address of internet sockets, all zeros for any; else null
 * @param isBoth whether a socket of IPv6 is one of IPv4 too
 * @param port of TCP and UDP; of raw and packet sockets the number of the protocol they hear, of IP
 *     and of Ethernet; else 0
 * @param path of unix sockets, bytes: of a file, or a name that begins with {@code @} and has none;
 *     nothing if it has no name
 * @param index of the interface it is bound to, or 0
 * @param inode which tells whose it is, see {@code /proc/PID/fd}; 0 if nobody's
 * @param uid who has made it, in the user namespace of the caller, or -1 if that is not said
 */
public record BoundSocket(
    Kind kind,
    @Nullable Ip address,
    boolean isBoth,
    int port,
    String path,
    int index,
    long inode,
    long uid) {

  /** What speaks through it. */
  public enum Kind {
    TCP("tcp"),
    UDP("udp"),
    RAW("raw"),
    PACKET("packet"),
    UNIX_STREAM("unix stream"),
    UNIX_DGRAM("unix dgram"),
    UNIX_SEQPACKET("unix seqpacket");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** {@code tcp}, {@code unix stream} and so on. */
    public String word() {
      return word;
    }
  }

  /** Who has no uid. */
  static final long NOBODY_SAID = -1;

  /** {@code 127.0.0.1:80}, {@code [::]:80}, {@code *:80} for both families, or the path. */
  public String local() {
    if (address == null) {
      return kind == Kind.PACKET ? Integer.toString(port) : path;
    }
    String host = address.v6() ? "[" + address.text() + "]" : address.text();
    return (isBoth && address.isAny() ? "*" : host) + ":" + port;
  }
}
