package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.Box;
import dev.nsjava.topology.draw.Drawing.Kind;
import dev.nsjava.topology.draw.Drawing.Line;
import dev.nsjava.topology.draw.Drawing.State;
import java.util.ArrayList;
import java.util.List;

/** A drawing as a flowchart of Mermaid, which GitHub and GitLab draw: see mermaid.js.org. */
final class DrawingMermaid {

  private DrawingMermaid() {}

  /** The whole text. */
  static String print(Drawing drawing) {
    StringBuilder out = new StringBuilder("flowchart TB\n");
    for (int i = 0; i < drawing.boxes().size(); i++) {
      Box box = drawing.boxes().get(i);
      List<String> lines = new ArrayList<>();
      lines.add("<b>" + escaped(box.name()) + "</b>");
      box.text().forEach(text -> lines.add(escaped(text)));
      String shape = box.kind() == Kind.BRIDGE ? "([\"%\"])" : "[\"%\"]";
      out.append("  n").append(i).append(shape.replace("%", String.join("<br/>", lines)));
      out.append(":::").append(style(box)).append('\n');
    }
    for (Line line : drawing.lines()) {
      List<String> label = new ArrayList<>();
      add(label, line.fromLabel());
      add(label, line.middle());
      add(label, line.toLabel());
      out.append("  n").append(line.from()).append(" ---");
      out.append(label.isEmpty() ? "" : "|\"" + String.join("<br/>", label) + "\"|");
      out.append(" n").append(line.to()).append('\n');
    }
    styles(drawing, out);
    return out.toString();
  }

  private static void add(List<String> label, List<String> texts) {
    if (!texts.isEmpty()) {
      label.add(escaped(String.join(" ", texts)));
    }
  }

  private static String style(Box box) {
    return box.state() == State.PLANNED ? box.kind().word() : box.state().word();
  }

  private static void styles(Drawing drawing, StringBuilder out) {
    out.append("  classDef namespace fill:#f8fafc,stroke:#475569,color:#0f172a\n");
    out.append("  classDef host fill:#f8fafc,stroke:#475569,stroke-width:3px,color:#0f172a\n");
    out.append("  classDef bridge fill:#eff6ff,stroke:#475569,color:#0f172a\n");
    out.append(
        "  classDef unmanaged fill:#fff,stroke:#475569,stroke-dasharray:5 4,color:#0f172a\n");
    out.append("  classDef up fill:#f0fdf4,stroke:#15803d,color:#0f172a\n");
    out.append("  classDef drifted fill:#fffbeb,stroke:#b45309,color:#0f172a\n");
    out.append("  classDef missing fill:#fef2f2,stroke:#b91c1c,color:#0f172a\n");
    for (int i = 0; i < drawing.lines().size(); i++) {
      String colour = colour(drawing.lines().get(i).state());
      if (!colour.isEmpty()) {
        out.append("  linkStyle ").append(i).append(" stroke:").append(colour).append('\n');
      }
    }
  }

  private static String colour(State state) {
    return switch (state) {
      case PLANNED -> "";
      case UP -> "#15803d";
      case DRIFTED -> "#b45309";
      case MISSING -> "#b91c1c";
    };
  }

  /** All but letters, digits and what is in addresses: by its number, in Mermaid's own way. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      boolean plain = Character.isLetterOrDigit(point) || " .:/-_%,+".indexOf(point) >= 0;
      if (plain) {
        escaped.appendCodePoint(point);
      } else {
        escaped.append('#').append(point).append(';');
      }
    }
    return escaped.toString();
  }
}
