package dev.nsjava.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.inspect.Listing.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes in a proc of our own making, in which we are process 10. */
class MemberTest {

  @TempDir Path proc;
  private final Skipped skipped = new Skipped();

  @BeforeEach
  void make_our_own() throws IOException {
    process("self", "10", "S (sleeping)", "9", "java\n");
    process("10", "10", "S (sleeping)", "9", "java\n");
    write("uptime", "1.0 1.0\n");
  }

  @Test
  void a_name_may_be_anything() throws IOException {
    process("20", "20\t3\t1", "S (sleeping)", "1", "a) R\nUid:\t7\u00ff\n");
    link("20", "pid:[4026532000]");

    assertThat(all())
        .containsExactly(
            new Member(
                List.of("20", "3", "1"), "1", "1000", "S", "a) R\nUid:\t7\u00ff", 4026532000L));
    assertThat(all().get(0).depth()).isEqualTo(2);
    assertThat(skipped.lines()).isEmpty();
  }

  @Test
  void zombies_and_kernel_threads_have_no_namespace() throws IOException {
    process("2", "2", "S (sleeping)", "0", "kthreadd\n");
    process("21", "21", "Z (zombie)", "2", "gone\n");

    assertThat(all())
        .containsExactlyInAnyOrder(
            new Member(List.of("2"), "0", "1000", "S", "kthreadd", null),
            new Member(List.of("21"), "2", "1000", "Z", "gone", null));
  }

  @Test
  void an_old_kernel_has_one_number_only() throws IOException {
    write("22/status", "Name:\tp\nState:\tR (running)\nPid:\t22\nPPid:\t1\nUid:\t1\t2\t3\t4\n");
    write("22/comm", "p\n");

    assertThat(all()).containsExactly(new Member(List.of("22"), "1", "2", "R", "p", null));
  }

  @Test
  void one_that_has_ended_is_not_worth_a_word() throws IOException {
    Files.createDirectory(proc.resolve("23"));

    assertThat(all()).isEmpty();
    assertThat(skipped.lines()).isEmpty();
  }

  @Test
  void the_caller_is_whom_proc_says() throws IOException {
    assertThat(Inspection.caller(proc)).isEqualTo(9);

    process("self", "310\t10", "S (sleeping)", "9", "java\n");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Inspection.caller(proc))
        .withMessage(proc + " does not show the processes of this pid namespace");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Inspection.caller(proc.resolve("20")));
  }

  @Test
  void parents_outside_are_none() {
    Member first = new Member(List.of("30", "1"), "7", "0", "S", "init", 5L);
    Member second = new Member(List.of("40", "12"), "30", "0", "R", "child", 5L);
    Member below = new Member(List.of("35", "2", "1"), "40", "0", "R", "nested", 6L);

    assertThat(PidView.rows(List.of(second, below, first), 1))
        .containsExactly(
            Row.of("1", "0", "30", "0", "S", "init"),
            Row.of("2", "12", "35", "0", "R", "nested"),
            Row.of("12", "1", "40", "0", "R", "child"));
  }

  private List<Member> all() {
    return Member.all(proc.toString(), skipped);
  }

  private void process(String pid, String numbers, String state, String parent, String comm)
      throws IOException {
    String status =
        "Name:\tUid:\\n\nState:\t%s\nPid:\t%s\nPPid:\t%s\nUid:\t0\t1000\t0\t0\nNSpid:\t%s\n"
            .formatted(state, pid.equals("self") ? "10" : pid, parent, numbers);
    write(pid + "/status", status);
    write(pid + "/comm", comm);
  }

  private void link(String pid, String namespace) throws IOException {
    Files.createDirectory(proc.resolve(pid + "/ns"));
    Files.createSymbolicLink(proc.resolve(pid + "/ns/pid"), Path.of(namespace));
  }

  private void write(String file, String text) throws IOException {
    Path path = proc.resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    Files.write(path, text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
