package dev.nsjava.net;

import dev.nsjava.sys.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message to the kernel: first the fields of the header that its type asks for, then attributes,
 * see netlink(7). Numbers are written in the machine's byte order, but for those that are said to
 * be big-endian. It is written once, from front to back, by calls in a chain.
 */
public final class Request {

  /** {@code NLM_F_ROOT | NLM_F_MATCH}: all there are. */
  public static final int DUMP = 0x300;

  /** {@code NLM_F_CREATE | NLM_F_EXCL}: make it, and refuse if it is there. */
  public static final int CREATE = 0x400 | 0x200;

  /** {@code NLM_F_CREATE | NLM_F_APPEND}: make it, as the last of its list. */
  public static final int APPEND = 0x400 | 0x800;

  /** {@code NLM_F_ECHO}: what is made is told, by kernels that know how (links: Linux 6.2). */
  static final int ECHO = 8;

  static final int REQUEST = 1;
  static final int ACK = 4;

  private static final int SEQUENCE_AT = 8;
  private static final int NESTED = 0x8000;
  private static final int LONGEST_ATTRIBUTE = 0xffff;

  private final String doing;
  private final Deque<Integer> nests = new ArrayDeque<>();
  private final Map<Integer, String> origins = new HashMap<>();
  private final Map<String, String> sentences = new HashMap<>();
  private String lacking = "";
  private String nothing = "";
  private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());

  /**
   * A message without a header of its own, as yet.
   *
   * @param doing what has failed if it is refused: {@code "cannot list links"}
   * @param type {@code RTM_GETLINK}, say
   * @param flags {@code NLM_F_*}; that it is a request goes without saying
   */
  public Request(String doing, int type, int flags) {
    this.doing = doing;
    u32(0).u16(type).u16(flags | REQUEST).u32(0).u32(0);
  }

  /** What has failed if it is refused. */
  String doing() {
    return doing;
  }

  /** Says with which error a kernel answers that knows nothing of it: {@code ENOENT}. */
  Request lacking(String errno) {
    lacking = errno;
    return this;
  }

  /** Says with which error the kernel answers where there is nothing of what is asked for. */
  public Request nothing(String errno) {
    nothing = errno;
    return this;
  }

  /**
   * Says what an error means here.
   *
   * @param errno its name: {@code EEXIST}
   * @param sentence all that is told then: {@code "a link 'a' exists already"}
   */
  public Request when(String errno, String sentence) {
    sentences.put(errno, sentence);
    return this;
  }

  /**
   * The same where the kernel says more.
   *
   * @param why the kernel's own words, or nothing
   */
  public Request when(String errno, String why, String sentence) {
    return when(errno + ": " + why, sentence);
  }

  /**
   * Says which word of the caller the attribute that comes next is made of: it is named if the
   * kernel points at the attribute.
   *
   * @param word {@code "--mtu"}
   */
  public Request from(String word) {
    origins.put(buffer.position(), word);
    return this;
  }

  /**
   * The exception that says why the kernel refused it, or null if that is an answer too.
   *
   * @param why the kernel's own words, or nothing
   * @param offset where the attribute is that it points at, or 0
   */
  @Nullable NetlinkException refusal(Errno errno, String why, int offset) {
    if (errno.name().equals(nothing)) {
      return null;
    }
    String origin = origin(why, offset);
    String one = sentences.get(errno.name() + ": " + why);
    String sentence = one == null ? sentences.get(errno.name()) : one;
    if (sentence != null) {
      return NetlinkException.refused(sentence, errno);
    }
    boolean lacks = why.isEmpty() && errno.name().equals(lacking);
    String reason = lacks ? "this kernel may lack it" : why;
    String between = origin.isEmpty() || reason.isEmpty() ? "" : ": ";
    return NetlinkException.refused(doing, errno, origin + between + reason);
  }

  /** The word that the kernel means, or the only one that it can mean; or nothing. */
  private String origin(String why, int offset) {
    Set<String> all = Set.copyOf(origins.values());
    String only = why.isEmpty() && all.size() == 1 ? all.iterator().next() : "";
    return origins.getOrDefault(offset, only);
  }

  /** A field of the header, 0 to 255. */
  public Request u8(int value) {
    room(Byte.BYTES).put((byte) value);
    return this;
  }

  /** A field of the header, 0 to 65535. */
  public Request u16(int value) {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  /** A field of the header, 0 to 2^32-1, or a signed one. */
  public Request u32(long value) {
    room(Integer.BYTES).putInt((int) value);
    return this;
  }

  /** A field of the header, big-endian, 0 to 65535. */
  public Request be16(int value) {
    return u8(value >> 8).u8(value);
  }

  /** Fields of the header that ask for nothing. */
  public Request zeros(int count) {
    return bytes(new byte[count]);
  }

  /** An attribute. */
  public Request attribute(int type, byte[] value) {
    int length = Attributes.HEADER + value.length;
    if (length > LONGEST_ATTRIBUTE) {
      throw new IllegalArgumentException("attribute of " + length + " bytes");
    }
    return u16(length).u16(type).bytes(value).padded();
  }

  /** An attribute, 0 to 255. */
  public Request attribute8(int type, int value) {
    return attribute(type, new byte[] {(byte) value});
  }

  /** An attribute, 0 to 65535. */
  public Request attribute16(int type, int value) {
    return u16(Attributes.HEADER + Short.BYTES).u16(type).u16(value).padded();
  }

  /** An attribute, big-endian, 0 to 65535. */
  public Request attributeBe16(int type, int value) {
    return u16(Attributes.HEADER + Short.BYTES).u16(type).be16(value).padded();
  }

  /** An attribute, 0 to 2^32-1, or a signed one. */
  public Request attribute32(int type, long value) {
    return u16(Attributes.HEADER + Integer.BYTES).u16(type).u32(value);
  }

  /** An attribute of 64 bits. */
  Request attribute64(int type, long value) {
    u16(Attributes.HEADER + Long.BYTES).u16(type);
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** An attribute, big-endian: the numbers of nftables. */
  public Request attributeBe32(int type, long value) {
    return attribute32(type, Integer.toUnsignedLong(swapped((int) value)));
  }

  /** An attribute: text, one char a byte, and the NUL that ends it. */
  public Request text(int type, String value) {
    return attribute(type, (value + '\0').getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Begins an attribute that holds attributes, those until {@link #end}. */
  public Request nest(int type) {
    return plainNest(type | NESTED);
  }

  /** The same, but it does not say that it does: there may be fields before them. */
  Request plainNest(int type) {
    nests.push(buffer.position());
    return u16(0).u16(type);
  }

  /** Ends the attribute that {@link #nest} began last. */
  public Request end() {
    int start = nests.pop();
    int length = buffer.position() - start;
    if (length > LONGEST_ATTRIBUTE) {
      throw new IllegalArgumentException("attribute of " + length + " bytes");
    }
    buffer.putShort(start, (short) length);
    return this;
  }

  /**
   * The whole message.
   *
   * @param sequence that of the answers, 1 to 2^31-1
   * @param moreFlags {@code NLM_F_*}
   */
  byte[] bytes(int sequence, int moreFlags) {
    if (!nests.isEmpty()) {
      throw new IllegalStateException("a nested attribute has no end");
    }
    byte[] message = Arrays.copyOf(buffer.array(), buffer.position());
    ByteBuffer header = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
    header.putInt(0, message.length);
    header.putShort(Message.FLAGS_AT, (short) (header.getShort(Message.FLAGS_AT) | moreFlags));
    header.putInt(SEQUENCE_AT, sequence);
    return message;
  }

  private Request bytes(byte[] bytes) {
    room(bytes.length).put(bytes);
    return this;
  }

  private Request padded() {
    return zeros(Attributes.aligned(buffer.position()) - buffer.position());
  }

  private ByteBuffer room(int length) {
    if (buffer.remaining() < length) {
      int capacity = Math.max(2 * buffer.capacity(), buffer.position() + length);
      buffer =
          ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity))
              .order(ByteOrder.nativeOrder())
              .position(buffer.position());
    }
    return buffer;
  }

  private static int swapped(int value) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
  }
}
