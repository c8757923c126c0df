package dev.nsjava.topology.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.topology.draw.Drawing.Box;
import dev.nsjava.topology.draw.Drawing.Kind;
import dev.nsjava.topology.draw.Drawing.Line;
import dev.nsjava.topology.draw.Drawing.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawingRowsTest {

  private static final int LIMIT = 80;

  /** Of boxes in rows of their own, each linked with all others, so many lines can pass at most. */
  @ParameterizedTest
  @CsvSource({"8, 0, 12", "40, 504, 26"})
  void lines_that_cannot_pass_together_are_cut(int count, int cut, int most) {
    List<Box> boxes = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    List<List<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boxes.add(new Box("n" + i, List.of(), Kind.NAMESPACE, State.PLANNED));
      rows.add(List.of(i));
      for (int j = 0; j < i; j++) {
        lines.add(new Line(j, i, List.of(), List.of(), List.of(), State.PLANNED));
      }
    }
    DrawingGraph graph = new DrawingGraph(new Drawing("mesh", boxes, lines), LIMIT);

    DrawingRows.cutCrowds(graph, rows, LIMIT);

    int cuts = 0;
    int[] passing = new int[count];
    for (int i = 0; i < lines.size(); i++) {
      cuts += graph.isCut(i) ? 1 : 0;
      for (int row = lines.get(i).from() + 1; row < lines.get(i).to() && !graph.isCut(i); row++) {
        passing[row]++;
      }
    }
    assertThat(cuts).isEqualTo(cut);
    assertThat(passing).contains(most);
    for (int there : passing) {
      assertThat(there).isLessThanOrEqualTo(LIMIT / 3);
    }
  }
}
