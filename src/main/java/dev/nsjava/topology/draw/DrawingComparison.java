package dev.nsjava.topology.draw;

import dev.nsjava.topology.draw.Drawing.Box;
import dev.nsjava.topology.draw.Drawing.Line;
import dev.nsjava.topology.draw.Drawing.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A drawing of what is planned, with what there is: both in one, each with its state. */
final class DrawingComparison {

  private final Drawing planned;
  private final Drawing live;
  private final List<Box> boxes = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  /** The numbers of boxes here by what they are known by. */
  private final Map<String, Integer> numbers = new HashMap<>();

  private DrawingComparison(Drawing planned, Drawing live) {
    this.planned = planned;
    this.live = live;
  }

  /** What is there only, and not planned, has drifted, too. */
  static Drawing of(Drawing planned, Drawing live) {
    DrawingComparison comparison = new DrawingComparison(planned, live);
    comparison.boxes();
    comparison.lines();
    return new Drawing(planned.name(), comparison.boxes, comparison.lines);
  }

  /** A drawing of what there is: names may be there several times. */
  static Drawing up(Drawing live) {
    List<Box> boxes = new ArrayList<>();
    for (Box box : live.boxes()) {
      boxes.add(new Box(box.name(), box.text(), box.kind(), State.UP));
    }
    List<Line> lines = new ArrayList<>();
    for (Line line : live.lines()) {
      lines.add(
          new Line(
              line.from(), line.to(), line.fromLabel(), line.toLabel(), line.middle(), State.UP));
    }
    return new Drawing(live.name(), boxes, lines);
  }

  private void boxes() {
    Map<String, Box> there = new LinkedHashMap<>();
    live.boxes().forEach(box -> there.put(key(box), box));
    for (Box box : planned.boxes()) {
      Box other = there.remove(key(box));
      boolean same = other != null && alike(box.text(), other.text());
      add(box, other == null ? State.MISSING : same ? State.UP : State.DRIFTED);
    }
    there.values().forEach(box -> add(box, State.DRIFTED));
  }

  private void add(Box box, State state) {
    numbers.put(key(box), boxes.size());
    boxes.add(new Box(box.name(), box.text(), box.kind(), state));
  }

  private static String key(Box box) {
    return box.kind() + " " + box.name();
  }

  /** The order of addresses is the kernel's. */
  private static boolean alike(List<String> one, List<String> other) {
    return new HashSet<>(one).equals(new HashSet<>(other));
  }

  private void lines() {
    Map<String, Line> there = new LinkedHashMap<>();
    live.lines().forEach(line -> there.put(key(live, line, false), line));
    for (Line line : planned.lines()) {
      Line other = there.remove(key(planned, line, false));
      boolean turned = other == null;
      other = turned ? there.remove(key(planned, line, true)) : other;
      boolean same = other != null && isSame(line, other, turned);
      add(planned, line, other == null ? State.MISSING : same ? State.UP : State.DRIFTED);
    }
    there.values().forEach(line -> add(live, line, State.DRIFTED));
  }

  private static boolean isSame(Line line, Line other, boolean turned) {
    return alike(line.fromLabel(), turned ? other.toLabel() : other.fromLabel())
        && alike(line.toLabel(), turned ? other.fromLabel() : other.toLabel())
        && alike(line.middle(), other.middle());
  }

  /** Both boxes, and the interfaces at them. */
  private static String key(Drawing drawing, Line line, boolean turned) {
    String from = key(drawing.boxes().get(line.from())) + first(line.fromLabel());
    String to = key(drawing.boxes().get(line.to())) + first(line.toLabel());
    return turned ? to + "\n" + from : from + "\n" + to;
  }

  private static String first(List<String> label) {
    return label.isEmpty() ? "" : ":" + label.getFirst();
  }

  private void add(Drawing from, Line line, State state) {
    List<String> middle = new ArrayList<>(line.middle());
    if (state == State.DRIFTED || state == State.MISSING) {
      middle.add("(" + state.word() + ")"); // also where there are no colours
    }
    lines.add(
        new Line(
            number(from.boxes().get(line.from())),
            number(from.boxes().get(line.to())),
            line.fromLabel(),
            line.toLabel(),
            middle,
            state));
  }

  private int number(Box box) {
    Integer number = numbers.get(key(box));
    if (number == null) {
      throw new IllegalStateException("a line to a box that is in neither drawing");
    }
    return number;
  }
}
