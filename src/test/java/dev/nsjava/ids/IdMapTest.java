package dev.nsjava.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdMapTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # self | own | blocks             | map
          5  | 0    | auto:100000:65536       | 5:0:1,0:100000:5,6:100005:65531
          0  | 1000 | auto:100000:65536       | 0:1000:1,1:100000:65536
          70000 | 0 | auto:100000:65536       | 70000:0:1,0:100000:65536
          -1 | 0    | auto:100000:65536       | 0:100000:65536
          0  | 1000 | auto:1000:10            | 0:1000:1,1:1001:9
          3  | 0    | 0:0:10                  | 3:0:1,0:1:3,4:4:6
          0  | 0    | 0:1000:10               | 0:0:1,1:1000:9
          0  | 5    | 0:0:10                  | 0:5:1,1:0:5,6:6:4
          0  | 0    | 0:0:10                  | 0:0:1,1:1:9
          9  | 0    | 0:0:10                  | 9:0:1,0:1:9
          0  | 0    | 0:0:1                   | 0:0:1
          0  | 1000 | 100000:100000:10        | 0:1000:1,100000:100000:10
          0  | 1000 | 5:50:5 20:70:5          | 0:1000:1,5:50:5,20:70:5
          7  | 72   | 5:50:5 20:70:5          | 7:72:1,5:50:2,8:52:2,20:70:2,22:73:2
          -1 | 0    | 20:70:5 5:50:5          | 20:70:5,5:50:5
          """)
  void the_own_id_goes_first_and_blocks_close_up_around_it(
      long self, long own, String blocks, String map) {
    List<IdRange> ranges = new ArrayList<>();
    for (String block : blocks.split(" ", -1)) {
      boolean auto = block.startsWith("auto:");
      IdRange range = IdRange.parse(auto ? block.replace("auto", "0") : block);
      ranges.add(auto ? range.asPacked() : range);
    }
    assertThat(IdMap.of(IdKind.UID, self, own, ranges).text()).isEqualTo(map);
  }

  /** util-linux compares with one too many and loses an id here. */
  @Test
  void a_range_that_ends_where_the_own_id_begins_loses_nothing() {
    assertThat(map(15, 0, new IdRange(10, 1000, 5))).isEqualTo("15:0:1,10:1000:5");
    assertThat(map(0, 1005, new IdRange(10, 1000, 5))).isEqualTo("0:1005:1,10:1000:5");
  }

  @Test
  void the_own_id_alone_needs_no_number() {
    IdMap map = IdMap.of(IdKind.GID, 5, 1000, List.of());
    assertThat(map.isSelf()).isTrue();
    assertThat(map.text()).isEqualTo("5:egid:1");
    assertThat(IdMap.of(IdKind.UID, IdMap.NOBODY, 1000, List.of()).isEmpty()).isTrue();
  }

  @Test
  void ranges_must_not_overlap_on_either_side() {
    refused(
        "mappings '0:0:10' and '9:100:1' overlap", new IdRange(0, 0, 10), new IdRange(9, 100, 1));
    refused("mappings '0:0:10' and '10:9:1' overlap", new IdRange(0, 0, 10), new IdRange(10, 9, 1));
    refused(
        "mappings '0:0:10' and '5:200:1' overlap",
        new IdRange(0, 0, 10),
        new IdRange(20, 100, 1),
        new IdRange(5, 200, 1));
    assertThat(map(IdMap.NOBODY, 0, new IdRange(0, 0, 10), new IdRange(10, 10, 1)))
        .isEqualTo("0:0:10,10:10:1");
  }

  @Test
  void the_kernel_takes_340_ranges() {
    assertThat(map(IdMap.NOBODY, 0, ranges(340, 1)))
        .startsWith("1:1:1,3:3:1")
        .endsWith("679:679:1");
    refused("too many ranges for uid_map: 341, at most 340", ranges(341, 1));
  }

  @Test
  void the_kernel_takes_one_page() {
    // 185 lines of 22 bytes, one of 25: 4095 bytes.
    IdRange[] ranges = Arrays.copyOf(ranges(185, 100_000_001), 186);
    ranges[185] = new IdRange(200_000_000, 200_000_000, 1000);
    assertThat(map(IdMap.NOBODY, 0, ranges)).hasSize(4094);
    ranges[185] = new IdRange(200_000_000, 200_000_000, 10_000);
    refused("uid_map too large for kernel 4k limit", ranges);
  }

  private static IdRange[] ranges(int count, int first) {
    IdRange[] ranges = new IdRange[count];
    for (int i = 0; i < count; i++) {
      ranges[i] = new IdRange(first + 2L * i, first + 2L * i, 1);
    }
    return ranges;
  }

  private static String map(long self, long own, IdRange... ranges) {
    return IdMap.of(IdKind.UID, self, own, List.of(ranges)).text();
  }

  private static void refused(String message, IdRange... ranges) {
    assertThatExceptionOfType(IdException.class)
        .isThrownBy(() -> map(IdMap.NOBODY, 0, ranges))
        .withMessage(message);
  }
}
