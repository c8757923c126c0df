package dev.nsjava.table;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tables in JSON: an object a row, whose children hang in it where a tree is shown. */
final class JsonTable {

  private final List<? extends Column> columns;
  private final String[] keys;
  private final boolean nested;

  private JsonTable(Table<?> table, Look look) {
    this.columns = table.columns();
    this.nested = look.treeIn(columns) >= 0;
    this.keys = new String[columns.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = columns.get(i).heading().toLowerCase(Locale.ROOT);
    }
  }

  /** One document. */
  static String print(Json json, Table<?> table, Look look) {
    json.beginObject().key(table.name()).beginArray();
    new JsonTable(table, look).addAll(json, rows(table, look));
    return json.endArray().endObject().toString();
  }

  /** One document with a line for each row that hangs below no other. */
  static String printCompact(Table<?> table, Look look) {
    String objects = lines(table, look, ",\n");
    String name = Json.inline().string(table.name()).toString().stripTrailing();
    return "{" + name + ":[\n" + objects + (objects.isEmpty() ? "" : "\n") + "]}\n";
  }

  /** A document for each row that hangs below no other. */
  static String printLines(Table<?> table, Look look) {
    String objects = lines(table, look, "\n");
    return objects.isEmpty() ? "" : objects + "\n";
  }

  private static String lines(Table<?> table, Look look, String separator) {
    JsonTable printer = new JsonTable(table, look);
    StringBuilder lines = new StringBuilder(4096);
    for (Row row : rows(table, look)) {
      Json json = Json.inline();
      printer.add(json, row);
      lines.append(lines.isEmpty() ? "" : separator).append(json.toString().stripTrailing());
    }
    return lines.toString();
  }

  private static List<Row> rows(Table<?> table, Look look) {
    return look.treeIn(table.columns()) < 0 ? table.rows() : table.roots();
  }

  private void addAll(Json json, List<Row> rows) {
    for (Row row : rows) {
      add(json, row);
    }
  }

  private void add(Json json, Row row) {
    json.beginObject();
    List<@Nullable String> cells = row.cells();
    for (int i = 0; i < keys.length; i++) {
      Column column = columns.get(i);
      String cell = cells.get(i);
      json.key(keys[i]);
      if (cell == null || cell.isEmpty()) {
        json.literal(null);
      } else if (column.isNumber()) {
        json.literal(cell);
      } else {
        json.string(cell);
      }
    }
    if (nested && !row.children().isEmpty()) {
      json.key("children").beginArray();
      addAll(json, row.children());
      json.endArray();
    }
    json.endObject();
  }
}
