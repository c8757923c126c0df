package dev.nsjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What GitHub runs for us must not change without a commit, and may do no more than it needs. */
class WorkflowsTest {
  /**
   * A tag can be moved to other code, a hash cannot; the version is for people and for Dependabot.
   */
  private static final Pattern PINNED =
      Pattern.compile("(\\./\\S+|[\\w.-]+/[\\w./-]+@[0-9a-f]{40} # v[0-9.]+)");

  static List<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(".github/workflows"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void actions_are_pinned(Path file) throws IOException {
    List<String> uses = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      int at = line.indexOf("uses: ");
      if (at >= 0) {
        uses.add(line.substring(at + "uses: ".length()));
      }
    }
    assertThat(uses).isNotEmpty().allMatch(PINNED.asMatchPredicate());
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void nothing_is_secret(Path file) throws IOException {
    assertThat(Files.readString(file)).doesNotContain("secrets");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void each_job_has_its_own_rights_and_an_end(Path file) throws IOException {
    Map<?, ?> workflow =
        map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    assertThat(map(workflow.get("permissions"))).isEmpty();
    assertThat(map(workflow.get("concurrency")).get("group")).isNotNull();
    for (Object each : map(workflow.get("jobs")).values()) {
      Map<?, ?> job = map(each);
      assertThat(map(job.get("permissions"))).isNotEmpty();
      if (job.containsKey("uses")) {
        continue; // another workflow, which is looked at by itself
      }
      assertThat(job.get("timeout-minutes")).isInstanceOf(Integer.class);
      for (Object step : (List<?>) job.get("steps")) {
        if (String.valueOf(map(step).get("uses")).startsWith("actions/checkout@")) {
          assertThat(map(map(step).get("with")).get("persist-credentials")).isEqualTo(false);
        }
      }
    }
  }

  private static Map<?, ?> map(Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return (Map<?, ?>) value;
  }
}
