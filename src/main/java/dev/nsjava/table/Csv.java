package dev.nsjava.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values as in RFC 4180, rows as they were added. Control characters are escaped as
 * in {@code \x1b}, but for tabs and the ends of lines, since it may be a terminal that reads them.
 */
final class Csv {

  private Csv() {}

  static void print(Table<?> table, Look look, Output out) {
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
        addField(out, i, cells.get(i));
      }
      out.append("\r\n");
    }
  }

  private static void addField(Output out, int index, @Nullable String value) {
    if (index > 0) {
      out.append(',');
    }
    if (value == null) {
      return;
    }
    boolean quoted = false;
    byte[] bytes = Output.bytes(value);
    for (byte c : bytes) {
      quoted |= c == ',' || c == '"' || c == '\t' || c == '\r' || c == '\n';
    }
    out.append(quoted ? "\"" : "");
    addText(out, value, bytes);
    out.append(quoted ? "\"" : "");
  }

  private static void addText(Output out, String text, byte[] bytes) {
    int written = 0;
    for (int i = 0; i < bytes.length; ) {
      byte c = bytes[i];
      int length = c < 0 ? Utf8.length(Utf8.decode(text, i, bytes.length)) : 1;
      boolean doubled = c == '"';
      boolean escaped = length < 3 && mustEscape(bytes, i, length);
      if (doubled || escaped) {
        out.append(text, written, i);
        written = i + (escaped ? length : 0);
        for (int k = i; k < written; k++) {
          out.escape(bytes[k]);
        }
        out.append(doubled ? "\"" : "");
      }
      i += length;
    }
    out.append(text, written, bytes.length);
  }

  /** Whether it is a control character, in UTF-8 or by itself, or looks as if it were escaped. */
  private static boolean mustEscape(byte[] bytes, int at, int length) {
    int c = bytes[at] & 0xff;
    if (length == 2) {
      return c == 0xc2 && (bytes[at + 1] & 0xff) < 0xa0;
    }
    if (c == '\\') {
      return at + 1 < bytes.length && bytes[at + 1] == 'x';
    }
    return c < ' ' ? c != '\t' && c != '\r' && c != '\n' : c >= 0x7f && c < 0xa0;
  }
}
