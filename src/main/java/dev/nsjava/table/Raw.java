package dev.nsjava.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row a line for scripts: one blank between columns, none within a cell. */
final class Raw {

  private Raw() {}

  static String print(Table<?> table, Look look) {
    List<? extends Column> columns = table.columns();
    if (columns.isEmpty() || table.rows().isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder(4096);
    for (int i = 0; look.headings() && i < columns.size(); i++) {
      out.append(i == 0 ? "" : " ").append(columns.get(i).heading());
    }
    out.append(look.headings() ? "\n" : "");
    int tree = look.treeIn(columns);
    Outline outline = tree < 0 ? null : Outline.of(table, look.utf8());
    List<Row> rows = outline == null ? table.rows() : outline.rows();
    for (int row = 0; row < rows.size(); row++) {
      List<@Nullable String> cells = rows.get(row).cells();
      for (int i = 0; i < columns.size(); i++) {
        out.append(i == 0 ? "" : " ");
        if (outline != null && i == tree) {
          addEscaped(out, outline.glyphs(row));
        }
        String cell = cells.get(i);
        if (cell != null) {
          addEscaped(out, cell);
        }
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static void addEscaped(StringBuilder out, String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (c <= ' ' || c > '~' || c == '\\') {
        Text.escape(out, c);
      } else {
        out.append(c);
      }
    }
  }
}
