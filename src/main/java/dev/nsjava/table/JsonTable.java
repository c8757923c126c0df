package dev.nsjava.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tables in JSON: an object a row, whose children hang in it where a tree is shown. */
final class JsonTable {

  private final List<? extends Column> columns;
  private final String[] keys;
  private final boolean nested;
  private final List<Row> roots;
  private final boolean guarded;
  private final Output out;

  private JsonTable(Table<?> table, Look look, Output out) {
    this.columns = table.columns();
    this.nested = look.isTree(table);
    this.roots = nested ? table.roots() : table.rows();
    this.guarded = look.guarded();
    this.out = out;
    this.keys = new String[columns.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = columns.get(i).heading().toLowerCase(Locale.ROOT);
    }
  }

  /** One document. */
  static void print(Table<?> table, Look look, boolean inline, Output out) {
    Json json = new Json(out, inline, look.guarded());
    json.beginObject().key(table.name()).beginArray();
    JsonTable printer = new JsonTable(table, look, out);
    printer.add(json, printer.roots);
    json.endArray().endObject();
    out.append('\n');
  }

  /** One document with a line for each row that hangs below no other. */
  static void printCompact(Table<?> table, Look look, Output out) {
    out.append('{');
    new Json(out, true, look.guarded()).string(table.name());
    out.append(":[\n");
    new JsonTable(table, look, out).addLines(",\n");
    out.append("]}\n");
  }

  /** A document for each row that hangs below no other. */
  static void printLines(Table<?> table, Look look, Output out) {
    new JsonTable(table, look, out).addLines("\n");
  }

  /** A line for each, with what stands between two. */
  private void addLines(String separator) {
    for (int i = 0; i < roots.size(); i++) {
      out.append(i == 0 ? "" : separator);
      add(new Json(out, true, guarded), roots.subList(i, i + 1));
    }
    out.append(roots.isEmpty() ? "" : "\n");
  }

  /**
   * Adds rows and all below them. They may be very deep: the way back is no matter of the stack.
   */
  private void add(Json json, List<Row> rows) {
    List<Iterator<Row>> open = new ArrayList<>();
    open.add(rows.iterator());
    while (true) {
      Iterator<Row> siblings = open.getLast();
      if (siblings.hasNext()) {
        Row row = siblings.next();
        json.beginObject();
        addCells(json, row);
        if (nested && !row.children().isEmpty()) {
          json.key("children").beginArray();
          open.add(row.children().iterator());
        } else {
          json.endObject();
        }
      } else if (open.size() > 1) {
        open.removeLast();
        json.endArray().endObject();
      } else {
        return;
      }
    }
  }

  private void addCells(Json json, Row row) {
    List<@Nullable String> cells = row.cells();
    for (int i = 0; i < keys.length; i++) {
      String cell = cells.get(i);
      json.key(keys[i]);
      if (cell == null || cell.isEmpty()) {
        json.literal(null);
      } else if (columns.get(i).isNumber()) {
        json.literal(cell);
      } else {
        json.string(cell);
      }
    }
  }
}
