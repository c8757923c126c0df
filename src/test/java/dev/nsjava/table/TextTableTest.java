package dev.nsjava.table;

import static dev.nsjava.table.TestTable.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The texts are what lsns(8) or libsmartcols of util-linux 2.42.4 printed, but for the colours. */
class TextTableTest {

  private static final TestColumn NS = TestColumn.number("NS").roomy(10);
  private static final TestColumn TYPE = TestColumn.left("TYPE").roomy(5);
  private static final TestColumn NPROCS = TestColumn.number("NPROCS").roomy(5);
  private static final TestColumn PID = TestColumn.number("PID").roomy(5);
  private static final TestColumn USER = TestColumn.left("USER");
  private static final TestColumn COMMAND = TestColumn.cut("COMMAND");

  private static TestTable lsns() {
    return TestTable.of(NS, TYPE, NPROCS, PID, USER, COMMAND)
        .row("4026531832", "mnt", "74", "2", "root", "kthreadd")
        .row("4026531835", "cgroup", "75", "2", "root", "kthreadd")
        .row("4026531860", "mnt", "1", "25", "root", "kdevtmpfs");
  }

  private static TestTable tree() {
    return TestTable.of(TestColumn.left("NS"), TestColumn.wrapped("MULTI"))
        .row("1", "a")
        .below(0, "2", "b")
        .below(0, "3", "c")
        .below(1, "4", "d\nd2\nd3")
        .row("5", "e")
        .below(4, "6", "f\nf2")
        .below(5, "7", "g\ng2")
        .below(4, "8", "h");
  }

  @Test
  void without_a_terminal_columns_are_as_wide_as_their_cells() {
    assertThat(lsns().print())
        .isEqualTo(
            lines(
                "        NS TYPE   NPROCS PID USER COMMAND",
                "4026531832 mnt        74   2 root kthreadd",
                "4026531835 cgroup     75   2 root kthreadd",
                "4026531860 mnt         1  25 root kdevtmpfs"));
  }

  @Test
  void a_terminal_with_room_widens_what_is_meant_to_be_wide() {
    assertThat(lsns().width(80).print())
        .isEqualTo(
            lines(
                "        NS TYPE   NPROCS   PID USER COMMAND",
                "4026531832 mnt        74     2 root kthreadd",
                "4026531835 cgroup     75     2 root kthreadd",
                "4026531860 mnt         1    25 root kdevtmpfs"));
  }

  @Test
  void a_narrow_terminal_cuts_the_command_down_to_its_heading() {
    String cut =
        lines(
            "        NS TYPE   NPROCS PID USER COMMAND",
            "4026531832 mnt        74   2 root kthread",
            "4026531835 cgroup     75   2 root kthread",
            "4026531860 mnt         1  25 root kdevtmp");
    assertThat(lsns().width(41).print()).isEqualTo(cut);
    assertThat(lsns().width(5).print()).isEqualTo(cut);
    assertThat(lsns().width(5).noTruncate().print()).contains("kdevtmpfs\n").contains(" PID");
  }

  @Test
  void cells_wider_than_their_heading_are_roomy_even_without_a_terminal() {
    assertThat(TestTable.of(PID, COMMAND).row("1234", "init").print())
        .isEqualTo(lines("  PID COMMAND", " 1234 init"));
  }

  @Test
  void what_is_absent_is_blank_and_the_last_column_ends_the_line() {
    TestTable table =
        TestTable.of(TestColumn.right("PID"), TestColumn.left("CMD"), TestColumn.left("LONGNAME"))
            .row(null, "a", null)
            .row("1", null, null)
            .row("1", "b", "")
            .row(null, null, null)
            .row("22", "b", "c");
    assertThat(table.print())
        .isEqualTo(
            lines("PID CMD LONGNAME", "    a   ", "  1     ", "  1 b   ", "        ", " 22 b   c"));
    assertThat(table.noHeadings().print())
        .isEqualTo(lines("   a ", " 1   ", " 1 b ", "     ", "22 b c"));
  }

  @Test
  void a_last_column_on_the_right_is_padded_unless_it_is_empty() {
    TestTable table = TestTable.of(TestColumn.left("CMD"), TestColumn.right("PID"));
    assertThat(table.row("init", "1").row("x", null).print())
        .isEqualTo(lines("CMD  PID", "init   1", "x    "));
  }

  @Test
  void no_rows_or_no_columns_print_nothing() {
    assertThat(TestTable.of(NS, TYPE).print()).isEmpty();
    assertThat(TestTable.of(NS, TYPE).width(80).print()).isEmpty();
    assertThat(TestTable.of().row().print()).isEmpty();
  }

  @Test
  void bytes_that_are_not_for_printing_are_escaped() {
    TestTable table =
        TestTable.of(TestColumn.left("CMD"), TestColumn.left("Z"))
            .row("a\tb\u007f", "z")
            .row("\\x41 \\n", "z")
            .row("é日本", "z")
            .row("e\u0301\u200b", "z")
            .row("\u0085\u2028", "z");
    assertThat(table.print())
        .isEqualTo(
            lines(
                "CMD                  Z",
                "a\\x09b\\x7f           z",
                "\\x5cx41 \\n           z",
                "é日本                z",
                "e\u0301\u200b                    z",
                "\\xc2\\x85\\xe2\\x80\\xa8 z"));
    assertThat(table.ascii().print())
        .contains("\\xc3\\xa9\\xe6\\x97\\xa5\\xe6\\x9c\\xac z\n")
        .contains("e\\xcc\\x81\\xe2\\x80\\x8b            z\n");
  }

  @Test
  void bytes_that_are_no_utf_8_are_escaped_one_by_one() {
    Table<TestColumn> table = new Table<>("t", List.of(TestColumn.left("C")));
    for (String bytes :
        new String[] {
          "\u00ff\u00e9",
          "\u00e2\u0082",
          "\u00ed\u00a0\u0080",
          "\u00f4\u0090\u0080\u0080",
          "\u00c0\u00af",
          "\u00e0\u0080\u00af",
          "\u00c3x"
        }) {
      table.add(null, List.of(bytes));
    }
    assertThat(Format.TABLE.print(table, Look.PLAIN))
        .isEqualTo(
            lines(
                "C",
                "\\xff\\xe9",
                "\\xe2\\x82",
                "\\xed\\xa0\\x80",
                "\\xf4\\x90\\x80\\x80",
                "\\xc0\\xaf",
                "\\xe0\\x80\\xaf",
                "\\xc3x"));
  }

  @Test
  void a_tree_stands_in_its_column_and_goes_on_beside_further_lines() {
    assertThat(tree().tree(0).print())
        .isEqualTo(
            lines(
                "NS    MULTI",
                "1     a",
                "├─2   b",
                "│ └─4 d",
                "│     d2",
                "│     d3",
                "└─3   c",
                "5     e",
                "├─6   f",
                "│ │   f2",
                "│ └─7 g",
                "│     g2",
                "└─8   h"));
    assertThat(tree().tree(0).ascii().print())
        .startsWith(
            lines(
                "NS    MULTI", "1     a", "|-2   b", "| `-4 d", "|     d2", "|     d3", "`-3   c"));
  }

  @Test
  void a_tree_in_the_last_column() {
    TestTable table =
        TestTable.of(TestColumn.number("NS"), TestColumn.cut("COMMAND"))
            .row("1", "a")
            .below(0, "2", "b")
            .below(1, "4", "d e")
            .below(0, "3", "c");
    assertThat(table.tree(1).print())
        .isEqualTo(lines("NS COMMAND", " 1 a", " 2 ├─b", " 4 │ └─d e", " 3 └─c"));
    assertThat(table.width(9).print())
        .isEqualTo(lines("NS COMMAND", " 1 a", " 2 ├─b", " 4 │ └─d e", " 3 └─c"));
    assertThat(table.noHeadings().width(6).print())
        .isEqualTo(lines("1 a", "2 ├─b", "4 │ └─", "3 └─c"));
  }

  @Test
  void without_its_column_there_is_no_tree_and_rows_stay_as_added() {
    TestTable table =
        TestTable.of(TestColumn.left("NS")).row("1").row("2").below(0, "3").below(1, "4");
    assertThat(table.print()).isEqualTo(lines("NS", "1", "2", "3", "4"));
    assertThat(table.tree(0).print()).isEqualTo(lines("NS", "1", "└─3", "2", "└─4"));
  }

  @Test
  void without_wrapping_a_newline_is_a_character_like_others() {
    TestTable table = TestTable.of(TestColumn.wrapped("NSFS")).row("/run/a\n/run/b");
    assertThat(table.print()).isEqualTo(lines("NSFS", "/run/a", "/run/b"));
    assertThat(table.noWrap().print()).isEqualTo(lines("NSFS", "/run/a\\x0a/run/b"));
  }

  @Test
  void a_wide_character_is_never_cut_in_half() {
    TestTable table =
        TestTable.of(TestColumn.cut("A"), TestColumn.left("B")).row("日本日本", "|").row("xy", "|");
    assertThat(table.width(7).print()).isEqualTo(lines("A     B", "日本  |", "xy    |"));
  }

  @Test
  void colours_change_no_width() {
    TestTable table =
        TestTable.of(TestColumn.left("NS"), TestColumn.left("X")).row("1", "a").below(0, "2", "b");
    assertThat(table.tree(0).colour().print())
        .isEqualTo(lines("\u001b[1mNS  X\u001b[0m", "1   a", "\u001b[2m└─\u001b[0m2 b"));
  }

  @Test
  void a_tree_stands_in_each_of_its_columns() {
    TestTable table =
        TestTable.of(TestColumn.number("NS"), TestColumn.left("T"), TestColumn.number("NS"))
            .row("1", "a", "1")
            .below(0, "2", "b", "2");
    assertThat(table.tree(0).print()).isEqualTo(lines("NS  T NS", "1   a 1", "└─2 b └─2"));
  }

  @Test
  void what_is_cut_may_be_part_of_an_escape() {
    TestTable table =
        TestTable.of(TestColumn.cut("A"), TestColumn.left("B")).row("a\u0001\u0001", "|");
    assertThat(table.width(6).print()).isEqualTo(lines("A    B", "a\\x0 |"));
    assertThat(table.width(7).print()).isEqualTo(lines("A     B", "a\\x01 |"));
    assertThat(table.width(8).print()).isEqualTo(lines("A      B", "a\\x01\\ |"));
  }
}
