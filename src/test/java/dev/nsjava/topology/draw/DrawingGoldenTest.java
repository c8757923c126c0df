package dev.nsjava.topology.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nsjava.topology.draw.Drawing.Box;
import dev.nsjava.topology.draw.Drawing.Kind;
import dev.nsjava.topology.draw.Drawing.Line;
import dev.nsjava.topology.draw.Drawing.State;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Drawings as somebody has looked at them and found them good. */
class DrawingGoldenTest {

  /** A drawing, and the file it is to be, whose ending says the format. */
  private record Golden(String file, Drawing drawing) {}

  static Stream<Golden> all() {
    return Stream.of(
        new Golden("pair.txt", Drawing.of(DrawnNetworks.chain(2))),
        new Golden("office.txt", Drawing.of(DrawnNetworks.office())),
        new Golden("office.ascii", Drawing.of(DrawnNetworks.office())),
        new Golden("office.svg", Drawing.of(DrawnNetworks.office())),
        new Golden("office.mmd", Drawing.of(DrawnNetworks.office())),
        new Golden("office.dot", Drawing.of(DrawnNetworks.office())),
        new Golden("wan.txt", Drawing.of(DrawnNetworks.wan())),
        new Golden("shop.txt", Drawing.of(DrawnNetworks.shop())),
        new Golden("star-12.txt", Drawing.of(DrawnNetworks.star(12))),
        new Golden("star-60.txt", Drawing.of(DrawnNetworks.star(60))),
        new Golden("hub-12.txt", Drawing.of(DrawnNetworks.hub(12))),
        new Golden("ring-12.txt", Drawing.of(DrawnNetworks.ring(12))),
        new Golden("dual-12.txt", Drawing.of(DrawnNetworks.dual(12))),
        new Golden("grid-12.txt", Drawing.of(DrawnNetworks.grid(4, 3))),
        new Golden("hostile.txt", hostile()),
        new Golden("hostile.ansi", hostile()),
        new Golden("hostile.ascii", hostile()),
        new Golden("hostile.svg", hostile()),
        new Golden("hostile.html", hostile()),
        new Golden("hostile.mmd", hostile()),
        new Golden("hostile.dot", hostile()));
  }

  /** All kinds and states, with names that would be something else to each format. */
  private static Drawing hostile() {
    List<Box> boxes = new ArrayList<>();
    boxes.add(new Box("host", List.of("\u001b]0;title\u0007"), Kind.HOST, State.UP));
    boxes.add(new Box("<script>alert(1)</script>", List.of(), Kind.BRIDGE, State.UP));
    boxes.add(new Box("\"];\\n{rm}", List.of("a\nb", "`$(x)`"), Kind.NAMESPACE, State.DRIFTED));
    boxes.add(new Box("\u202egnp.exe", List.of("&amp;'"), Kind.NAMESPACE, State.MISSING));
    boxes.add(new Box("\u7db2\u8def e\u0301", List.of("%s%n"), Kind.UNMANAGED, State.PLANNED));
    List<Line> lines = new ArrayList<>();
    lines.add(line(0, 1, "br0", "", "NAT", State.UP));
    lines.add(line(1, 2, "", "eth0\"|x|", "20ms\r", State.DRIFTED));
    lines.add(line(1, 3, "", "eth0", "<!--", State.MISSING));
    lines.add(line(3, 4, "]]>", "</svg>", "--> ", State.PLANNED));
    return new Drawing("a \"b\" <c> --", boxes, lines);
  }

  private static Line line(
      int from, int to, String fromLabel, String toLabel, String middle, State state) {
    List<String> first = fromLabel.isEmpty() ? List.of() : List.of(fromLabel);
    List<String> second = toLabel.isEmpty() ? List.of() : List.of(toLabel);
    return new Line(from, to, first, second, List.of(middle), state);
  }

  @ParameterizedTest
  @MethodSource("all")
  void looks_as_it_did(Golden golden) throws Exception {
    String file = "drawings/" + golden.file;
    try (InputStream in = DrawingGoldenTest.class.getResourceAsStream(file)) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      assertThat(print(golden)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static String print(Golden golden) {
    String ending = golden.file.substring(golden.file.indexOf('.') + 1);
    Drawing drawing = golden.drawing;
    return switch (ending) {
      case "ascii" -> DrawingFormat.TEXT.print(drawing, 80, false, false);
      case "ansi" -> DrawingFormat.TEXT.print(drawing, 80, true, true);
      case "svg" -> DrawingFormat.SVG.print(drawing, 80, true, false);
      case "html" -> DrawingFormat.HTML.print(drawing, 80, true, false);
      case "mmd" -> DrawingFormat.MERMAID.print(drawing, 80, true, false);
      case "dot" -> DrawingFormat.DOT.print(drawing, 80, true, false);
      default -> DrawingFormat.TEXT.print(drawing, 80, true, false);
    };
  }

  /** Writes them anew into the directory that is the first argument, to be looked at. */
  public static void main(String[] args) throws Exception {
    for (Golden golden : all().toList()) {
      Files.writeString(Path.of(args[0], golden.file), print(golden));
    }
  }
}
