package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No JVM shows, nowhere: what the table of {@link UnshareDifferentialIT} does not say about it. */
@KernelTest
class TransparencyIT {

  private static final List<String> NOISE =
      List.of(
          "env=PATH=/mnt/bin:/usr/bin",
          "env=JAVA_TOOL_OPTIONS=-Xnope",
          "env=_JAVA_OPTIONS=-Xmx1k",
          "env=JDK_JAVA_OPTIONS=-version",
          "env=JAVA_OPTIONS=-Xnope",
          "env=CLASSPATH=/nope",
          "env=JAVA_HOME=/nope",
          "env=LD_PRELOAD=/nope.so",
          "env=LD_LIBRARY_PATH=/nope",
          "env=LD_AUDIT=/nope.so",
          "env=LD_DEBUG=all",
          "env=MALLOC_CHECK_=3",
          "env=GLIBC_TUNABLES=nope",
          "env=TMPDIR=/nope",
          "env=HOME=/nope",
          "env=LC_ALL=nope",
          "env=PICOCLI_TRACE=DEBUG",
          "env=JAVA_TOOL_OPTIONS=-XX:Flags=/nope");

  /** What ours does in there, util-linux's does, too. */
  @ParameterizedTest(name = "unshare {0} nsjava unshare")
  @ValueSource(
      strings = {
        "-Ur",
        "-Uc",
        "-U",
        "-rpf --mount-proc",
        "-muinpf --mount-proc",
        "-T --boottime 5",
        "-n",
        "-C",
        "-m --propagation=shared",
        "-S 54321",
        "-rm -w /proc",
        "-pf",
        "--map-users=0,0,100"
      })
  @Execution(ExecutionMode.CONCURRENT)
  void inside_other_namespaces_it_is_the_same(String outer) {
    String inner = " -r sh -c 'probe ns,ids,maps,caps,dirs,time,signals,fds,children; exit 3'";

    assertThat(Tool.SHELL.run("/usr/bin/unshare " + outer + " " + Tool.NSJAVA.inShell() + inner))
        .isEqualTo(
            Tool.SHELL
                .run("/usr/bin/unshare " + outer + " /usr/bin/unshare" + inner)
                .named(Tool.UNSHARE, Tool.NSJAVA));
  }

  @Test
  void where_its_runtime_would_become_the_init_of_a_pid_namespace_it_refuses() {
    Result result = Tool.SHELL.run("/usr/bin/unshare -p " + Tool.NSJAVA.inShell() + " -u true");

    assertThat(result.end()).isEqualTo("exit 1");
    assertThat(result.err().lines()).hasSize(1).first().asString().contains("fork");
  }

  @Tag("not-sanitized")
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-u", "-f", "--map-user=ada", "-r"})
  void the_environment_is_neither_obeyed_nor_changed(String option) {
    Result result = new Caller(NOISE).run(Tool.NSJAVA, option, "/mnt/bin/probe", "env");

    assertThat(result.err()).isEmpty();
    assertThat(result.lines())
        .containsExactlyElementsOf(NOISE.stream().map(o -> o.replace("env=", "env ")).toList());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"-u true", "--map-user=ada true", "--map-auto true", "--help", "--nope", "nope"})
  void nothing_is_written_anywhere(String words) {
    Caller caller = Caller.ROOT.with("tmpfs=/tmp", "tmpfs=/var/tmp", "tmpfs=/dev/shm");

    Result result =
        caller.run(
            Tool.SHELL,
            "%s %s >/dev/null 2>&1; find /mnt/home /tmp /var/tmp /dev/shm ! -type d"
                .formatted(Tool.NSJAVA.inShell(), words));

    assertThat(result).isEqualTo(new Result("exit 0", "", "", List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-u", "-r", "--map-user=ada", "-pf"})
  void a_read_only_system_is_enough(String option) {
    Caller caller = Caller.ROOT.with("readonly=/", "readonly=/mnt", "readonly=/dev/shm");

    assertThat(caller.run(Tool.NSJAVA, option, "sh", "-c", "exit 3"))
        .isEqualTo(new Result("exit 3", "", "", List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("longLines")
  @Execution(ExecutionMode.CONCURRENT)
  void a_long_command_line_arrives(String name, List<String> arguments) {
    List<String> words =
        Stream.concat(
                Stream.of("-u", "sh", "-c", "echo $#; printf '%s|' \"$@\" | cksum", "sh"),
                arguments.stream())
            .toList();

    assertThat(Caller.ROOT.run(Tool.NSJAVA, words))
        .as(name)
        .isEqualTo(Caller.ROOT.run(Tool.UNSHARE, words));
  }

  static Stream<Arguments> longLines() {
    return Stream.of(
        Arguments.of(
            "ten words of 100 KB",
            IntStream.range(0, 10).mapToObj(i -> "x".repeat(100_000) + i).toList()),
        Arguments.of(
            "20000 words", IntStream.range(0, 20_000).mapToObj(Integer::toString).toList()),
        Arguments.of(
            "bytes", IntStream.range(1, 256).mapToObj(i -> String.format("\\x%02x", i)).toList()));
  }

  @Test
  void a_large_environment_arrives() {
    String[] variables =
        IntStream.range(0, 400)
            .mapToObj(i -> "env=V" + i + "=" + "y".repeat(1000))
            .toArray(String[]::new);
    Caller caller = Caller.ROOT.with("env=PATH=/mnt/bin").with(variables);

    assertThat(caller.run(Tool.NSJAVA, "-u", "probe", "env"))
        .isEqualTo(caller.run(Tool.UNSHARE, "-u", "probe", "env"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/usr/bin/unshare", "./x/unshare", "unshare"})
  void getopt_names_the_whole_argv0(String argv0) {
    Tool ours = new Tool(Tool.NSJAVA_AS_UNSHARE.program(), argv0, List.of());
    Tool model = new Tool(Tool.UNSHARE.program(), argv0, List.of());

    assertThat(ours.run("--nope")).isEqualTo(model.run("--nope"));
    assertThat(ours.run("--uts=/nope", "true")).isEqualTo(model.run("--uts=/nope", "true"));
  }

  @Test
  void without_any_file_descriptor_it_works() {
    Caller caller = Caller.ROOT.with("close=0,1,2");

    assertThat(caller.run(Tool.NSJAVA, "-f", "sh", "-c", "exit 7").end()).isEqualTo("exit 7");
  }

  /** What the assistant says must not end in its own socket, read as another status. */
  @Test
  void without_any_file_descriptor_it_fails_as_it_always_does() {
    Caller caller = Caller.ROOT.with("close=0,1,2");

    assertThat(caller.run(Tool.NSJAVA, "--uts=/nope", "true").end()).isEqualTo("exit 1");
    assertThat(caller.run(Tool.NSJAVA, "--uts=/mnt/file", "nosuch"))
        .isEqualTo(new Result("exit 127", "", "", List.of()));
  }

  @Test
  void the_runtime_s_time_is_nobody_s() {
    Result result =
        Tool.SHELL.run(
            Tool.NSJAVA.inShell()
                + " sh -c 'wait; times'; "
                + Tool.NSJAVA.inShell()
                + " probe usage");

    assertThat(result.out()).contains("children used time 0 faults 0 memory 0 ticks 0");
    assertThat(result.lines().get(1)).isEqualTo("0m0.000000s 0m0.000000s");
  }

  @Test
  void a_program_that_waits_for_children_finds_none() {
    Result result =
        IntStream.range(0, 10)
            .mapToObj(i -> Tool.NSJAVA.run("-p", "probe", "children"))
            .reduce((a, b) -> a.out().isEmpty() ? b : a)
            .orElseThrow();

    assertThat(result).isEqualTo(new Result("exit 0", "", "", List.of()));
  }
}
