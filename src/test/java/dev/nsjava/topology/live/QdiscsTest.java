package dev.nsjava.topology.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.net.Qdisc;
import dev.nsjava.topology.Topology;
import org.junit.jupiter.api.Test;

class QdiscsTest {

  @Test
  void a_rate_alone_needs_no_netem() {
    assertThat(Qdiscs.of(shape(0, 10_000_000), 0))
        .isEqualTo(new Qdisc.Tbf(10_000_000, 5000, 1_518_000));
    assertThat(Qdiscs.of(shape(0, 1_000_000_000), 9000))
        .isEqualTo(new Qdisc.Tbf(1_000_000_000, 500_000, 9_018_000));
    assertThat(Qdiscs.of(shape(0, 8_000), 0)).isEqualTo(new Qdisc.Tbf(8_000, 3036, 1_518_000));
  }

  @Test
  void netem_does_the_rest_and_the_rate_too() {
    assertThat(Qdiscs.of(new Topology.Shape(20_000, 2_000, 1, 2, 3, 4_000, 5), 0))
        .isEqualTo(new Qdisc.Netem(20_000, 2_000, 1, 2, 3, 4_000, 5));
  }

  @Test
  void nothing_needs_nothing() {
    assertThat(Qdiscs.of(null, 0)).isNull();
    assertThat(Qdiscs.of(shape(0, 0), 0)).isNull();
  }

  private static Topology.Shape shape(long delay, long rate) {
    return new Topology.Shape(delay, 0, 0, 0, 0, rate, 1000);
  }
}
