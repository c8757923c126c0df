package dev.nsjava.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comma-separated values as in RFC 4180, rows as they were added. */
final class Csv {

  private Csv() {}

  static String print(Table<?> table, Look look) {
    StringBuilder out = new StringBuilder(4096);
    List<? extends Column> columns = table.columns();
    if (look.headings()) {
      for (int i = 0; i < columns.size(); i++) {
        addField(out, i, columns.get(i).heading());
      }
      out.append("\r\n");
    }
    for (Row row : table.rows()) {
      List<@Nullable String> cells = row.cells();
      for (int i = 0; i < columns.size(); i++) {
        String cell = cells.get(i);
        addField(out, i, cell);
      }
      out.append("\r\n");
    }
    return out.toString();
  }

  private static void addField(StringBuilder out, int index, @Nullable String value) {
    if (index > 0) {
      out.append(',');
    }
    if (value == null) {
      return;
    }
    boolean plain = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      plain &= c != ',' && c != '"' && c != '\r' && c != '\n';
    }
    if (plain) {
      out.append(value);
    } else {
      out.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
  }
}
