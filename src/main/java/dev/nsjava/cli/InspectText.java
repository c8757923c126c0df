package dev.nsjava.cli;

import dev.nsjava.inspect.Comparison;
import dev.nsjava.inspect.Comparison.Change;
import dev.nsjava.inspect.Comparison.Changes;
import dev.nsjava.inspect.Comparison.Pair;
import dev.nsjava.inspect.Comparison.Part;
import dev.nsjava.inspect.Fact;
import dev.nsjava.inspect.Field;
import dev.nsjava.inspect.Listing;
import dev.nsjava.inspect.Place;
import dev.nsjava.inspect.Report;
import dev.nsjava.inspect.Section;
import dev.nsjava.launch.Call;
import dev.nsjava.ns.NsType;
import dev.nsjava.table.Format;
import dev.nsjava.table.Look;
import dev.nsjava.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code inspect} has seen, for people: sections with aligned tables. */
final class InspectText {

  private static final String INDENT = "  ";
  private static final List<InspectColumn> NAME_AND_VALUE =
      List.of(InspectColumn.text("NAME"), InspectColumn.text("VALUE"));

  private final boolean utf8;
  private final StringBuilder text = new StringBuilder();

  InspectText(Call call) {
    utf8 = call.utf8();
  }

  String of(Report report) {
    facts(report.target(), "");
    for (Section section : report.sections()) {
      text.append('\n').append(heading(section.type(), section.place())).append('\n');
      facts(section.facts(), INDENT);
      for (Listing listing : section.listings()) {
        listing(listing);
      }
    }
    return text.toString();
  }

  String of(Comparison comparison) {
    facts(comparison.a(), "A ");
    facts(comparison.b(), "B ");
    text.append('\n');
    parts(comparison.parts());
    for (Part part : comparison.parts()) {
      if (!part.facts().isEmpty() || !part.listings().isEmpty()) {
        differences(part);
      }
    }
    return text.toString();
  }

  private void differences(Part part) {
    text.append('\n').append(part.type().word()).append('\n');
    changedFacts(part.facts());
    List<String> same = new ArrayList<>();
    for (Changes changes : part.listings()) {
      if (changes.rows().isEmpty()) {
        same.add(title(changes.name()));
      } else {
        changes(changes);
      }
    }
    if (!same.isEmpty()) {
      text.append(INDENT).append("no difference: ").append(String.join(", ", same)).append('\n');
    }
  }

  private void parts(List<Part> parts) {
    List<InspectColumn> columns =
        List.of(
            InspectColumn.text("TYPE"),
            new InspectColumn("A", Field.Kind.NUMBER),
            new InspectColumn("B", Field.Kind.NUMBER),
            InspectColumn.text("SHARED"));
    Table<InspectColumn> table = new Table<>("namespaces", columns);
    for (Part part : parts) {
      Boolean shared = part.isShared();
      String word = shared == null ? "?" : shared ? "yes" : "no";
      table.add(null, cells(part.type().word(), inode(part.a()), inode(part.b()), word));
    }
    print(table, true, "");
  }

  private static @Nullable String inode(@Nullable Place place) {
    return place == null || place.inode() == null ? null : place.inode().toString();
  }

  private void changedFacts(List<Change> changes) {
    Table<InspectColumn> table = new Table<>("facts", NAME_AND_VALUE);
    for (Change change : changes) {
      String values = change.a().value() + " -> " + change.b().value();
      table.add(null, cells(title(change.a().name()), values));
    }
    print(table, false, INDENT);
  }

  private void changes(Changes changes) {
    title(changes.name(), null);
    List<InspectColumn> columns = new ArrayList<>();
    columns.add(InspectColumn.text("IN"));
    for (Field field : changes.fields()) {
      columns.add(InspectColumn.of(field));
    }
    Table<InspectColumn> table = new Table<>(changes.name(), columns);
    changes.rows().forEach(pair -> table.add(null, cells(pair)));
    print(table, true, INDENT + INDENT);
  }

  private static List<@Nullable String> cells(Pair pair) {
    List<@Nullable String> cells = new ArrayList<>();
    Listing.Row a = pair.a();
    Listing.Row b = pair.b();
    cells.add(a == null ? "B" : b == null ? "A" : "A,B");
    Listing.Row any = Objects.requireNonNull(a == null ? b : a);
    for (int i = 0; i < any.cells().size(); i++) {
      String one = any.cells().get(i);
      String other = b == null ? one : b.cells().get(i);
      cells.add(Objects.equals(one, other) ? one : shown(one) + " -> " + shown(other));
    }
    return cells;
  }

  private static String shown(@Nullable String cell) {
    return cell == null || cell.isEmpty() ? "-" : cell.replace('\n', ',');
  }

  private void listing(Listing listing) {
    List<Listing.Row> rows = listing.rows();
    title(listing.name(), rows == null ? "not readable" : rows.isEmpty() ? "none" : null);
    if (rows != null && !rows.isEmpty()) {
      List<InspectColumn> columns = listing.fields().stream().map(InspectColumn::of).toList();
      Table<InspectColumn> table = new Table<>(listing.name(), columns);
      rows.forEach(row -> table.add(null, row.cells()));
      print(table, true, INDENT + INDENT);
    }
  }

  /** The name of a table, and what stands in place of it. */
  private void title(String name, @Nullable String instead) {
    text.append(INDENT).append(title(name)).append(instead == null ? "" : ": " + instead);
    text.append('\n');
  }

  private static String title(String name) {
    return name.replace('_', ' ');
  }

  private void facts(List<Fact> facts, String before) {
    Table<InspectColumn> table = new Table<>("facts", NAME_AND_VALUE);
    for (Fact fact : facts) {
      table.add(null, cells(title(fact.name()), fact.value() == null ? "?" : fact.value()));
    }
    print(table, false, before);
  }

  private static List<@Nullable String> cells(@Nullable String... cells) {
    return java.util.Arrays.asList(cells);
  }

  /** Which namespace it is: {@code net:[4026532205] neither ours nor the host's}. */
  private static String heading(NsType type, Place place) {
    StringBuilder heading = new StringBuilder(type.word());
    Long inode = place.inode();
    if (inode == null) {
      return heading.append("  inode not known").toString();
    }
    heading.append(":[").append(inode).append("]  ").append(whose(place));
    name(heading, ", owner user:[", type == NsType.USER ? null : place.owner());
    name(heading, ", parent " + type.word() + ":[", place.parent());
    return heading.toString();
  }

  private static void name(StringBuilder heading, String before, @Nullable Long inode) {
    if (inode != null) {
      heading.append(before).append(inode).append(']');
    }
  }

  private static String whose(Place place) {
    boolean ours = Boolean.TRUE.equals(place.ours());
    Boolean hosts = place.hosts();
    if (hosts == null) {
      return ours ? "ours" : "not ours";
    }
    if (hosts) {
      return ours ? "the host's and ours" : "the host's, not ours";
    }
    return ours ? "ours, not the host's" : "neither the host's nor ours";
  }

  private void print(Table<InspectColumn> table, boolean headings, String before) {
    Look look = new Look(0, utf8, headings, false, true, false, true, null);
    for (String line : Format.TABLE.print(table, look).split("\n", -1)) {
      if (!line.isEmpty()) {
        text.append((before + line).stripTrailing()).append('\n');
      }
    }
  }
}
