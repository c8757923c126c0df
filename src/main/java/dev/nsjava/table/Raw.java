package dev.nsjava.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row a line for scripts: one blank between columns, none within a cell. */
final class Raw {

  private Raw() {}

  static void print(Table<?> table, Look look, Output out) {
    List<? extends Column> columns = table.columns();
    if (columns.isEmpty() || table.rows().isEmpty()) {
      return;
    }
    for (int i = 0; look.headings() && i < columns.size(); i++) {
      out.append(i == 0 ? "" : " ").append(columns.get(i).heading());
    }
    out.append(look.headings() ? "\n" : "");
    Outline outline = Outline.of(table, look);
    List<Row> rows = Outline.rows(table, outline);
    for (int row = 0; row < rows.size(); row++) {
      if (outline != null) {
        outline.moveTo(row);
      }
      List<@Nullable String> cells = rows.get(row).cells();
      for (int i = 0; i < columns.size(); i++) {
        out.append(i == 0 ? "" : " ");
        if (outline != null && look.isTree(columns.get(i))) {
          addEscaped(out, outline.glyphs());
        }
        String cell = cells.get(i);
        if (cell != null) {
          addEscaped(out, cell);
        }
      }
      out.append('\n');
    }
  }

  private static void addEscaped(Output out, String text) {
    byte[] bytes = Output.bytes(text);
    int written = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte c = bytes[i];
      if (c <= ' ' || c == 0x7f || c == '\\') { // a byte of 0x80 and more is below 0
        out.append(text, written, i);
        out.escape(c);
        written = i + 1;
      }
    }
    out.append(text, written, bytes.length);
  }
}
