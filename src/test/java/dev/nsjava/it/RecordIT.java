package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The picture in the README shows what the commands print. */
@KernelTest
@Tag("not-sanitized")
class RecordIT {

  @Test
  void the_picture_is_what_the_commands_print() {
    String record = Path.of("scripts/record").toAbsolutePath().toString();
    Result result = Caller.ROOT.run(Tool.SHELL, record + " --check 2>&1; echo $?");
    assertThat(result.lines()).containsExactly("0");
    assertThat(result.err()).isEmpty();
  }
}
