package dev.nsjava.ids;

import java.util.ArrayList;
import java.util.List;

/**
 * What one kind of ids becomes in a new user namespace.
 *
 * @param kind users or groups
 * @param self what the caller's own id becomes, or {@link #NOBODY}; if there are ranges it is their
 *     first
 * @param ranges everything that is mapped, where more than the caller's own id is asked for; else
 *     empty
 */
public record IdMap(IdKind kind, long self, List<IdRange> ranges) {

  /** The caller's own id becomes nothing. */
  public static final long NOBODY = -1;

  // Limits of user_namespaces(7): lines of a map, and bytes of the one write that makes it.
  private static final int MAX_RANGES = 340;
  private static final int MAX_BYTES = 4095;

  /**
   * Joins the map of the caller's own id with blocks. The own id goes first; each block loses what
   * collides with it, and closes up around it.
   *
   * @param self what the caller's own id becomes, 0 to 2^32-2, or {@link #NOBODY}
   * @param own the caller's own id, 0 to 2^32-2
   * @throws IdException if two blocks overlap, or there is more than the kernel takes
   */
  public static IdMap of(IdKind kind, long self, long own, List<IdRange> blocks) {
    if (blocks.isEmpty()) {
      return new IdMap(kind, self, blocks);
    }
    List<IdRange> ranges = new ArrayList<>();
    if (self == NOBODY) {
      ranges.addAll(blocks);
    } else {
      ranges.add(new IdRange(self, own, 1));
      for (IdRange block : blocks) {
        addAround(ranges.get(0), block, ranges);
      }
    }
    check(kind, ranges);
    return new IdMap(kind, self, List.copyOf(ranges));
  }

  /** Whether nothing is mapped. */
  public boolean isEmpty() {
    return self == NOBODY && ranges.isEmpty();
  }

  /** Whether it is the caller's own id alone, which a process may map without any privilege. */
  public boolean isSelf() {
    return self != NOBODY && ranges.isEmpty();
  }

  /** {@code INNER:OUTER:COUNT} joined by commas, as plans have it. */
  public String text() {
    if (isSelf()) {
      return self + ":" + kind.own() + ":1";
    }
    StringBuilder text = new StringBuilder();
    for (IdRange range : ranges) {
      text.append(text.isEmpty() ? "" : ",").append(range.text());
    }
    return text.toString();
  }

  /** Pairs the ids left of the block in order; a run ends where an id is taken on either side. */
  private static void addAround(IdRange taken, IdRange block, List<IdRange> to) {
    long inner = block.packed() ? 0 : block.inner();
    long outer = block.outer();
    boolean lost =
        within(taken.outer(), outer, block.count())
            || (!block.packed() && within(taken.inner(), inner, block.count()));
    long left = lost ? block.count() - 1 : block.count();
    while (left > 0) {
      inner += inner == taken.inner() ? 1 : 0;
      outer += outer == taken.outer() ? 1 : 0;
      long run = Math.min(room(inner, taken.inner()), room(outer, taken.outer()));
      run = Math.min(run, left);
      to.add(new IdRange(inner, outer, run));
      inner += run;
      outer += run;
      left -= run;
    }
  }

  private static boolean within(long id, long first, long count) {
    return id >= first && id < first + count;
  }

  /** How many ids from {@code first} on come before {@code taken}. */
  private static long room(long first, long taken) {
    return taken > first ? taken - first : IdRange.LIMIT;
  }

  private static void check(IdKind kind, List<IdRange> ranges) {
    if (ranges.size() > MAX_RANGES) {
      throw new IdException(
          "too many ranges for "
              + kind.mapFile()
              + ": "
              + ranges.size()
              + ", at most "
              + MAX_RANGES);
    }
    int bytes = 0;
    for (int i = 0; i < ranges.size(); i++) {
      // Two blanks and a newline stand in the file where the text has colons.
      bytes += ranges.get(i).text().length() + 1;
      for (int j = 0; j < i; j++) {
        if (ranges.get(i).overlaps(ranges.get(j))) {
          throw new IdException(
              "mappings '" + ranges.get(j).text() + "' and '" + ranges.get(i).text() + "' overlap");
        }
      }
    }
    if (bytes > MAX_BYTES) {
      throw new IdException(kind.mapFile() + " too large for kernel 4k limit");
    }
  }
}
