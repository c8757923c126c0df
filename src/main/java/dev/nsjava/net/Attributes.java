package dev.nsjava.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attributes as they follow a message's header, or lie within an attribute, see netlink(7). */
final class Attributes {

  static final int HEADER = 4;

  /** Nobody has any. */
  private static final Attributes NONE = new Attributes(List.of());

  /** The two highest bits are flags: nested, and the byte order. */
  private static final int TYPE = 0x3fff;

  private static final int NESTED = 0x8000;

  private record Attribute(int type, boolean isNest, Bytes value) {}

  private final List<Attribute> all;

  private Attributes(List<Attribute> all) {
    this.all = all;
  }

  /** Reads attributes that take up all of the bytes. */
  static Attributes of(Bytes bytes) throws NetlinkException {
    List<Attribute> all = new ArrayList<>();
    int at = 0;
    // Less than a header may be left: a message's own padding.
    while (bytes.length() - at >= HEADER) {
      int length = bytes.u16(at);
      int word = bytes.u16(at + 2);
      int type = word & TYPE;
      if (length < HEADER || length > bytes.length() - at) {
        throw NetlinkException.malformed(
            "attribute " + type + " of " + length + " bytes, of " + (bytes.length() - at));
      }
      all.add(new Attribute(type, (word & NESTED) != 0, bytes.part(at + HEADER, length - HEADER)));
      at += aligned(length);
    }
    return new Attributes(all);
  }

  /** Where the next message or attribute begins after one of a length. */
  static int aligned(int length) {
    return (length + 3) & ~3;
  }

  /** The value of an attribute, or null if there is none; of several the last, as in the kernel. */
  @Nullable Bytes find(int type) {
    Bytes found = null;
    for (Attribute attribute : all) {
      if (attribute.type == type) {
        found = attribute.value;
      }
    }
    return found;
  }

  /** Whether there is such an attribute. */
  boolean has(int type) {
    return find(type) != null;
  }

  /** The values of all attributes of a type, in their order. */
  List<Bytes> all(int type) {
    List<Bytes> values = new ArrayList<>();
    for (Attribute attribute : all) {
      if (attribute.type == type) {
        values.add(attribute.value);
      }
    }
    return values;
  }

  /**
   * Whether others say all that these say, which we have written, and perhaps more of other types:
   * the kernel adds what goes without saying, and it may not say of a nest that it is one.
   */
  boolean isWithin(Attributes others) throws NetlinkException {
    for (Attribute attribute : all) {
      List<Bytes> own = all(attribute.type);
      List<Bytes> theirs = others.all(attribute.type);
      if (own.size() != theirs.size()) {
        return false;
      }
      Bytes other = theirs.get(own.indexOf(attribute.value));
      boolean same =
          attribute.isNest
              ? of(attribute.value).isWithin(of(other))
              : Arrays.equals(attribute.value.copy(), other.copy());
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** The attributes within one; none if there is no such attribute. */
  Attributes nest(int type) throws NetlinkException {
    Bytes value = find(type);
    return value == null ? NONE : of(value);
  }

  int u8(int type, int otherwise) throws NetlinkException {
    Bytes value = find(type);
    return value == null ? otherwise : value.u8(0);
  }

  int s32(int type, int otherwise) throws NetlinkException {
    Bytes value = find(type);
    return value == null ? otherwise : value.s32(0);
  }

  long u32(int type, long otherwise) throws NetlinkException {
    Bytes value = find(type);
    return value == null ? otherwise : value.u32(0);
  }

  int be32(int type, int otherwise) throws NetlinkException {
    Bytes value = find(type);
    return value == null ? otherwise : value.be32(0);
  }

  /** A text up to its NUL; empty if there is no such attribute. */
  String text(int type) {
    Bytes value = find(type);
    return value == null ? "" : value.text();
  }
}
