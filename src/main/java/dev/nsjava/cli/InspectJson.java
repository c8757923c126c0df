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
import dev.nsjava.ns.NsType;
import dev.nsjava.table.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code inspect} has seen, for programs; the keys stand in docs/inspect.md. */
final class InspectJson {

  private final Json json = Json.indented();

  private InspectJson() {}

  static String of(Report report) {
    InspectJson writer = new InspectJson();
    writer.json.beginObject();
    writer.target("target", report.target());
    report.sections().forEach(writer::section);
    return writer.json.endObject().toString();
  }

  static String of(Comparison comparison) {
    InspectJson writer = new InspectJson();
    writer.json.beginObject();
    writer.target("a", comparison.a());
    writer.target("b", comparison.b());
    comparison.parts().forEach(writer::part);
    return writer.json.endObject().toString();
  }

  private void target(String key, List<Fact> facts) {
    json.key(key).beginObject();
    facts.forEach(this::fact);
    json.endObject();
  }

  private void section(Section section) {
    json.key(section.type().word()).beginObject();
    place(section.type(), section.place());
    section.facts().forEach(this::fact);
    section.listings().forEach(this::listing);
    json.endObject();
  }

  private void place(NsType type, Place place) {
    number("inode", place.inode());
    bool("ours", place.ours());
    bool("hosts", place.hosts());
    number("owner", place.owner());
    if (type == NsType.PID || type == NsType.USER) {
      number("parent", place.parent());
    }
  }

  private void listing(Listing listing) {
    json.key(listing.name());
    List<Listing.Row> rows = listing.rows();
    if (rows == null) {
      json.literal(null);
      return;
    }
    json.beginArray();
    rows.forEach(row -> row(listing.fields(), row));
    json.endArray();
  }

  private void part(Part part) {
    json.key(part.type().word()).beginObject();
    bool("shared", part.isShared());
    number("a", part.a() == null ? null : part.a().inode());
    number("b", part.b() == null ? null : part.b().inode());
    for (Change change : part.facts()) {
      json.key(change.a().name()).beginObject();
      json.key("a");
      value(change.a().kind(), change.a().value());
      json.key("b");
      value(change.b().kind(), change.b().value());
      json.endObject();
    }
    part.listings().forEach(this::changes);
    json.endObject();
  }

  private void changes(Changes changes) {
    json.key(changes.name()).beginObject();
    json.key("only_a").beginArray();
    changes.rows().stream()
        .filter(pair -> pair.b() == null)
        .forEach(pair -> row(changes.fields(), pair.a()));
    json.endArray().key("only_b").beginArray();
    changes.rows().stream()
        .filter(pair -> pair.a() == null)
        .forEach(pair -> row(changes.fields(), pair.b()));
    json.endArray().key("changed").beginArray();
    changes.rows().stream()
        .filter(pair -> pair.a() != null && pair.b() != null)
        .forEach(pair -> pair(changes.fields(), pair));
    json.endArray().endObject();
  }

  private void pair(List<Field> fields, Pair pair) {
    json.beginObject().key("a");
    row(fields, pair.a());
    json.key("b");
    row(fields, pair.b());
    json.endObject();
  }

  private void row(List<Field> fields, Listing.@Nullable Row row) {
    json.beginObject();
    for (int i = 0; row != null && i < fields.size(); i++) {
      Field field = fields.get(i);
      json.key(field.name().toLowerCase(Locale.ROOT));
      value(field.kind(), row.cells().get(i));
    }
    json.endObject();
  }

  private void fact(Fact fact) {
    json.key(fact.name());
    value(fact.kind(), fact.value());
  }

  private void value(Field.Kind kind, @Nullable String value) {
    value(json, kind, value);
  }

  /** Writes a value. */
  static void value(Json json, Field.Kind kind, @Nullable String value) {
    switch (kind) {
      case TEXT -> json.string(value);
      case NUMBER -> json.literal(value == null || value.isEmpty() ? null : value);
      case LIST -> {
        json.beginArray();
        for (String item : value == null || value.isEmpty() ? new String[0] : value.split("\n")) {
          json.string(item);
        }
        json.endArray();
      }
    }
  }

  private void number(String key, @Nullable Long value) {
    json.key(key).literal(value == null ? null : value.toString());
  }

  private void bool(String key, @Nullable Boolean value) {
    json.key(key).literal(value == null ? null : value.toString());
  }
}
