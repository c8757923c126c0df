package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code nsjava ls} does beyond lsns. In a pid namespace of its own there is little to see.
 */
@KernelTest
class LsIT {

  private static final String LS = Tool.NSJAVA_LS.inShell();

  /** As init of a pid namespace with its proc; {@code ls} is our ls. */
  private static Result script(String script, String... options) {
    Caller caller = Caller.ROOT.with(options);
    List<String> words = List.of("--pid", "--fork", "--mount-proc", "sh", "-c");
    Tool shell = new Tool(Tool.UNSHARE.program(), Tool.UNSHARE.argv0(), words);
    return caller.run(shell, "ls() { " + LS + " \"$@\"; }; " + script);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          table | NS TYPE\\n\\d+ pid\\n
          json  | \\{\\n   "namespaces": \\[\\n      \\{\\n         "ns": \\d+,\\n         "type": "pid"\\n      }\\n   ]\\n}\\n
          jsonl | \\{"ns":\\d+,"type":"pid"}\\n
          csv   | NS,TYPE\\r\\n\\d+,pid\\r\\n
          """)
  void forms(String format, String out) {
    Result result = script("ls -t pid -o NS,TYPE --output-format " + format);

    assertThat(result.out().stripLeading().replaceAll("(?m)^ +NS", "NS").replace(": ", ":"))
        .matches(Pattern.compile(" *" + out.replace(": ", ":"), Pattern.DOTALL));
    assertThat(result.end()).isEqualTo("exit 0");
  }

  @Test
  void a_graph_leads_to_owners() {
    Result result =
        script(
            "exec unshare --user --pid --fork sh -c '"
                + LS
                + " -t pid -t user --output-format dot'");

    assertThat(result.lines()).startsWith("digraph namespaces {").endsWith("}");
    assertThat(result.out())
        .containsPattern("(?m)^  (\\d+) \\[label=\"user \\1\\\\n\\d+ ")
        .containsPattern("(?m)^  (\\d+) \\[label=\"pid \\1\\\\n\\d+ sh -c")
        .containsPattern("(?m)^  \\d+ -> \\d+;$");
  }

  @Test
  void into_a_pipe_each_view_is_a_line() {
    Result result =
        script("ls -t uts -o NS --watch=0.1 | { read a; read b; echo \"$a\"; echo \"$b\"; }");

    assertThat(result.lines())
        .hasSize(2)
        .allMatch(line -> line.matches("\\{\"namespaces\":\\s?\\[\\{\"ns\":\\s?\\d+}]}"), "a view");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void a_terminal_is_drawn_again() {
    Result result = script("timeout -s INT 2 " + LS + " -t uts -o NS -w0.3; echo $?", "tty=80");

    assertThat(result.out().split("\033\\[H", -1)).hasSizeGreaterThan(2);
    assertThat(result.out())
        .contains("NS")
        .contains("\033[K")
        .contains("\033[J")
        .endsWith("124\r\n");
  }

  @Test
  void colour_is_for_terminals() {
    assertThat(script("ls -t uts", "tty=80", "env=TERM=xterm", "env=PATH=/bin:/usr/bin").out())
        .contains("\033[");
    assertThat(
            script("ls -t uts", "tty=80", "env=TERM=xterm", "env=NO_COLOR=1", "env=PATH=/bin")
                .out())
        .doesNotContain("\033[");
    assertThat(script("ls -t uts", "tty=80", "env=TERM=dumb", "env=PATH=/bin:/usr/bin").out())
        .doesNotContain("\033[");
    assertThat(script("ls -t uts", "env=TERM=xterm", "env=PATH=/bin:/usr/bin").out())
        .doesNotContain("\033[");
  }

  /** The name of a container is that of its cgroup. */
  @Test
  void names_of_containers() throws Exception {
    String id = "3f2a".repeat(16);
    try (Cgroup cgroup = Cgroup.ofTasks(500, id)) {
      String script = "unshare -u sleep 100 & sleep 0.3; ls -t uts -o NAME -r -n; kill $!; wait";
      assertThat(script(script, cgroup.join()).lines()).contains(id.substring(0, 12), "");
    }
  }

  @Test
  void names_of_networks() {
    String script =
        "mkdir -p /mnt/run; mount --bind /mnt/run /run; ip netns add blue;"
            + " ls --type net --holders -o +NAME -r -n; umount /run/netns/blue /run/netns";
    assertThat(script(script).out())
        .containsPattern(
            "\\d+ net 0  root \\w* /run/netns/blue  mount\\\\x20/run/netns/blue blue|blue mount");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --watch=0          | seconds must be from 0.1 to 86400: '0'
          --watch=86401      | seconds must be from 0.1 to 86400: '86401'
          -wx                | failed to parse seconds: 'x'
          --output-format=x  | unknown output format: x
          --holder           | unrecognized
          """)
  void what_makes_no_sense(String option, String message) {
    if (message.equals("unrecognized")) {
      assertThat(Tool.NSJAVA_AS_LSNS.run(option).err()).contains("unrecognized option '--holder'");
      assertThat(Tool.NSJAVA_LS.run(option, "-t", "uts").end()).isEqualTo("exit 0");
      return;
    }
    Result result = Tool.NSJAVA_LS.run(option);
    assertThat(result.err()).isEqualTo("nsjava: " + message + "\n");
    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.out()).isEmpty();
  }

  /** The kernel nests no deeper than 32; each is asked for once, however they are found. */
  @Test
  void deep_nests() {
    String nest = "unshare -Ur ".repeat(30);
    Result result =
        script(nest + "sleep 100 & sleep 1; ls -t user -T -o NS -n; kill $!; wait 2>/dev/null");

    assertThat(result.err()).isEmpty();
    assertThat(result.lines()).hasSize(31);
  }

  @Test
  void our_own_runtime_is_not_there() {
    Result result = script("ls -t pid -o NPROCS,COMMAND -r -n");

    assertThat(result.out()).matches("2 sh\\\\x20-c.*\n");
    assertThat(script("ls $(readlink /proc/self/ns/pid | tr -dc 0-9) -o COMMAND -l -n").out())
        .contains("nsjava ls")
        .doesNotContain("java.base")
        .doesNotContain("-XX");
  }
}
