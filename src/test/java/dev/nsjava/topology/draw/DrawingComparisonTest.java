package dev.nsjava.topology.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.topology.draw.Drawing.Box;
import dev.nsjava.topology.draw.Drawing.Line;
import dev.nsjava.topology.draw.Drawing.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawingComparisonTest {

  @Test
  void what_is_as_planned_is_up() {
    Drawing office = Drawing.of(DrawnNetworks.office());

    Drawing compared = DrawingComparison.of(office, office);

    assertThat(compared.boxes()).extracting(Box::state).containsOnly(State.UP);
    assertThat(compared.lines()).extracting(Line::state).containsOnly(State.UP);
  }

  @Test
  void another_address_has_drifted_and_what_is_not_there_is_missing() {
    Drawing office = Drawing.of(DrawnNetworks.office());
    List<Line> lines = new ArrayList<>(office.lines());
    Line last = lines.removeLast();
    Line changed = lines.removeLast();
    lines.add(
        new Line(
            changed.to(),
            changed.from(),
            changed.toLabel(),
            List.of("eth0", "10.10.0.9/24"),
            changed.middle(),
            changed.state()));
    Drawing live = new Drawing("office", office.boxes(), lines);

    Drawing compared = DrawingComparison.of(office, live);

    assertThat(compared.lines())
        .extracting(Line::state)
        .containsExactly(State.UP, State.UP, State.DRIFTED, State.MISSING);
    assertThat(compared.lines().getLast().middle()).containsExactly("(missing)");
    assertThat(compared.lines().getLast().fromLabel()).isEqualTo(last.fromLabel());
  }
}
