package dev.nsjava.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tables of {@code tables.txt}: trees, cut, wrapped, wide and broken texts in all widths. */
class TableGoldenTest {

  @TestFactory
  List<DynamicTest> prints_what_libsmartcols_printed() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    List<String> lines = lines("tables.txt");
    for (int start = 0; start < lines.size(); ) {
      int end = start + 1;
      while (end < lines.size() && !lines.get(end).startsWith("@")) {
        end++;
      }
      List<String> one = lines.subList(start, end);
      tests.add(DynamicTest.dynamicTest(tests.size() + " " + one.get(0), () -> check(one)));
      start = end;
    }
    return tests;
  }

  static List<String> lines(String resource) throws IOException {
    try (InputStream in = TableGoldenTest.class.getResourceAsStream(resource)) {
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.ISO_8859_1);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  private static void check(List<String> lines) {
    List<TestColumn> columns = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    Table<TestColumn> table = new Table<>("namespaces", columns);
    Column tree = null;
    for (String line : lines) {
      String[] words = line.split(" ", 5);
      switch (line.charAt(0)) {
        case 'C' -> {
          int flags = Integer.parseInt(words[1]);
          columns.add(column(flags, words));
          tree = (flags & 2) != 0 ? columns.getLast() : tree;
        }
        case 'R' -> {
          int parent = Integer.parseInt(words[1]);
          rows.add(
              table.add(
                  parent < 0 ? null : rows.get(parent), Arrays.asList(new String[columns.size()])));
        }
        case 'D' ->
            rows.getLast().cells().set(Integer.parseInt(words[1]), text(line.split(" ", 3)[2]));
        case '>' -> expected.append(text(line.substring(1))).append('\n');
        default -> {} // the first: how it is printed
      }
    }
    String[] how = lines.get(0).split(" ", -1);
    String letters = how[3];
    Look look =
        new Look(
            Integer.parseInt(how[1]),
            how[2].equals("1"),
            !letters.contains("n"),
            true,
            true,
            false,
            false,
            tree);
    Format format =
        letters.contains("J") ? Format.JSON : letters.contains("r") ? Format.RAW : Format.TABLE;
    assertThat(format.print(table, look)).isEqualTo(expected.toString());
  }

  private static TestColumn column(int flags, String[] words) {
    return new TestColumn(
        words[4],
        (flags & 4) != 0,
        words[2].equals("1"),
        (flags & 1) != 0,
        (flags & 64) != 0,
        Integer.parseInt(words[3]));
  }

  private static String text(String escaped) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      if (escaped.startsWith("\\x", i)) {
        text.append((char) Integer.parseInt(escaped.substring(i + 2, i + 4), 16));
        i += 3;
      } else if (escaped.startsWith("\\n", i)) {
        text.append('\n');
        i++;
      } else {
        text.append(escaped.charAt(i));
      }
    }
    return text.toString();
  }
}
