package dev.nsjava.topology.draw;

import dev.nsjava.topology.Topology;
import dev.nsjava.topology.Topology.End;
import dev.nsjava.topology.Topology.Kind;
import dev.nsjava.topology.Topology.Link;
import dev.nsjava.topology.Topology.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What a drawing says of links, in few words. */
final class DrawingWords {

  private static final int THOUSAND = 1000;

  private DrawingWords() {}

  /** What is the same in both directions of a pair, a line each. */
  static void shapes(Link link, List<String> lines) {
    if (isSymmetric(link)) {
      Shape shape = link.a().shape();
      lines.addAll(shape == null ? List.of() : of(shape));
    }
    if (link.mtu() > 0) {
      lines.add("mtu " + link.mtu());
    }
  }

  /** What is done in one direction only, at the end that does it. */
  static void shape(End end, Link link, List<String> lines) {
    Shape shape = end.shape();
    if (shape != null && !isSymmetric(link)) {
      lines.addAll(of(shape));
    }
  }

  private static boolean isSymmetric(Link link) {
    End other = link.b();
    Shape shape = link.a().shape();
    return other != null && (shape == null ? other.shape() == null : shape.equals(other.shape()));
  }

  /** {@code 20ms ±2ms}, {@code loss 0.5%}, {@code 10mbit}. */
  private static List<String> of(Shape shape) {
    List<String> words = new ArrayList<>();
    if (shape.delay() > 0) {
      String jitter = shape.jitter() > 0 ? " \u00b1" + time(shape.jitter()) : "";
      words.add(time(shape.delay()) + jitter);
    }
    add(words, "loss", shape.loss());
    add(words, "duplicate", shape.duplicate());
    add(words, "reorder", shape.reorder());
    if (shape.rate() > 0) {
      words.add(rate(shape.rate()));
    }
    return words;
  }

  private static void add(List<String> words, String what, int partsPerMillion) {
    if (partsPerMillion > 0) {
      BigDecimal percent = BigDecimal.valueOf(partsPerMillion, 4).stripTrailingZeros();
      words.add(what + " " + percent.toPlainString() + "%");
    }
  }

  private static String time(long micros) {
    boolean millis = micros % THOUSAND == 0;
    boolean seconds = micros % (THOUSAND * THOUSAND) == 0;
    return seconds
        ? micros / THOUSAND / THOUSAND + "s"
        : millis ? micros / THOUSAND + "ms" : micros + "us";
  }

  private static String rate(long bits) {
    String[] units = {"bit", "kbit", "mbit", "gbit"};
    int unit = 0;
    long number = bits;
    while (unit + 1 < units.length && number % THOUSAND == 0) {
      number /= THOUSAND;
      unit++;
    }
    return number + units[unit];
  }

  /** A link with one end, and what it is known by. */
  static String kind(Link link) {
    String mode = link.mode().isEmpty() ? "" : " " + link.mode();
    return link.kind().word() + mode + (link.id() < 0 ? "" : " " + link.id());
  }

  /** Whether it stands on an interface of the caller's namespace. */
  static boolean isOfHost(Link link) {
    boolean below = !link.parent().isEmpty() && link.kind() != Kind.VLAN;
    return (below || link.kind() == Kind.PHYS) && !link.a().namespace().equals(Topology.HOST);
  }
}
