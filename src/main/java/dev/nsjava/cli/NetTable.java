package dev.nsjava.cli;

import dev.nsjava.inspect.Field.Kind;
import dev.nsjava.launch.Answer;
import dev.nsjava.ns.Printable;
import dev.nsjava.table.Format;
import dev.nsjava.table.Json;
import dev.nsjava.table.Look;
import dev.nsjava.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a command of {@code net} lists, for people or for programs. */
final class NetTable {

  private final String name;
  private final List<InspectColumn> columns = new ArrayList<>();
  private final List<List<@Nullable String>> rows = new ArrayList<>();
  private final StringBuilder notes = new StringBuilder();

  /** An empty one; in JSON the key of all of it is its name. */
  NetTable(String name) {
    this.name = name;
  }

  NetTable text(String heading) {
    return column(heading, Kind.TEXT);
  }

  NetTable number(String heading) {
    return column(heading, Kind.NUMBER);
  }

  /** A column whose cells have parts, with {@code \n} between. */
  NetTable list(String heading) {
    return column(heading, Kind.LIST);
  }

  private NetTable column(String heading, Kind kind) {
    columns.add(new InspectColumn(heading, kind));
    return this;
  }

  /** Adds a row: a cell for each column, null or empty where there is nothing. */
  void add(@Nullable String... cells) {
    rows.add(Arrays.asList(cells));
  }

  /** Says what could not be seen. */
  void note(String why) {
    notes.append(Invocation.PRODUCT + ": ").append(Printable.whole(why)).append('\n');
  }

  Answer answer(boolean json, boolean utf8) {
    return Answer.report(json ? json() : table(utf8), notes.toString());
  }

  private String table(boolean utf8) {
    Table<InspectColumn> table = new Table<>(name, columns);
    for (List<@Nullable String> cells : rows) {
      List<@Nullable String> line = new ArrayList<>(cells);
      line.replaceAll(cell -> cell == null ? null : cell.replace('\n', ','));
      table.add(null, line);
    }
    Look look = new Look(0, utf8, true, false, false, false, true, null);
    return Format.TABLE.print(table, look);
  }

  private String json() {
    Json json = Json.indented().beginObject().key(name).beginArray();
    for (List<@Nullable String> cells : rows) {
      json.beginObject();
      for (int i = 0; i < columns.size(); i++) {
        String cell = cells.get(i);
        json.key(columns.get(i).heading().toLowerCase(Locale.ROOT));
        InspectJson.value(
            json, columns.get(i).kind(), cell == null || cell.isEmpty() ? null : cell);
      }
      json.endObject();
    }
    return json.endArray().endObject().toString();
  }
}
