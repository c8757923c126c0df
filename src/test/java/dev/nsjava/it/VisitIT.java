package dev.nsjava.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Visit;
import dev.nsjava.sys.LibC;
import dev.nsjava.sys.SysException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Work in the namespaces of a process that has its own. */
@KernelTest
@Tag("not-sanitized")
class VisitIT {

  private static final Path OURS = Path.of("/proc/thread-self/ns");

  @TempDir Path dir;

  private final LibC libc = LibC.load();

  @ParameterizedTest
  @EnumSource(names = {"CGROUP", "IPC", "UTS", "NET", "MNT"})
  void the_work_is_in_the_namespace_and_nobody_else_is(NsType type) throws Exception {
    try (Box box = Box.of("-Ciunm", "")) {
      Map<NsType, String> before = links();
      Map<NsType, String> wanted = new EnumMap<>(before);
      wanted.put(type, Files.readSymbolicLink(Path.of(box.file(type))).toString());

      Map<NsType, String> within = Visit.in(libc, Map.of(type, box.file(type)), VisitIT::links);

      assertThat(within).isEqualTo(wanted).isNotEqualTo(before);
      assertThat(links()).isEqualTo(before);
    }
  }

  @Test
  void several_namespaces_are_entered_at_once_the_mounts_last() throws Exception {
    try (Box box =
        Box.of("-num", "mount -t tmpfs box \"$1\"; hostname box; mount -t tmpfs x /proc", dir())) {
      Files.writeString(dir.resolve("outside"), "");
      List<String> seen =
          Visit.in(
              libc,
              Map.of(
                  NsType.MNT, box.file(NsType.MNT),
                  NsType.UTS, box.file(NsType.UTS),
                  NsType.NET, box.file(NsType.NET)),
              () -> List.of(names(dir).toString(), names(Path.of("/proc")).toString()));

      assertThat(seen).containsExactly("[]", "[]");
      assertThat(names(dir)).containsExactly("outside");
    }
  }

  @Test
  void no_descriptor_stays_open() throws Exception {
    try (Box box = Box.of("-n", "")) {
      Map<NsType, String> files = Map.of(NsType.NET, box.file(NsType.NET));
      long before = Visit.in(libc, files, VisitIT::descriptors);

      assertThat(Visit.in(libc, files, VisitIT::descriptors)).isEqualTo(before);
      assertThat(descriptors()).isEqualTo(before);
    }
  }

  @Test
  void what_the_work_throws_comes_back() {
    Map<NsType, String> files = Map.of(NsType.NET, "/proc/self/ns/net");

    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(
            () ->
                Visit.in(
                    libc,
                    files,
                    () -> {
                      throw new EOFException("the end");
                    }))
        .withMessage("the end");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                Visit.in(
                    libc,
                    files,
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .withMessage("no");
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(
            () ->
                Visit.in(
                    libc,
                    files,
                    () -> {
                      throw new StackOverflowError();
                    }));
  }

  @Test
  void refusals_are_one_line_and_no_work_is_done() {
    refused(Map.of(NsType.NET, "/nope"), "cannot open /nope: No such file or directory");
    refused(
        Map.of(NsType.NET, "/proc/self/ns/uts"),
        "cannot enter /proc/self/ns/uts: Invalid argument");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Visit.in(libc, Map.of(NsType.UTS, "/dev/null"), () -> 0))
        .withMessage("it is no namespace");
    refused(Map.of(NsType.NET, "/\u00ff"), "cannot open /\u00ff: No such file or directory");
  }

  @Test
  void no_descriptor_stays_open_after_a_refusal() throws Exception {
    Map<NsType, String> files = Map.of(NsType.UTS, "/proc/self/ns/uts", NsType.NET, "/nope");
    refused(files, "cannot open /nope: No such file or directory");
    long before = descriptors();
    refused(files, "cannot open /nope: No such file or directory");

    assertThat(descriptors()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"USER", "PID", "TIME"})
  void no_thread_enters_some_types(NsType type) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Visit.in(libc, Map.of(type, "/proc/self/ns/" + type.word()), () -> 0));
  }

  private void refused(Map<NsType, String> files, String message) {
    assertThatExceptionOfType(SysException.class)
        .isThrownBy(
            () ->
                Visit.in(
                    libc,
                    files,
                    () -> {
                      throw new IOException("got in");
                    }))
        .withMessage(message);
  }

  private String dir() {
    return dir.toString();
  }

  private static Map<NsType, String> links() throws IOException {
    Map<NsType, String> links = new EnumMap<>(NsType.class);
    for (NsType type : NsType.values()) {
      links.put(type, Files.readSymbolicLink(OURS.resolve(type.word())).toString());
    }
    return links;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static long descriptors() throws IOException {
    return names(Path.of("/proc/self/fd")).size();
  }
}
