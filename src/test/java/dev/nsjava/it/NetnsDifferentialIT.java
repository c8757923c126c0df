package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same words to {@code ip netns} and to {@code nsjava net}; and what one of them has made to
 * the other. In namespaces of their own, with a /run of their own.
 */
@KernelTest
@Tag("not-sanitized")
class NetnsDifferentialIT {

  private static final String IP = "ip netns";
  private static final String OURS = Fixtures.NSJAVA + " net";

  /** Numbers that differ from run to run. */
  private static final Pattern NUMBER = Pattern.compile("net:\\[\\d+]|shared:\\d+");

  /** Of the maker of the scene, the scene, the command: what is printed, then what there is. */
  private static final String SCRIPT =
      """
      mount -t tmpfs none /run || exit 99
      enter() {
        ip netns exec $1 sleep infinity & p=$!
        trap "kill $p" EXIT
        until [ "$(readlink /proc/$p/exe)" = "$(readlink -f "$(command -v sleep)")" ]; do :; done
      }
      maker=$1 scene=$2 command=$3
      net() { $maker "$@"; }
      eval "$scene" || exit 98
      echo "process $p"
      eval "$command" && echo fine || echo failed
      echo "left:"
      ls -U /run/netns
      ip netns list-id
      sed -n 's/^[0-9]* [0-9]* [0-9:]* //; / \\/run/p' /proc/self/mountinfo
      """;

  record NetCase(String setup, String words) {

    static NetCase parse(String line) {
      int mark = line.indexOf(":: ");
      return new NetCase(line.substring(0, mark).strip(), line.substring(mark + 3));
    }

    String forIp() {
      Matcher option = Pattern.compile("(-\\w+) (.*)", Pattern.DOTALL).matcher(words);
      return option.matches()
          ? "ip " + option.group(1) + " netns " + option.group(2)
          : IP + " " + words;
    }

    String forOurs() {
      Matcher option = Pattern.compile("-(j|all) (.*)", Pattern.DOTALL).matcher(words);
      String plain = option.matches() ? option.group(2) : words;
      String last = option.matches() ? option.group(1).equals("j") ? " --json" : " --all" : "";
      return OURS + " " + plain.replaceAll("\\b(target-)?nsid ", "--$0") + last;
    }

    @Override
    public String toString() {
      return setup + " :: " + words;
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void ours_does_as_ip_does(NetCase c) throws Exception {
    String expected = run(IP, c.setup(), c.forIp());

    assertThat(expected).contains("\nleft:\n");
    assertThat(run(IP, c.setup(), c.forOurs())).isEqualTo(expected);
    if (c.setup().contains("net ")) {
      assertThat(run(OURS, c.setup(), c.forIp())).as("made by ours").isEqualTo(expected);
    }
  }

  private static String run(String maker, String setup, String command) throws Exception {
    String scene = setup.isEmpty() ? ":" : setup;
    Process shell =
        new ProcessBuilder("unshare", "-mn", "sh", "-c", SCRIPT, "sh", maker, scene, command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    shell.getOutputStream().close();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(shell.waitFor()).as(out).isIn(0, 1);
    return numbered(out);
  }

  /** Process ids, namespaces and groups of mounts by the order in which they come. */
  private static String numbered(String out) {
    Matcher process = Pattern.compile("process (\\d+)\n").matcher(out);
    String text = process.lookingAt() ? out.replaceAll("\\b" + process.group(1) + "\\b", "P") : out;
    Map<String, String> numbers = new LinkedHashMap<>();
    return NUMBER
        .matcher(text)
        .replaceAll(
            m -> numbers.computeIfAbsent(m.group(), n -> n.split(":", 2)[0] + numbers.size()));
  }

  static Stream<NetCase> cases() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(NetnsDifferentialIT.class.getResourceAsStream("netns-cases.txt"))) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
      return lines.stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(NetCase::parse);
    }
  }
}
