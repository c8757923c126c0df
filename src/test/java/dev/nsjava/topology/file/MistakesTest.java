package dev.nsjava.topology.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.topology.TopologyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of what is wrong in a file: the cases of {@code mistakes.txt}. */
class MistakesTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void are_told_all_at_once_with_their_places(String name, String text, String expected) {
    String message = "none";
    try {
      assertThat(TopologyFile.read("lab.yaml", text)).isNotNull();
    } catch (TopologyException e) {
      message = String.valueOf(e.getMessage());
    }

    assertThat(message.replace("lab.yaml:", "").strip()).as(text).isEqualTo(expected.strip());
  }

  static List<Arguments> cases() throws IOException {
    List<Arguments> cases = new ArrayList<>();
    try (InputStream in = MistakesTest.class.getResourceAsStream("mistakes.txt")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String one : all.substring(all.indexOf("\n=== ") + 5).split("\n=== ", -1)) {
        int name = one.indexOf('\n') + 1;
        int end = one.indexOf("\n---\n");
        String text = one.substring(name, end + 1).replace("\n---.\n", "\n---\n");
        cases.add(Arguments.of(one.substring(0, name - 1), text, one.substring(end + 5)));
      }
    }
    return cases;
  }
}
