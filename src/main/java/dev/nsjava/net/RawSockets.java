package dev.nsjava.net;

import dev.nsjava.net.BoundSocket.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Raw sockets as proc(5) has them: kernels may lack raw_diag, but not these files. */
final class RawSockets {

  // Words of a line: a number, the local address, the remote one, state, queues, timer, tries.
  private static final int LOCAL = 1;
  private static final int UID = 7;
  private static final int INODE = 9;

  private static final int HEX = 16;
  private static final int DIGITS = 2 * Integer.BYTES;

  private RawSockets() {}

  /** Those of a family, in the network namespace of the calling thread. */
  static List<BoundSocket> read(int family) throws IOException {
    String file = "/proc/thread-self/net/" + (family == Ip.AF_INET6 ? "raw6" : "raw");
    return parse(new String(Files.readAllBytes(Path.of(file)), StandardCharsets.US_ASCII));
  }

  /**
   * Reads a file's text: headings, then a line for each socket.
   *
   * @throws IOException if it is another text
   */
  static List<BoundSocket> parse(String text) throws IOException {
    List<BoundSocket> sockets = new ArrayList<>();
    List<String> lines = text.lines().toList();
    try {
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        sockets.add(socket(line.strip().split(" +", -1)));
      }
    } catch (IndexOutOfBoundsException | NumberFormatException | NetlinkException e) {
      throw new IOException("not a list of raw sockets", e);
    }
    return sockets;
  }

  private static BoundSocket socket(String[] words) throws NetlinkException {
    int colon = words[LOCAL].indexOf(':');
    return new BoundSocket(
        Kind.RAW,
        address(words[LOCAL].substring(0, colon)),
        false,
        Integer.parseInt(words[LOCAL], colon + 1, words[LOCAL].length(), HEX),
        "",
        0,
        Long.parseLong(words[INODE]),
        Long.parseLong(words[UID]));
  }

  /** Numbers of four bytes as the machine has them, though the bytes are in the network's order. */
  private static Ip address(String hex) throws NetlinkException {
    byte[] bytes = new byte[hex.length() / 2];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    for (int at = 0; at < hex.length(); at += DIGITS) {
      buffer.putInt(Integer.parseUnsignedInt(hex, at, at + DIGITS, HEX));
    }
    return Ip.of(new Bytes(bytes));
  }
}
