package dev.nsjava.topology.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.topology.Topology;
import dev.nsjava.topology.file.TopologyFile;
import org.junit.jupiter.api.Test;

class DrawingSketchTest {

  @Test
  void names_are_the_text_that_their_bytes_are() throws Exception {
    Topology topology =
        TopologyFile.read(
            "lab.yaml",
            """
            links:
              - ['a:\u65e5\u672c', 'b:\u00e9']
              - {type: macvlan, end: 'a:m', parent: '\u05d0'}
            """);
    String text = DrawingFormat.TEXT.print(Drawing.of(topology), 80, true, false);
    assertThat(text).contains(" \u65e5\u672c ", " \u00e9 ", " \u05d0 ");
  }
}
