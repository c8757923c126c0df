package dev.nsjava.table;

/** Characters within bytes, one char a byte, as glibc's C.UTF-8 locale has them. */
public final class Utf8 {

  /** First and last code points of those that are two cells wide, ascending. */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3,
    0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1,
    0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea,
    0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b,
    0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
    0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e,
    0x3041, 0xa4c6, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6b,
    0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x1b2fb, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e,
    0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f320, 0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e,
    0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8,
    0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f54e, 0x1f550,
    0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680,
    0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4,
    0x1f6fc, 0x1f7e0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c, 0x1f945, 0x1f947, 0x1f9ff, 0x1fa70,
    0x1faff, 0x20000, 0x3fffd
  };

  private Utf8() {}

  /**
   * The code point whose bytes begin there; -1 if none does: overlong, cut or surrogate.
   *
   * @param end where the text ends, above {@code at}
   */
  static int decode(String bytes, int at, int end) {
    int head = bytes.charAt(at);
    int more = head < 0x80 ? 0 : head < 0xc2 ? -1 : head < 0xe0 ? 1 : head < 0xf0 ? 2 : 3;
    if (more <= 0) {
      return more == 0 ? head : -1;
    }
    if (head > 0xf4 || at + more >= end) {
      return -1;
    }
    int point = head & (0x3f >> more);
    for (int i = 1; i <= more; i++) {
      int next = bytes.charAt(at + i);
      if ((next & 0xc0) != 0x80) {
        return -1;
      }
      point = (point << 6) | (next & 0x3f);
    }
    boolean valid = more == 1 || (more == 2 ? point >= 0x800 : point >= 0x10000);
    return valid && point <= 0x10ffff && (point & ~0x7ff) != 0xd800 ? point : -1;
  }

  /** The bytes that a code point takes. */
  static int length(int point) {
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }

  /** The cells of a terminal that a code point takes, 0 to 2; -1: it is not for printing. */
  public static int width(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.UNASSIGNED,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          -1;
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      case Character.FORMAT -> isVisibleFormat(point) ? 1 : 0;
      default -> isMedialHangul(point) ? 0 : isWide(point) ? 2 : 1;
    };
  }

  /** The soft hyphen, and the signs that stand around numbers and the like. */
  private static boolean isVisibleFormat(int point) {
    return switch (point) {
      case 0xad, 0x6dd, 0x70f, 0x890, 0x891, 0x8e2, 0x110bd, 0x110cd -> true;
      default -> point >= 0x600 && point <= 0x605;
    };
  }

  /** The vowels and finals that are drawn into the cell of the consonant before them. */
  private static boolean isMedialHangul(int point) {
    return (point >= 0x1160 && point <= 0x11ff) || (point >= 0xd7b0 && point <= 0xd7fb);
  }

  private static boolean isWide(int point) {
    int low = 0;
    int high = WIDE.length / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (point > WIDE[2 * middle + 1]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < WIDE.length / 2 && point >= WIDE[2 * low];
  }
}
