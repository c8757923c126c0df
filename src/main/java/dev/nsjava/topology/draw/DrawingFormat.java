package dev.nsjava.topology.draw;

/** What a drawing is printed as. */
public enum DrawingFormat {
  /** For a terminal. */
  TEXT,
  SVG,
  HTML,
  MERMAID,
  DOT;

  private static final int LEAST = 20;

  /**
   * A whole drawing, which ends with a newline.
   *
   * @param columns of the terminal, for {@link #TEXT}
   * @param utf8 whether {@link #TEXT} may have other characters than those of ASCII
   * @param colour whether {@link #TEXT} shows states by colours
   */
  public String print(Drawing drawing, int columns, boolean utf8, boolean colour) {
    return switch (this) {
      case TEXT ->
          DrawingText.print(
              DrawingLayout.of(drawing, Math.max(LEAST, columns), true), utf8, colour);
      case SVG -> DrawingSvg.print(roomy(drawing));
      case HTML -> DrawingHtml.print(roomy(drawing));
      case MERMAID -> DrawingMermaid.print(drawing);
      case DOT -> DrawingDot.print(drawing);
    };
  }

  private static DrawingPicture roomy(Drawing drawing) {
    return DrawingLayout.of(drawing, DrawingLayout.roomy(drawing), false);
  }
}
