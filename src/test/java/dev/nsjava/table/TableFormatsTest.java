package dev.nsjava.table;

import static dev.nsjava.table.TestTable.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The other formats; raw, JSON and its layouts as libsmartcols 2.42.4 printed them. */
class TableFormatsTest {

  private static final int DEEP = 10_000;

  private static TestTable tree() {
    return TestTable.of(
            TestColumn.number("NS"), TestColumn.wrapped("NSFS"), TestColumn.left("TYPE"))
        .row("1", null, "x0")
        .below(0, "2", "/a,/b", "")
        .below(1, "4", "d", "q\"\\\t\u0001\u007fé")
        .below(0, null, "c", null)
        .row("5", "e", "x4");
  }

  @Test
  void raw_lists_escape_what_would_part_words() {
    TestTable table =
        TestTable.of(TestColumn.number("PID"), TestColumn.left("CMD"), TestColumn.wrapped("NSFS"))
            .row("1", " a b\\\t\"é", "/a,/b")
            .row(null, "", null)
            .row("22", "trail ", "c");
    assertThat(table.print(Format.RAW))
        .isEqualTo(
            lines(
                "PID CMD NSFS",
                "1 \\x20a\\x20b\\x5c\\x09\"\\xc3\\xa9 /a,/b",
                "  ",
                "22 trail\\x20 c"));
    assertThat(table.noHeadings().print(Format.RAW)).startsWith("1 ");
    assertThat(TestTable.of(TestColumn.left("A")).print(Format.RAW)).isEmpty();
  }

  @Test
  void raw_lists_escape_the_glyphs_of_trees_too() {
    TestTable table =
        TestTable.of(TestColumn.number("PID"), TestColumn.cut("COMMAND"))
            .row("2", "kthreadd")
            .below(0, "25", "kdevtmpfs");
    assertThat(table.tree(1).print(Format.RAW))
        .isEqualTo(
            lines("PID COMMAND", "2 kthreadd", "25 \\xe2\\x94\\x94\\xe2\\x94\\x80kdevtmpfs"));
    assertThat(table.ascii().print(Format.RAW)).endsWith("25 `-kdevtmpfs\n");
  }

  @Test
  void json_nests_children_where_a_tree_is_shown() {
    assertThat(tree().tree(0).print(Format.JSON))
        .isEqualTo(
            lines(
                "{",
                "   \"namespaces\": [",
                "      {",
                "         \"ns\": 1,",
                "         \"nsfs\": null,",
                "         \"type\": \"x0\",",
                "         \"children\": [",
                "            {",
                "               \"ns\": 2,",
                "               \"nsfs\": \"/a,/b\",",
                "               \"type\": null,",
                "               \"children\": [",
                "                  {",
                "                     \"ns\": 4,",
                "                     \"nsfs\": \"d\",",
                "                     \"type\": \"q\\\"\\\\\\t\\u0001\u007fé\"",
                "                  }",
                "               ]",
                "            },{",
                "               \"ns\": null,",
                "               \"nsfs\": \"c\",",
                "               \"type\": null",
                "            }",
                "         ]",
                "      },{",
                "         \"ns\": 5,",
                "         \"nsfs\": \"e\",",
                "         \"type\": \"x4\"",
                "      }",
                "   ]",
                "}"));
  }

  @Test
  void json_of_no_rows() {
    TestTable table = TestTable.of(TestColumn.number("NS"));
    assertThat(table.print(Format.JSON))
        .isEqualTo(lines("{", "   \"namespaces\": [", "", "   ]", "}"));
    assertThat(table.print(Format.JSON_COMPACT)).isEqualTo(lines("{\"namespaces\":[", "]}"));
    assertThat(table.print(Format.JSONL)).isEmpty();
  }

  @Test
  void json_without_a_tree_is_flat() {
    String flat = tree().print(Format.JSON);
    assertThat(flat).doesNotContain("children");
    assertThat(flat.lines().filter(line -> line.startsWith("         \"ns\":"))).hasSize(5);
  }

  @Test
  void compact_json_has_a_line_for_each_root() {
    assertThat(tree().tree(0).print(Format.JSON_COMPACT))
        .isEqualTo(
            lines(
                "{\"namespaces\":[",
                "{\"ns\":1,\"nsfs\":null,\"type\":\"x0\",\"children\":["
                    + "{\"ns\":2,\"nsfs\":\"/a,/b\",\"type\":null,\"children\":["
                    + "{\"ns\":4,\"nsfs\":\"d\",\"type\":\"q\\\"\\\\\\t\\u0001\u007fé\"}]},"
                    + "{\"ns\":null,\"nsfs\":\"c\",\"type\":null}]},",
                "{\"ns\":5,\"nsfs\":\"e\",\"type\":\"x4\"}",
                "]}"));
  }

  /** libsmartcols leaves out the colon after the key of children. */
  @Test
  void json_lines_are_documents_of_their_own() {
    TestTable table =
        TestTable.of(TestColumn.number("NS"), TestColumn.left("T"))
            .row("1", "a")
            .below(0, "2", "b")
            .row("3", "");
    assertThat(table.print(Format.JSONL))
        .isEqualTo(
            lines("{\"ns\":1,\"t\":\"a\"}", "{\"ns\":2,\"t\":\"b\"}", "{\"ns\":3,\"t\":null}"));
    assertThat(table.tree(0).print(Format.JSONL))
        .isEqualTo(
            lines(
                "{\"ns\":1,\"t\":\"a\",\"children\":[{\"ns\":2,\"t\":\"b\"}]}",
                "{\"ns\":3,\"t\":null}"));
  }

  @Test
  void csv_quotes_only_what_needs_it() {
    TestTable table =
        TestTable.of(TestColumn.number("NS"), TestColumn.left("A"), TestColumn.wrapped("NSFS"))
            .row("1", "plain text", "/a,/b")
            .row(null, "say \"hi\"", "")
            .row("3", "a,b", "line\r");
    assertThat(table.print(Format.CSV))
        .isEqualTo(
            "NS,A,NSFS\r\n1,plain text,\"/a,/b\"\r\n,\"say \"\"hi\"\"\",\r\n3,\"a,b\",\"line\r\"\r\n");
    assertThat(table.noHeadings().print(Format.CSV)).startsWith("1,");
  }

  @Test
  void csv_says_nothing_to_a_terminal() {
    assertThat(csvOf("\u001b]0;x\u0007\u009b1m\u007f"))
        .isEqualTo("\\x1b]0;x\\x07\\xc2\\x9b1m\\x7f\r\n");
    assertThat(csvOf("tab\tnewline\n\u0001")).isEqualTo("\"tab\tnewline\n\\x01\"\r\n");
    assertThat(csvOf("\\x1b \\n é\u00a0漢")).isEqualTo("\\x5cx1b \\n é\u00a0漢\r\n");
  }

  private static String csvOf(String cell) {
    return TestTable.of(TestColumn.left("A")).row(cell).noHeadings().print(Format.CSV);
  }

  @Test
  void csv_escapes_bytes_that_are_controls_where_there_is_no_utf_8() {
    Table<TestColumn> table = new Table<>("t", List.of(TestColumn.left("A")));
    table.add(null, List.of("a\u009b\u00ff\u00e2\u0082"));
    assertThat(Format.CSV.print(table, Look.PLAIN)).isEqualTo("A\r\na\\x9b\u00ff\u00e2\\x82\r\n");
  }

  @Test
  void json_says_nothing_to_a_terminal_where_that_is_wanted() {
    TestTable table = TestTable.of(TestColumn.left("A")).row("\u009b\u007f").guarded();
    assertThat(table.print(Format.JSONL)).isEqualTo(lines("{\"a\":\"\\u009b\\u007f\"}"));
    assertThat(table.print(Format.JSON_COMPACT)).contains("\"\\u009b\\u007f\"");
    assertThat(table.print(Format.JSON)).contains("\"\\u009b\\u007f\"");
  }

  @Test
  void raw_trees_stand_in_each_of_their_columns() {
    TestTable table =
        TestTable.of(TestColumn.number("NS"), TestColumn.left("T"), TestColumn.number("NS"))
            .row("1", "a", "1")
            .below(0, "2", "b", "2");
    assertThat(table.tree(0).ascii().print(Format.RAW))
        .isEqualTo(lines("NS T NS", "1 a 1", "`-2 b `-2"));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void a_tree_may_be_as_deep_as_it_has_rows(Format format) {
    Table<TestColumn> table = new Table<>("t", List.of(TestColumn.left("A")));
    Row row = null;
    for (int i = 0; i < DEEP; i++) {
      row = table.add(row, List.of("x"));
    }
    int[] pieces = {0};
    Output out =
        new Output(
            piece -> {
              pieces[0]++;
              assertThat(piece.length()).isBetween(1 << 19, 1 << 20);
            });
    Look look = new Look(0, true, true, true, true, false, true, table.columns().get(0));
    format.print(table, look, out);
    assertThat(pieces[0]).isGreaterThanOrEqualTo(format == Format.TABLE ? 40 : 0);
    assertThat(out.toString()).endsWith("\n");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void pieces_are_the_text(Format format) {
    Table<TestColumn> table =
        new Table<>("t", List.of(TestColumn.left("A"), TestColumn.wrapped("B")));
    Row row = null;
    for (int i = 0; i < 700; i++) {
      String cell = i % 3 == 0 ? "\u0001".repeat(1 + 5 * i) : "b".repeat(3 * i);
      row = table.add(i % 100 == 0 ? null : row, List.of("a" + i, cell + "\nc"));
    }
    Look look = new Look(0, true, true, true, true, false, true, table.columns().get(0));
    StringBuilder text = new StringBuilder();
    Output out = new Output(text::append);
    format.print(table, look, out);
    assertThat(text).hasSizeGreaterThan(1 << 20);
    assertThat(text.append(out).toString().equals(format.print(table, look))).isTrue();
  }
}
