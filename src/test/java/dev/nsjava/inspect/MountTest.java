package dev.nsjava.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nsjava.inspect.Listing.Row;
import dev.nsjava.inspect.MntView.Compared;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountTest {

  private static final String HOST =
      """
      23 1 0:20 / / rw,relatime - ext4 /dev/root rw
      24 23 0:21 / /proc rw,nosuid shared:5 - proc proc rw
      25 23 0:22 / /tmp rw shared:6 - tmpfs tmpfs rw,size=64k
      """;

  @Test
  void a_line_with_everything() throws IOException {
    String line =
        "36 35 98:0 /mnt1 /a\\040b\\011\\134 ro,noatime shared:3 master:1 propagate_from:2"
            + " - fuse.ssh host:/x\\040y rw,errors=continue\n";

    assertThat(Mount.parse(line))
        .containsExactly(
            new Mount(
                "/a b\t\\",
                "fuse.ssh",
                "host:/x y",
                "98:0",
                "/mnt1",
                "ro,noatime,errors=continue",
                "shared,slave"));
  }

  @Test
  void no_propagation_and_no_source() throws IOException {
    Mount mount = Mount.parse("36 35 0:9 / /x rw - tmpfs  rw,size=4k\n").get(0);

    assertThat(mount.propagation()).isEqualTo("private");
    assertThat(mount.source()).isEmpty();
    assertThat(mount.options()).isEqualTo("rw,size=4k");
  }

  /** A directory may be called so. */
  @Test
  void a_dash_is_no_end_before_the_options_are() throws IOException {
    assertThat(Mount.parse("36 35 0:9 - - rw unbindable - tmpfs - rw\n"))
        .containsExactly(new Mount("-", "tmpfs", "-", "0:9", "-", "rw", "unbindable"));
  }

  @Test
  void what_is_no_mountinfo_is_said() {
    for (String text : List.of("36 35 0:9 / /x rw tmpfs tmpfs rw", "x", "1 2 3 4 5 6 - a b")) {
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> Mount.parse(text));
    }
  }

  @Test
  void new_changed_same_and_missing() throws IOException {
    String here =
        """
        33 1 0:20 / / rw,relatime - ext4 /dev/root rw
        34 33 0:30 / /proc rw,nosuid - proc proc rw
        35 33 0:31 / /sys rw - sysfs sysfs rw
        """;

    Compared compared = MntView.compare(Mount.parse(here), Mount.parse(HOST));

    assertThat(compared.rows())
        .extracting(row -> row.cells().get(0) + " " + row.cells().get(1))
        .containsExactly("same /", "changed /proc", "new /sys");
    assertThat(compared.missing()).containsExactly(Row.of("/tmp", "tmpfs", "tmpfs"));
  }

  /** It is new although there is a mount on the same point below it. */
  @Test
  void mounts_upon_mounts_are_compared_from_the_lowest_up() throws IOException {
    String more = HOST + "40 24 0:40 / /proc rw - proc proc rw\n";

    Compared compared = MntView.compare(Mount.parse(more), Mount.parse(HOST));

    assertThat(compared.rows())
        .extracting(row -> row.cells().get(0))
        .containsExactly("same", "same", "same", "new");
    assertThat(compared.missing()).isEmpty();
    assertThat(MntView.compare(Mount.parse(HOST), Mount.parse(more)).missing())
        .containsExactly(Row.of("/proc", "proc", "proc"));
  }

  @Test
  void nobody_knows_what_a_hidden_host_has() throws IOException {
    Compared compared = MntView.alone(Mount.parse(HOST));

    assertThat(compared.rows())
        .extracting(row -> row.cells().get(0) + " " + row.cells().get(1))
        .containsExactly("? /", "? /proc", "? /tmp");
  }

  /** A name may have any byte but a newline. */
  @Test
  void what_a_budget_does_not_allow_is_counted() throws IOException {
    String text = "1 1 0:9 / /a\rb rw - t s rw\n".repeat(5);
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);

    Mount.Some some = Mount.read(new ByteArrayInputStream(bytes), "", 3L * 27);
    assertThat(some.mounts()).extracting(Mount::point).containsOnly("/a\rb").hasSize(3);
    assertThat(some.more()).isEqualTo(2);
    assertThat(Mount.read(new ByteArrayInputStream(bytes), "", 1000).more()).isZero();
  }

  @Test
  void how_changes_spread_is_no_difference() throws IOException {
    String slaves = HOST.replace("shared:", "master:");

    assertThat(MntView.compare(Mount.parse(slaves), Mount.parse(HOST)).rows())
        .extracting(row -> row.cells().get(0))
        .containsOnly("same");
  }
}
