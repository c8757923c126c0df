package dev.nsjava.ns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcStatTest {

  @Test
  void a_name_may_look_like_the_fields_after_it() {
    String line =
        "7 (x) Z 5 1 1) S 42 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 3133440 382 1 2\n";

    assertThat(ProcStat.parse(line)).isEqualTo(new ProcStat('S', 42, 987654));
    assertThat(ProcStat.parse(FakeProc.stat(7, 'Z', 1, 5))).isEqualTo(new ProcStat('Z', 1, 5));
  }

  @Test
  void our_own_parent_is_our_parent() throws IOException {
    long parent = ProcessHandle.current().parent().orElseThrow().pid();

    assertThat(ProcStat.of("/proc/self").parent()).isEqualTo(parent);
    assertThat(ProcStat.of("/proc/self").isDead()).isFalse();
  }

  @Test
  void where_nothing_is_to_be_read_there_is_no_process(@TempDir Path directory) throws IOException {
    Files.createFile(directory.resolve("stat"));

    assertThatThrownBy(() -> ProcStat.of(directory.toString())).hasMessage("No such process");
    assertThatThrownBy(() -> ProcStat.of("/proc/0")).isInstanceOf(IOException.class);
  }
}
