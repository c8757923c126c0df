package dev.nsjava.topology;

import java.util.ArrayList;
import java.util.List;

/** The commands of tc(8) that shape what leaves by a link. */
final class ShapeCommands {

  private static final long MILLION = 1_000_000;

  /** What a bucket holds at least: a frame as large as segmentation in hardware makes them. */
  private static final long LEAST_BURST = 65_536;

  /** The bucket is filled this often a second. */
  private static final long TICKS = 250;

  private static final String QUEUE = "50ms";

  private ShapeCommands() {}

  static List<List<String>> of(String link, Topology.Shape shape) {
    List<List<String>> commands = new ArrayList<>();
    if (shape.needsNetem()) {
      commands.add(netem(link, shape));
    }
    if (shape.rate() > 0) {
      commands.add(rate(link, shape));
    }
    return commands;
  }

  /** See tc-netem(8). */
  private static List<String> netem(String link, Topology.Shape shape) {
    List<String> words =
        NodeCommands.words("tc", "qdisc", "add", "dev", link, "root", "handle", "1:", "netem");
    if (shape.delay() > 0) {
      words.add("delay");
      words.add(shape.delay() + "us");
    }
    if (shape.jitter() > 0) {
      words.add(shape.jitter() + "us");
    }
    NodeCommands.option(words, "loss", percent(shape.loss()));
    NodeCommands.option(words, "duplicate", percent(shape.duplicate()));
    NodeCommands.option(words, "reorder", percent(shape.reorder()));
    NodeCommands.option(words, "limit", shape.limit());
    return words;
  }

  /** See tc-tbf(8). */
  private static List<String> rate(String link, Topology.Shape shape) {
    List<String> words = NodeCommands.words("tc", "qdisc", "add", "dev", link);
    words.addAll(shape.needsNetem() ? List.of("parent", "1:1") : List.of("root"));
    long burst = Math.max(LEAST_BURST, shape.rate() / Byte.SIZE / TICKS);
    words.addAll(List.of("tbf", "rate", shape.rate() + "bit", "burst", burst + "b"));
    words.addAll(List.of("latency", QUEUE));
    return words;
  }

  /** {@code 0.5%} of parts per million, or nothing for none. */
  static String percent(int parts) {
    if (parts == 0) {
      return "";
    }
    long whole = parts / (MILLION / 100);
    String rest = Long.toString(MILLION / 100 + parts % (MILLION / 100)).substring(1);
    int end = rest.length();
    while (end > 0 && rest.charAt(end - 1) == '0') {
      end--;
    }
    return whole + (end == 0 ? "" : "." + rest.substring(0, end)) + "%";
  }
}
