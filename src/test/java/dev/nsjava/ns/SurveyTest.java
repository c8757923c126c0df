package dev.nsjava.ns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Surveys of a proc of our own making; what the kernel would say is in a map. */
class SurveyTest {

  private static final Set<NsType> ALL = Set.of(NsType.values());

  @TempDir Path directory;
  private FakeProc proc;

  /** Word to inode, and inode to {@code TYPE PARENT OWNER UID}. */
  private final Map<String, Long> inodes = new HashMap<>();

  private final Map<Long, String> relations = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void host() throws IOException {
    proc = new FakeProc(directory.resolve("proc"));
    Path self = directory.resolve("proc/self");
    Files.move(self.resolve("status"), directory.resolve("proc/10/status"));
    Files.delete(self);
    Files.createSymbolicLink(self, Path.of("10"));
  }

  @Test
  void processes_are_grouped_by_namespace() throws IOException {
    proc.process(300).in("net", 2).born(300, 20);
    proc.process(20).in("net", 1).command("a", "b c");
    proc.process(100).in("net", 2);

    assertThat(lines(ALL)).containsExactly("net 1 9,20 p 9", "net 2 100,300 p 100");
  }

  @Test
  void we_are_not_there_but_who_asks_is() throws IOException {
    assertThat(survey(ALL).namespaces().get(0).has(9)).isTrue();
    assertThat(survey(ALL).namespaces().get(0).has(10)).isFalse();
  }

  @Test
  void only_wanted_types_are_looked_for() throws IOException {
    for (String type : List.of("net", "uts", "mnt")) {
      proc.process(20).in(type, type.charAt(0));
      proc.process(10).in(type, 1);
    }
    proc.process(20).open(3, "net:[77]").open(4, "socket:[5]");

    assertThat(lines(Set.of(NsType.UTS))).containsExactly("uts 117 20 p 20");
    assertThat(asked).isEmpty();
  }

  @Test
  void names_may_be_anything() throws IOException {
    proc.process(20).in("net", 2).bytes("cmdline", "").comm("a) R 1 (\nb").born(20, 1);
    proc.process(21).in("net", 3).bytes("cmdline", "").comm("kthread");
    proc.process(22).in("net", 4).bytes("cmdline", "a\0\0b \0\0\0");
    proc.process(24).in("net", 6).command();
    proc.process(23).in("net", 5).bytes("cmdline", "\u00ff\n\u001b[31m");

    assertThat(lines(ALL))
        .containsExactly(
            "net 1 9 p 9",
            "net 2 20 a) R 1 (\nb",
            "net 3 21 kthread",
            "net 4 22 a  b   ",
            "net 5 23 \u00ff\n\u001b[31m",
            "net 6 24 ");
  }

  @Test
  void a_zombie_is_in_few_namespaces() throws IOException {
    proc.process(20).in("pid", 2).state('Z', 20, 9).bytes("cmdline", "");
    proc.process(10).in("pid", 2).in("user", 3);

    assertThat(lines(ALL)).containsExactly("net 1 9 p 9", "pid 2 20 p");
    assertThat(survey(ALL).hidden()).isZero();
  }

  @Test
  void the_next_process_leads_when_the_first_is_gone() throws IOException {
    proc.process(20).in("net", 2);
    proc.process(21).in("net", 2);
    proc.process(22).in("net", 3);
    Files.delete(directory.resolve("proc/20/stat"));
    Files.delete(directory.resolve("proc/22/stat"));

    assertThat(lines(ALL)).containsExactly("net 1 9 p 9", "net 2 20,21 p 21", "net 3 22 ?");
  }

  @Test
  void descriptors_and_mounts_keep_namespaces() throws IOException {
    proc.process(20).in("net", 2).open(3, "net:[7]").open(4, "/net:[8]").open(5, "net:[2]");
    proc.process(21).in("net", 2).open(3, "net:[7]").open(4, "pipe:[9]").open(5, "time:[11]");
    proc.mountinfo(
        """
        30 25 0:4 net:[10] /run/netns/a\\040b rw - nsfs nsfs rw
        31 25 0:4 net:[10] /x rw - nsfs nsfs rw
        32 25 0:4 net:[12] /y rw - tmpfs nsfs rw
        """);
    inodes.put("/proc/20/fd/3", 7L);
    relations.put(7L, "net 0 100 1000");
    relations.put(100L, "user 101 101 1000");

    assertThat(lines(Set.of(NsType.NET)))
        .containsExactly(
            "net 1 9 p 9",
            "net 2 20,21 p 20",
            "net 7  ? [fd 20/3, fd 21/3] uid 1000",
            "net 10  ? [mount /run/netns/a b, mount /x]");
    assertThat(asked).containsExactly("namespaces /proc/20/fd/3 /run/netns/a b", "namespaces /x");
  }

  @Test
  void sockets_keep_namespaces() throws IOException {
    proc.process(20).in("net", 2).open(3, "socket:[70]").open(4, "socket:[71]");
    proc.process(21).in("net", 2).open(5, "socket:[70]").open(6, "socket:[72]");
    inodes.put("20/3", 7L);
    inodes.put("20/4", 2L);
    relations.put(7L, "net 0 100 5");

    assertThat(lines(ALL)).contains("net 7  ? [socket 20/3] uid 5").hasSize(3);
    assertThat(asked).containsExactly("namespaces 20/3 20/4 21/6");
  }

  @Test
  void what_a_namespace_without_processes_belongs_to_is_there_too() throws IOException {
    proc.process(20).in("pid", 2).in("user", 3).open(3, "pid:[7]");
    proc.process(10).in("pid", 2).in("user", 3);
    inodes.put("/proc/20/fd/3", 7L);
    relations.put(7L, "pid 6 5 0");
    relations.put(6L, "pid 2 3 0");
    relations.put(5L, "user 3 3 1000");

    assertThat(lines(Set.of(NsType.PID, NsType.USER)))
        .containsExactly(
            "pid 2 20 p 20",
            "user 3 20 p 20",
            "user 5  ? uid 1000",
            "pid 6  ? uid 0",
            "pid 7  ? [fd 20/3] uid 0");
    assertThat(lines(Set.of(NsType.PID)))
        .containsExactly("pid 2 20 p 20", "pid 6  ? uid 0", "pid 7  ? [fd 20/3] uid 0");
  }

  @Test
  void other_mount_namespaces_are_looked_into_when_asked() throws IOException {
    proc.process(10).in("mnt", 50);
    proc.process(20)
        .in("net", 1)
        .in("mnt", 51)
        .bytes("mountinfo", "1 2 0:4 net:[7] /a rw - nsfs nsfs rw\n");
    proc.process(21).in("net", 1).in("mnt", 51);
    inodes.put("/proc/20/root/a", 7L);
    relations.put(7L, "net 0 0 4");

    Survey survey =
        Survey.of(
            proc.path(), new Survey.Wanted(Set.of(NsType.NET), false, false, true), this::ask);
    assertThat(survey.namespaces().stream().map(SurveyTest::line))
        .containsExactly("net 1 9,20,21 p 9", "net 7  ? [mount 20:/a] uid 4");
    assertThat(lines(Set.of(NsType.NET))).containsExactly("net 1 9,20,21 p 9");
  }

  @Test
  void relations_of_all_are_asked_once() throws IOException {
    proc.process(20).in("net", 2);
    inodes.put("/proc/9/ns/net", 1L);
    inodes.put("/proc/20/ns/net", 2L);
    relations.put(2L, "net 0 3 1000");
    relations.put(3L, "user 4 4 1000");

    Survey survey = Survey.of(proc.path(), new Survey.Wanted(ALL, true, true, false), this::ask);
    assertThat(survey.namespaces().stream().map(Namespace::inode)).containsExactly(1L, 2L, 3L);
    assertThat(survey.namespaces().get(1).relations())
        .isEqualTo(new NsRelations(NsType.NET, 0, 3, 1000));
    assertThat(asked).hasSize(1);
  }

  private Survey survey(Set<NsType> types) throws IOException {
    return Survey.of(proc.path(), new Survey.Wanted(types, false, false, false), this::ask);
  }

  private List<String> lines(Set<NsType> types) throws IOException {
    return survey(types).namespaces().stream().map(SurveyTest::line).toList();
  }

  private static String line(Namespace namespace) {
    List<String> pids = new ArrayList<>();
    for (int pid : namespace.pids()) {
      pids.add(Integer.toString(pid));
    }
    SeenProcess lead = namespace.lead();
    NsRelations relations = namespace.relations();
    return namespace.type().word()
        + " "
        + namespace.inode()
        + " "
        + String.join(",", pids)
        + " "
        + (lead == null ? "?" : lead.command())
        + (namespace.holders().isEmpty()
            ? ""
            : " " + namespace.holders().stream().map(Holder::text).toList())
        + (relations == null ? "" : " uid " + relations.uid());
  }

  /** As the launcher answers. */
  private List<String> ask(String question, List<String> words) {
    asked.add(question + " " + String.join(" ", words));
    List<String> answer = new ArrayList<>();
    for (String word : words) {
      answer.add(Long.toString(inodes.getOrDefault(word, 0L)));
    }
    relations.forEach(
        (inode, text) -> {
          answer.add(Long.toString(inode));
          answer.addAll(List.of(text.split(" ")));
        });
    return answer;
  }
}
