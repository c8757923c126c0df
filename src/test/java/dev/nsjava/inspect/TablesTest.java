package dev.nsjava.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.inspect.Listing.Row;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small tables of proc(5). */
class TablesTest {

  @Test
  void shared_memory_by_its_headings() throws IOException {
    String text =
        """
               key      shmid perms                  size  cpid  lpid nattch   uid   gid
         -25306189          3  1600  18446744073692774399 27915     0      2  1000     0
                16          4   644                  4096     1     0      0     0     0
                 0          5  3600                     1     1     0      1     0     0
        """;

    assertThat(SysvTable.MEMORY.rows(text))
        .containsExactly(
            Row.of("3", "0xfe7ddbb3", "1000", "600", "18446744073692774399", "2", "dest"),
            Row.of("4", "0x00000010", "0", "644", "4096", "0", ""),
            Row.of("5", "0x00000000", "0", "600", "1", "1", "dest,locked"));
  }

  @Test
  void none_and_unknown() throws IOException {
    String headings = "       key      semid perms      nsems   uid   gid\n";

    assertThat(SysvTable.SEMAPHORES.rows(headings)).isEmpty();
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> SysvTable.QUEUES.rows(headings));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> SysvTable.QUEUES.rows(""));
  }

  @Test
  void maps_and_offsets() throws IOException {
    assertThat(
            UserView.rows("         0     100000      65536\n     65536          0          1\n"))
        .containsExactly(Row.of("0", "100000", "65536"), Row.of("65536", "0", "1"));
    assertThat(UserView.rows("")).isEmpty();
    assertThat(TimeView.rows("monotonic          -7         5\nboottime   86400         0\n"))
        .containsExactly(Row.of("monotonic", "-7", "5"), Row.of("boottime", "86400", "0"));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> UserView.rows("0 1\n"));
  }

  @Test
  void hierarchies_of_both_versions() {
    List<Hierarchy> all = Hierarchy.parse("2:cpu,cpuacct:/a:b\n1:name=systemd:/\n0::/c d\n");

    assertThat(all)
        .containsExactly(
            new Hierarchy("cpu,cpuacct", "/a:b"),
            new Hierarchy("name=systemd", "/"),
            new Hierarchy("", "/c d"));
    assertThat(all).extracting(Hierarchy::version).containsExactly("1", "1", "2");
    assertThat(all).extracting(Hierarchy::type).containsExactly("cgroup", "cgroup", "cgroup2");
  }

  @Test
  void a_hierarchy_is_mounted_as_it_is_already() throws IOException {
    List<Mount> mounts =
        Mount.parse(
            """
            31 1 0:30 / /c rw - cgroup cgroup rw,cpuacct,cpu
            32 1 0:31 / /s rw - cgroup cgroup rw,xattr,release_agent=/x,name=systemd
            33 1 0:32 / /u rw - cgroup2 cgroup2 rw,nsdelegate
            """);

    assertThat(new Hierarchy("name=systemd", "/").options(mounts)).isEqualTo("name=systemd,xattr");
    assertThat(new Hierarchy("cpu,cpuacct", "/").options(mounts)).isEqualTo("cpu,cpuacct");
    assertThat(new Hierarchy("pids", "/").options(mounts)).isEqualTo("pids");
    assertThat(new Hierarchy("", "/").options(mounts)).isEmpty();
  }

  @Test
  void what_was_skipped_is_said_once_for_each_reason() {
    Skipped skipped = new Skipped();
    skipped.add(Skipped.Kind.PART, "net routes", "Permission denied");
    skipped.add(Skipped.Kind.PROCESS, "", "Permission denied");
    skipped.add(Skipped.Kind.PROCESS, "", "Permission denied");
    skipped.add(Skipped.Kind.PART, "uts hostname", "Permission denied");
    skipped.add(Skipped.Kind.SECTION, "time", "the kernel has no such namespaces");

    assertThat(skipped.lines())
        .containsExactly(
            "skipped 2 processes: Permission denied",
            "skipped 2 parts (net routes, uts hostname): Permission denied",
            "skipped 1 section (time): the kernel has no such namespaces");
  }
}
