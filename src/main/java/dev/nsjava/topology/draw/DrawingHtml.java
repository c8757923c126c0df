package dev.nsjava.topology.draw;

/**
 * A page that shows a picture, to be moved with the mouse, by wheel or by keys. It needs nothing
 * but itself, and its policy lets it load nothing.
 */
final class DrawingHtml {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; script-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      """;

  private static final String STYLE =
      """
      <style>
      html,body{margin:0;height:100%;overflow:hidden;background:#fff}
      body>svg{width:100%;height:calc(100% - 58px);cursor:grab;touch-action:none;user-select:none}
      body>svg.moving{cursor:grabbing}
      nav{position:fixed;right:12px;bottom:12px;display:flex;gap:6px}
      nav button{font:16px sans-serif;min-width:34px;height:34px;border:1px solid #94a3b8;
      border-radius:6px;background:#f8fafc;color:#334155;cursor:pointer}
      @media (prefers-color-scheme:dark){html,body{background:#0f172a}
      nav button{background:#1e293b;color:#e2e8f0}}
      </style>
      """;

  private static final String SCRIPT =
      """
      <nav><button id="in" title="larger (+)">+</button>\
      <button id="out" title="smaller (-)">&minus;</button>\
      <button id="all" title="all (0)">all</button></nav>
      <script>
      "use strict";
      const svg = document.querySelector("svg");
      const whole = svg.viewBox.baseVal;
      const full = [whole.x, whole.y, whole.width, whole.height];
      let view = full.slice();
      const show = () => svg.setAttribute("viewBox", view.join(" "));
      const scale = () => Math.max(view[2] / svg.clientWidth, view[3] / svg.clientHeight);
      const point = (x, y) => {
        const s = scale();
        return [view[0] + view[2] / 2 + (x - svg.clientWidth / 2) * s,
          view[1] + view[3] / 2 + (y - svg.clientHeight / 2) * s];
      };
      const zoom = (factor, x, y) => {
        const f = Math.min(Math.max(factor, full[2] / 50 / view[2]), full[2] * 4 / view[2]);
        const [px, py] = point(x, y);
        view = [px + (view[0] - px) * f, py + (view[1] - py) * f, view[2] * f, view[3] * f];
        show();
      };
      const center = f => zoom(f, svg.clientWidth / 2, svg.clientHeight / 2);
      const all = () => { view = full.slice(); show(); };
      svg.addEventListener("wheel", e => {
        e.preventDefault();
        zoom(Math.exp(Math.sign(e.deltaY) * 0.15), e.clientX, e.clientY);
      }, {passive: false});
      const held = new Map();
      svg.addEventListener("pointerdown", e => {
        svg.setPointerCapture(e.pointerId);
        held.set(e.pointerId, [e.clientX, e.clientY]);
        svg.classList.add("moving");
      });
      svg.addEventListener("pointermove", e => {
        const was = held.get(e.pointerId);
        if (!was) return;
        const other = [...held].find(([id]) => id !== e.pointerId);
        if (other) {
          const far = ([x, y]) => Math.hypot(x - other[1][0], y - other[1][1]) || 1;
          zoom(far(was) / far([e.clientX, e.clientY]), other[1][0], other[1][1]);
        } else {
          const s = scale();
          view[0] -= (e.clientX - was[0]) * s;
          view[1] -= (e.clientY - was[1]) * s;
          show();
        }
        held.set(e.pointerId, [e.clientX, e.clientY]);
      });
      const release = e => {
        held.delete(e.pointerId);
        if (!held.size) svg.classList.remove("moving");
      };
      svg.addEventListener("pointerup", release);
      svg.addEventListener("pointercancel", release);
      document.getElementById("in").onclick = () => center(0.8);
      document.getElementById("out").onclick = () => center(1.25);
      document.getElementById("all").onclick = all;
      addEventListener("keydown", e => {
        if (e.ctrlKey || e.metaKey || e.altKey) return;
        const step = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[e.key];
        if (e.key === "+" || e.key === "=") center(0.8);
        else if (e.key === "-") center(1.25);
        else if (e.key === "0") all();
        else if (step) {
          view[0] += step[0] * view[2] / 10;
          view[1] += step[1] * view[3] / 10;
          show();
        }
      });
      </script>
      """;

  private DrawingHtml() {}

  /** The whole document. */
  static String print(DrawingPicture picture) {
    return HEAD
        + "<title>"
        + DrawingSvg.escaped(picture.name())
        + "</title>\n"
        + STYLE
        + "</head>\n<body>\n"
        + DrawingSvg.print(picture)
        + SCRIPT
        + "</body>\n</html>\n";
  }
}
