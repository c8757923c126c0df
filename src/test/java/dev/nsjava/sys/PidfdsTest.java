package dev.nsjava.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PidfdsTest {

  private final Pidfds pidfds = new Pidfds();

  /** Whatever the kernel has: either each process has its own, or none has. */
  @Test
  void an_inode_belongs_to_one_process() throws Exception {
    Process one = new ProcessBuilder("cat").start();
    Process two = new ProcessBuilder("cat").start();
    try {
      long inode = pidfds.inode(one.pid());
      assertThat(pidfds.inode(one.pid())).isEqualTo(inode);
      if (inode != Pidfds.NONE) {
        assertThat(pidfds.inode(two.pid())).isNotIn(inode, Pidfds.NONE);
      }
    } finally {
      one.destroy();
      two.destroy();
      one.waitFor();
      two.waitFor();
    }
  }

  @Test
  void the_dead_have_none() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();

    assertThatThrownBy(() -> pidfds.inode(process.pid()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No such process");
  }

  @Test
  void nothing_stays_open() throws IOException {
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    pidfds.inode(parent);

    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(files.filter(Files::isSymbolicLink).map(PidfdsTest::target))
          .noneMatch(target -> target.contains("pidfd"));
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
