package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.Box;
import dev.nsjava.topology.draw.Drawing.Kind;
import dev.nsjava.topology.draw.Drawing.Line;
import dev.nsjava.topology.draw.Drawing.State;
import java.util.List;

/** A drawing in the language of Graphviz, see dot(1). */
final class DrawingDot {

  private DrawingDot() {}

  /** The whole text. */
  static String print(Drawing drawing) {
    StringBuilder out = new StringBuilder();
    out.append("graph \"").append(escaped(drawing.name())).append("\" {\n");
    out.append("  node [shape=box, style=rounded, fontname=\"monospace\", fontsize=11];\n");
    out.append("  edge [fontname=\"monospace\", fontsize=9];\n");
    for (int i = 0; i < drawing.boxes().size(); i++) {
      Box box = drawing.boxes().get(i);
      out.append("  n").append(i).append(" [label=\"").append(escaped(box.name()));
      box.text().forEach(text -> out.append("\\n").append(escaped(text)));
      out.append('"').append(shape(box.kind())).append(colour(box.state())).append("];\n");
    }
    for (Line line : drawing.lines()) {
      out.append("  n").append(line.from()).append(" -- n").append(line.to()).append(" [");
      out.append("taillabel=\"").append(joined(line.fromLabel()));
      out.append("\", headlabel=\"").append(joined(line.toLabel()));
      out.append("\", label=\"").append(joined(line.middle())).append('"');
      out.append(colour(line.state())).append("];\n");
    }
    return out.append("}\n").toString();
  }

  private static String joined(List<String> texts) {
    StringBuilder joined = new StringBuilder();
    for (String text : texts) {
      joined.append(joined.isEmpty() ? "" : "\\n").append(escaped(text));
    }
    return joined.toString();
  }

  private static String shape(Kind kind) {
    return switch (kind) {
      case HOST -> ", penwidth=3";
      case NAMESPACE -> "";
      case BRIDGE -> ", peripheries=2";
      case UNMANAGED -> ", style=\"rounded,dashed\"";
    };
  }

  private static String colour(State state) {
    return switch (state) {
      case PLANNED -> "";
      case UP -> ", color=\"#15803d\"";
      case DRIFTED -> ", color=\"#b45309\"";
      case MISSING -> ", color=\"#b91c1c\"";
    };
  }

  /** In a string with quotes: neither its end nor an escape sequence. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
