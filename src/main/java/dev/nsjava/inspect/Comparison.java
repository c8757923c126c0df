package dev.nsjava.inspect;

import dev.nsjava.inspect.Field.Role;
import dev.nsjava.inspect.Listing.Row;
import dev.nsjava.ns.NsType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What two targets share, and what differs.
 *
 * @param a what is said of the first itself
 * @param b what is said of the second itself
 */
public record Comparison(List<Fact> a, List<Fact> b, List<Part> parts) {

  /**
   * The namespaces of one type.
   *
   * @param a that of the first; null if it has none, or we may not know
   * @param b that of the second; likewise
   * @param facts those that differ
   * @param listings what differs of things that are listed, if they could be read on both sides
   */
  public record Part(
      NsType type,
      @Nullable Place a,
      @Nullable Place b,
      List<Change> facts,
      List<Changes> listings) {

    /** Whether it is the same namespace; null if we may not know. */
    public @Nullable Boolean isShared() {
      Long first = a == null ? null : a.inode();
      Long second = b == null ? null : b.inode();
      return (first == null || second == null) ? null : first.equals(second);
    }
  }

  /** A fact with two values. */
  public record Change(Fact a, Fact b) {}

  /** Rows of one listing. */
  public record Changes(String name, List<Field> fields, List<Pair> rows) {}

  /** Two rows about the same thing, of which one may be missing; and if none is, they differ. */
  public record Pair(@Nullable Row a, @Nullable Row b) {}

  /** Compares two targets in some types. */
  public static Comparison of(Inspection a, Inspection b, Set<NsType> types) {
    Set<NsType> apart = EnumSet.noneOf(NsType.class);
    for (NsType type : types) {
      Long inode = a.place(type).inode();
      if (inode == null || !inode.equals(b.place(type).inode())) {
        apart.add(type);
      }
    }
    Map<NsType, Section> first = sections(a.report(apart));
    Map<NsType, Section> second = sections(b.report(apart));
    List<Part> parts = new ArrayList<>();
    for (NsType type : Inspection.TYPES) {
      if (types.contains(type) && (a.types().contains(type) || b.types().contains(type))) {
        parts.add(part(type, a, b, first.get(type), second.get(type)));
      }
    }
    return new Comparison(a.target(), b.target(), parts);
  }

  private static Map<NsType, Section> sections(Report report) {
    Map<NsType, Section> sections = new EnumMap<>(NsType.class);
    report.sections().forEach(section -> sections.put(section.type(), section));
    return sections;
  }

  private static Part part(
      NsType type, Inspection a, Inspection b, @Nullable Section first, @Nullable Section second) {
    Place placeA = a.types().contains(type) ? a.place(type) : null;
    Place placeB = b.types().contains(type) ? b.place(type) : null;
    return first == null || second == null
        ? new Part(type, placeA, placeB, List.of(), List.of())
        : new Part(type, placeA, placeB, facts(first, second), listings(first, second));
  }

  private static List<Change> facts(Section a, Section b) {
    List<Change> changes = new ArrayList<>();
    for (Fact first : a.facts()) {
      for (Fact second : b.facts()) {
        boolean both = first.value() != null && second.value() != null;
        if (first.name().equals(second.name())
            && both
            && !Objects.equals(first.value(), second.value())) {
          changes.add(new Change(first, second));
        }
      }
    }
    return changes;
  }

  private static List<Changes> listings(Section a, Section b) {
    List<Changes> changes = new ArrayList<>();
    for (Listing first : a.listings()) {
      for (Listing second : b.listings()) {
        List<Row> rowsA = first.rows();
        List<Row> rowsB = second.rows();
        boolean keyed = first.fields().stream().anyMatch(field -> field.role() == Role.KEY);
        if (first.name().equals(second.name()) && keyed && rowsA != null && rowsB != null) {
          changes.add(new Changes(first.name(), first.fields(), pairs(first, rowsA, rowsB)));
        }
      }
    }
    return changes;
  }

  /**
   * Rows of A in their order, each with that of B, then what only B has. Several may have one key:
   * then equal ones belong together, and the others in their order.
   */
  static List<Pair> pairs(Listing listing, List<Row> a, List<Row> b) {
    Map<List<@Nullable String>, Deque<Row>> left = new LinkedHashMap<>();
    for (Row row : without(listing, b, a)) {
      left.computeIfAbsent(cells(listing, row, Role.KEY), k -> new ArrayDeque<>()).add(row);
    }
    List<Pair> pairs = new ArrayList<>();
    for (Row row : without(listing, a, b)) {
      Deque<Row> others = left.getOrDefault(cells(listing, row, Role.KEY), new ArrayDeque<>());
      pairs.add(new Pair(row, others.poll()));
    }
    left.values().forEach(rows -> rows.forEach(row -> pairs.add(new Pair(null, row))));
    return pairs;
  }

  /** Rows but for as many of the first as others are equal to. */
  private static List<Row> without(Listing listing, List<Row> rows, List<Row> others) {
    Map<List<@Nullable String>, Integer> counts = new HashMap<>();
    for (Row row : others) {
      counts.merge(compared(listing, row), 1, Integer::sum);
    }
    List<Row> rest = new ArrayList<>();
    for (Row row : rows) {
      if (counts.merge(compared(listing, row), -1, Integer::sum) < 0) {
        rest.add(row);
      }
    }
    return rest;
  }

  /** Fields stand in one order, so two rows are equal if these are. */
  private static List<@Nullable String> compared(Listing listing, Row row) {
    List<@Nullable String> cells = cells(listing, row, Role.KEY);
    cells.addAll(cells(listing, row, Role.VALUE));
    return cells;
  }

  private static List<@Nullable String> cells(Listing listing, Row row, Role role) {
    List<@Nullable String> cells = new ArrayList<>();
    for (int i = 0; i < row.cells().size(); i++) {
      if (listing.fields().get(i).role() == role) {
        cells.add(row.cells().get(i));
      }
    }
    return cells;
  }
}
