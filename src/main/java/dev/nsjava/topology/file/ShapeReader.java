package dev.nsjava.topology.file;

import dev.nsjava.topology.Topology.Shape;
import org.jspecify.annotations.Nullable;

/** Reads what links do to packets. */
final class ShapeReader {

  private static final Shape NONE = new Shape(0, 0, 0, 0, 0, 0, 0);
  private static final int LONGEST_QUEUE = 10_000_000;
  private static final long LONGEST_DELAY = 3_600_000_000L;
  private static final long FASTEST = 1_000_000_000_000L;

  /** What netem has by itself, see tc-netem(8). */
  private static final int LEAST_QUEUE = 1_000;

  /** What links without a rate are taken for when packets are counted that wait. */
  private static final long USUAL_RATE = 1_000_000_000L;

  private static final long PACKET_BITS = 1_500L * Byte.SIZE;

  private final Mistakes mistakes;
  private boolean wrong;

  ShapeReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** What the keys of a link say, of both of its ends. */
  Shape read(Fields fields) {
    return read(fields, NONE);
  }

  /** What {@code up} or {@code down} say, on top of what is said of both. */
  Shape read(@Nullable YamlNode node, String key, Shape both) {
    return node == null ? both : read(new Fields(node, key, Keys.SHAPE, mistakes), both);
  }

  private Shape read(Fields fields, Shape base) {
    wrong = false;
    Shape shape =
        new Shape(
            quantity(fields, "delay", base.delay()),
            quantity(fields, "jitter", base.jitter()),
            (int) quantity(fields, "loss", base.loss()),
            (int) quantity(fields, "duplicate", base.duplicate()),
            (int) quantity(fields, "reorder", base.reorder()),
            quantity(fields, "rate", base.rate()),
            (int) fields.number("limit", 1, LONGEST_QUEUE, base.limit()));
    if (wrong) {
      return base;
    }
    if (shape.jitter() > shape.delay() && fields.has("jitter")) {
      mistakes.add(fields.value("jitter"), "the jitter is more than the delay");
    }
    if (shape.reorder() > 0 && shape.delay() == 0 && fields.has("reorder")) {
      mistakes.add(fields.value("reorder"), "packets that overtake others need a delay");
    }
    boolean queue = shape.needsNetem() || shape.rate() > 0;
    if (shape.limit() > 0 && !queue && fields.has("limit")) {
      mistakes.add(fields.value("limit"), "nothing waits without a delay or a rate");
    }
    return shape;
  }

  private long quantity(Fields fields, String key, long otherwise) {
    YamlNode node = fields.get(key);
    if (node == null) {
      return otherwise;
    }
    String text = node.isScalar() ? node.text() : "";
    long value =
        switch (key) {
          case "delay", "jitter" -> most(Quantities.microseconds(text), LONGEST_DELAY);
          case "rate" -> most(Quantities.bits(text), FASTEST);
          default -> Quantities.partsPerMillion(text);
        };
    if (value < 0 || (value == 0 && key.equals("rate"))) {
      mistakes.add(node, key + " is " + form(key) + ", not " + Fields.seen(node));
      wrong = true;
      return otherwise;
    }
    return value;
  }

  private static long most(long value, long most) {
    return value > most ? -1 : value;
  }

  private static String form(String key) {
    return switch (key) {
      case "delay", "jitter" -> "a time: 20ms, 100us or 1.5s, at most an hour";
      case "rate" -> "bits a second: 10mbit, 64kbit or 1gbit, at most 1000gbit";
      default -> "a part of all packets: 0.5%, at most 100%";
    };
  }

  /**
   * The shape with the queue that it needs, so that packets are not lost which only wait: half as
   * many again as are on their way; null if it does nothing.
   */
  static @Nullable Shape complete(Shape shape) {
    if (!shape.needsNetem() && shape.rate() == 0) {
      return null;
    }
    if (shape.limit() > 0) {
      return shape;
    }
    long rate = shape.rate() == 0 ? USUAL_RATE : shape.rate();
    double seconds = (shape.delay() + shape.jitter()) / 1e6;
    long waiting = (long) (seconds * rate / PACKET_BITS * 1.5);
    int limit = Math.clamp(waiting, LEAST_QUEUE, LONGEST_QUEUE);
    return new Shape(
        shape.delay(),
        shape.jitter(),
        shape.loss(),
        shape.duplicate(),
        shape.reorder(),
        shape.rate(),
        limit);
  }
}
