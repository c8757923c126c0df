package dev.nsjava.ns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStateTest {

  @TempDir Path dir;

  /** That of the runtime is as old as this machine's. */
  @Test
  void a_file_is_known_by_five_numbers() throws IOException {
    Path file = Path.of(System.getProperty("java.home"), "release");
    String ino = Files.getAttribute(file, "unix:ino").toString();

    assertThat(FileState.of(file.toString()))
        .matches("\\d+:" + ino + ":" + Files.size(file) + ":\\d{18,}:\\d{18,}");
  }

  /** It could change once more within the same tick of the clock that files have. */
  @Test
  void what_has_changed_just_now_cannot_be_told() throws IOException {
    assertThat(FileState.of(Files.createFile(dir.resolve("new")).toString())).isNull();
  }

  @Test
  void what_is_not_there_is_known_by_that() {
    assertThat(FileState.of(dir.resolve("nothing").toString())).isEqualTo("-");
    assertThat(FileState.of(dir.resolve("no/thing").toString())).isEqualTo("-");
  }

  @Test
  void what_cannot_be_looked_at_cannot_be_told() throws IOException {
    Path loop = dir.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertThat(FileState.of(loop.toString())).isNull();
  }
}
