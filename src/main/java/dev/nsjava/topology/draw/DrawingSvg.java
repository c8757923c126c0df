package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.Kind;
import dev.nsjava.topology.draw.Drawing.State;
import dev.nsjava.topology.draw.DrawingPicture.Dot;
import dev.nsjava.topology.draw.DrawingPicture.Frame;
import dev.nsjava.topology.draw.DrawingPicture.Role;
import dev.nsjava.topology.draw.DrawingPicture.Text;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A picture as SVG 1.1, complete in itself. Each cell is some pixels. */
final class DrawingSvg {

  static final int CELL_WIDTH = 8;
  static final int CELL_HEIGHT = 18;

  /** Pixels around the picture, and above it for its name. */
  private static final int MARGIN = 24;

  private static final int HEAD = 40;

  private static final String STYLE =
      """
      text{font-family:ui-monospace,"DejaVu Sans Mono","Liberation Mono",Menlo,Consolas,monospace;\
      font-size:13px;fill:#475569;text-anchor:middle;dominant-baseline:central}
      .page{fill:#fff}.gap{fill:#fff}
      text.title{font-size:16px;font-weight:bold;fill:#0f172a;text-anchor:start}
      text.key{font-size:12px;text-anchor:start}
      text.name{font-weight:bold;fill:#0f172a}
      text.label{font-size:12px;fill:#64748b}
      text.middle{font-size:12px;fill:#7c3aed}
      path{fill:none;stroke:#64748b;stroke-width:1.5}
      rect.box{fill:#f8fafc;stroke:#475569;stroke-width:1.5}
      rect.bridge{fill:#eff6ff}rect.host{stroke-width:3}rect.unmanaged{stroke-dasharray:5 4}
      circle{fill:#fff;stroke:#475569;stroke-width:1.5}
      .up{stroke:#15803d}rect.box.up{fill:#f0fdf4;stroke:#15803d}circle.up{stroke:#15803d}
      .drifted{stroke:#b45309}rect.box.drifted{fill:#fffbeb;stroke:#b45309}\
      circle.drifted{stroke:#b45309}
      .missing{stroke:#b91c1c;stroke-dasharray:3 3}\
      rect.box.missing{fill:#fef2f2;stroke:#b91c1c}circle.missing{stroke:#b91c1c}
      path.up{stroke:#15803d}path.drifted{stroke:#b45309}path.missing{stroke:#b91c1c}
      text.up,text.drifted,text.missing{stroke:none}
      @media (prefers-color-scheme:dark){
      .page,.gap{fill:#0f172a}text{fill:#cbd5e1}text.title,text.name{fill:#f1f5f9}
      text.label{fill:#94a3b8}text.middle{fill:#c4b5fd}
      rect.box{fill:#1e293b;stroke:#94a3b8}rect.bridge{fill:#172554}circle{fill:#0f172a}
      rect.box.up{fill:#052e16}rect.box.drifted{fill:#451a03}rect.box.missing{fill:#450a0a}
      }
      """;

  private final DrawingPicture picture;
  private final StringBuilder out = new StringBuilder();

  private DrawingSvg(DrawingPicture picture) {
    this.picture = picture;
  }

  /** The whole document. */
  static String print(DrawingPicture picture) {
    return new DrawingSvg(picture).print();
  }

  private String print() {
    int width = Math.max(picture.width() * CELL_WIDTH, titleWidth()) + 2 * MARGIN;
    int height = picture.height() * CELL_HEIGHT + 2 * MARGIN + HEAD;
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
    out.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width);
    out.append(' ').append(height).append("\">\n<title>").append(escaped(picture.name()));
    out.append("</title>\n<style>\n").append(STYLE).append("</style>\n");
    out.append("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
    title();
    int aside = (width - 2 * MARGIN - picture.width() * CELL_WIDTH) / 2;
    out.append("<g transform=\"translate(").append(aside).append(" 0)\">\n");
    new DrawingSvgLines(picture.strokes(), out).print();
    picture.frames().forEach(this::box);
    picture.dots().forEach(this::dot);
    picture.texts().forEach(this::write);
    return out.append("</g>\n</svg>\n").toString();
  }

  /** Pixels from the left to the middle of a cell. */
  static int x(int cell) {
    return MARGIN + cell * CELL_WIDTH + CELL_WIDTH / 2;
  }

  /** Pixels from above to the middle of a line. */
  static int y(int line) {
    return MARGIN + HEAD + line * CELL_HEIGHT + CELL_HEIGHT / 2;
  }

  private int titleWidth() {
    return 10 * DrawingCells.width(picture.name()) + (states().isEmpty() ? 0 : 300);
  }

  /** Those that are to be explained. */
  private Set<State> states() {
    Set<State> states = EnumSet.noneOf(State.class);
    picture.frames().forEach(frame -> states.add(frame.state()));
    picture.strokes().forEach(stroke -> states.add(stroke.state()));
    states.remove(State.PLANNED);
    return states;
  }

  private void title() {
    int y = MARGIN + 8;
    out.append("<text class=\"title\" x=\"").append(MARGIN).append("\" y=\"").append(y);
    out.append("\">").append(escaped(picture.name())).append("</text>\n");
    int x = MARGIN + 10 * DrawingCells.width(picture.name()) + 24;
    for (State state : states()) {
      out.append("<rect class=\"box ").append(state.word()).append("\" x=\"").append(x);
      out.append("\" y=\"").append(y - 6).append("\" width=\"18\" height=\"12\" rx=\"3\"/>");
      out.append("<text class=\"key\" x=\"").append(x + 24).append("\" y=\"").append(y);
      out.append("\">").append(state.word()).append("</text>\n");
      x += 24 + 8 * state.word().length() + 16;
    }
  }

  private void box(Frame frame) {
    int width = (frame.width() - 1) * CELL_WIDTH;
    int height = (frame.height() - 1) * CELL_HEIGHT;
    rect(frame, 0, width, height);
    if (frame.kind() == Kind.BRIDGE) {
      rect(frame, 4, width, height);
    }
  }

  private void rect(Frame frame, int inset, int width, int height) {
    out.append("<rect class=\"box ").append(frame.kind().word()).append(' ');
    out.append(frame.state().word()).append("\" x=\"").append(x(frame.x()) + inset);
    out.append("\" y=\"").append(y(frame.y()) + inset).append("\" width=\"");
    out.append(width - 2 * inset).append("\" height=\"").append(height - 2 * inset);
    out.append("\" rx=\"").append((frame.kind() == Kind.BRIDGE ? 14 : 8) - inset).append("\"/>\n");
  }

  private void dot(Dot dot) {
    out.append("<circle class=\"").append(dot.state().word()).append("\" cx=\"");
    out.append(x(dot.x())).append("\" cy=\"").append(y(dot.y())).append("\" r=\"3.5\"/>\n");
  }

  private void write(Text text) {
    int x = x(0) + text.middle() * CELL_WIDTH / 2;
    int y = y(text.y());
    if (text.role() == Role.MIDDLE) {
      int width = (text.width() + 1) * CELL_WIDTH;
      out.append("<rect class=\"gap\" x=\"").append(x - width / 2).append("\" y=\"");
      out.append(y - CELL_HEIGHT / 2).append("\" width=\"").append(width).append("\" height=\"");
      out.append(CELL_HEIGHT).append("\"/>");
    }
    String role = text.role().name().toLowerCase(Locale.ROOT);
    out.append("<text class=\"").append(role).append("\" x=\"").append(x).append("\" y=\"");
    out.append(y).append("\">").append(escaped(text.text())).append("</text>\n");
  }

  /** A text between tags or in quotes. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
