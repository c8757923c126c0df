package dev.nsjava.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table and the look it is printed with, for tests. Texts are Java's own and become UTF-8. */
final class TestTable {

  private final List<TestColumn> columns;
  private final Table<TestColumn> table;
  private final List<Row> rows = new ArrayList<>();
  private int width;
  private boolean utf8 = true;
  private boolean headings = true;
  private boolean cut = true;
  private boolean wrap = true;
  private boolean colour;
  private boolean guarded;
  private @Nullable Column tree;

  private TestTable(List<TestColumn> columns) {
    this.columns = columns;
    this.table = new Table<>("namespaces", columns);
  }

  static TestTable of(TestColumn... columns) {
    return new TestTable(List.of(columns));
  }

  TestTable row(@Nullable String... cells) {
    return add(null, cells);
  }

  /** A row below an earlier one. */
  TestTable below(int parent, @Nullable String... cells) {
    return add(rows.get(parent), cells);
  }

  private TestTable add(@Nullable Row parent, @Nullable String... cells) {
    List<@Nullable String> bytes = new ArrayList<>();
    for (String cell : cells) {
      bytes.add(cell == null ? null : bytes(cell));
    }
    rows.add(table.add(parent, bytes));
    return this;
  }

  TestTable width(int cells) {
    width = cells;
    return this;
  }

  TestTable ascii() {
    utf8 = false;
    return this;
  }

  TestTable noHeadings() {
    headings = false;
    return this;
  }

  TestTable noTruncate() {
    cut = false;
    return this;
  }

  TestTable noWrap() {
    wrap = false;
    return this;
  }

  TestTable colour() {
    colour = true;
    return this;
  }

  TestTable guarded() {
    guarded = true;
    return this;
  }

  TestTable tree(int column) {
    tree = columns.get(column);
    return this;
  }

  String print() {
    return print(Format.TABLE);
  }

  String print(Format format) {
    String bytes =
        format.print(table, new Look(width, utf8, headings, cut, wrap, colour, guarded, tree));
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Lines as in a golden text, each with its newline. */
  static String lines(String... lines) {
    return String.join("\n", Arrays.asList(lines)) + "\n";
  }
}
