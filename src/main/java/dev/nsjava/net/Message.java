package dev.nsjava.net;

import java.util.ArrayList;
import java.util.List;

/**
 * A message from the kernel, see netlink(7).
 *
 * @param flags {@code NLM_F_*}
 * @param sequence that of the request it answers
 * @param body what follows the header
 */
record Message(int type, int flags, int sequence, Bytes body) {

  static final int HEADER = 16;
  static final int FLAGS_AT = 6;

  private static final int NOOP = 1;
  private static final int ERROR = 2;
  private static final int DONE = 3;

  private static final int INTERRUPTED = 0x10;

  /** Reads what has come at once. */
  static List<Message> all(byte[] received) throws NetlinkException {
    Bytes bytes = new Bytes(received);
    List<Message> messages = new ArrayList<>();
    int at = 0;
    while (at < bytes.length()) {
      long length = bytes.u32(at);
      if (length < HEADER || length > bytes.length() - at) {
        throw NetlinkException.malformed(
            "message of " + length + " bytes, of " + (bytes.length() - at));
      }
      Message message = one(bytes.part(at, (int) length));
      if (message.type != NOOP) {
        messages.add(message);
      }
      at += Attributes.aligned((int) length);
    }
    return messages;
  }

  private static Message one(Bytes bytes) throws NetlinkException {
    return new Message(
        bytes.u16(4),
        bytes.u16(FLAGS_AT),
        bytes.s32(8),
        bytes.part(HEADER, bytes.length() - HEADER));
  }

  /** Whether it says how a request went: an error, or none. */
  boolean isVerdict() {
    return type == ERROR;
  }

  /** Whether it ends a dump. */
  boolean isEnd() {
    return type == DONE;
  }

  /** Whether what is dumped has changed meanwhile, so that some of it may be missing. */
  boolean isInterrupted() {
    return (flags & INTERRUPTED) != 0;
  }

  /** Its attributes, behind a header of that many bytes. */
  Attributes attributes(int header) throws NetlinkException {
    return Attributes.of(body.from(Attributes.aligned(header)));
  }
}
