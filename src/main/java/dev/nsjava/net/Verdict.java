package dev.nsjava.net;

import dev.nsjava.sys.Errno;
import org.jspecify.annotations.Nullable;

/**
 * How a request went.
 *
 * @param error why not, see errno(3), or 0
 * @param why the kernel's own words, or nothing
 * @param offset where in the request the attribute is that the kernel does not like, or 0
 */
record Verdict(int error, String why, int offset) {

  private static final int CAPPED = 0x100;
  private static final int HAS_ATTRIBUTES = 0x200;
  private static final int WORDS = 1;
  private static final int OFFSET = 2;
  private static final int MOST_ERRNO = 4095;

  /** The end of a request ({@code NLMSG_ERROR}), or of a dump ({@code NLMSG_DONE}). */
  static Verdict of(Message message) throws NetlinkException {
    Bytes body = message.body();
    if (message.isEnd() && body.length() < Integer.BYTES) {
      return new Verdict(0, "", 0);
    }
    int error = -body.s32(0);
    if (error < 0 || error > MOST_ERRNO) {
      throw NetlinkException.malformed("error " + error);
    }
    if ((message.flags() & HAS_ATTRIBUTES) == 0) {
      return new Verdict(error, "", 0);
    }
    Attributes attributes = message.attributes(header(message));
    return new Verdict(error, attributes.text(WORDS), attributes.s32(OFFSET, 0));
  }

  /** Where the attributes begin: after the error and, of a request, its header or all of it. */
  private static int header(Message message) throws NetlinkException {
    if (message.isEnd()) {
      return Integer.BYTES;
    }
    boolean capped = (message.flags() & CAPPED) != 0;
    long request = capped ? Message.HEADER : message.body().u32(Integer.BYTES);
    return Integer.BYTES + (int) Math.min(request, message.body().length());
  }

  /** Says no if the kernel did. */
  void check(Request request) throws NetlinkException {
    NetlinkException refusal = refusal(request);
    if (refusal != null) {
      throw refusal;
    }
  }

  /** The kernel's no, or null if it was none. */
  @Nullable NetlinkException refusal(Request request) {
    return error == 0 ? null : request.refusal(Errno.of(error), why, offset);
  }
}
