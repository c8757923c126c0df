package dev.nsjava.topology;

import dev.nsjava.net.Qdisc;
import java.util.List;

/** The command of tc(8) that shapes what leaves by a link. */
final class ShapeCommands {

  private static final long MILLION = 1_000_000;

  private ShapeCommands() {}

  /**
   * The words of it, or nothing for a shape that has no effect.
   *
   * @param mtu of the link, in bytes, or 0
   */
  static List<String> of(String link, Topology.Shape shape, long mtu) {
    List<String> words = NodeCommands.words("tc", "qdisc", "add", "dev", link, "root");
    Qdisc qdisc = Qdiscs.of(shape, mtu);
    if (qdisc instanceof Qdisc.Netem netem) {
      netem(words, netem);
    } else if (qdisc instanceof Qdisc.Tbf tbf) {
      words.addAll(List.of("tbf", "rate", tbf.rate() + "bit", "burst", tbf.burst() + "b"));
      words.addAll(List.of("limit", tbf.limit() + "b"));
    } else {
      return List.of();
    }
    return words;
  }

  private static void netem(List<String> words, Qdisc.Netem netem) {
    words.add("netem");
    if (netem.delay() > 0) {
      words.add("delay");
      words.add(netem.delay() + "us");
    }
    if (netem.jitter() > 0) {
      words.add(netem.jitter() + "us");
    }
    NodeCommands.option(words, "loss", percent(netem.loss()));
    NodeCommands.option(words, "duplicate", percent(netem.duplicate()));
    NodeCommands.option(words, "reorder", percent(netem.reorder()));
    NodeCommands.option(words, "rate", netem.rate() == 0 ? "" : netem.rate() + "bit");
    NodeCommands.option(words, "limit", netem.limit());
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
