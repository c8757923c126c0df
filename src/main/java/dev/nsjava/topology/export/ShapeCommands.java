package dev.nsjava.topology.export;

import dev.nsjava.net.Qdisc;
import dev.nsjava.topology.Topology;
import dev.nsjava.topology.file.Quantities;
import dev.nsjava.topology.live.Qdiscs;
import java.util.List;

/** The command of tc(8) that shapes what leaves by a link. */
final class ShapeCommands {

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
    NodeCommands.option(words, "loss", Quantities.percent(netem.loss()));
    NodeCommands.option(words, "duplicate", Quantities.percent(netem.duplicate()));
    NodeCommands.option(words, "reorder", Quantities.percent(netem.reorder()));
    NodeCommands.option(words, "rate", netem.rate() == 0 ? "" : netem.rate() + "bit");
    NodeCommands.option(words, "limit", netem.limit());
  }
}
