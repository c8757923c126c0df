package dev.nsjava.cli;

import dev.nsjava.cli.LsRequest.Show;
import dev.nsjava.table.Format;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How what is listed is shown, as the options say. */
final class LsForm {

  static final List<String> FORMATS = List.of("table", "json", "jsonl", "csv", "dot");
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final long LEAST_MS = 100;
  static final long MOST_SECONDS = 86_400;

  private final Invocation invocation;
  private final Set<LsOption> given;
  private @Nullable String format;
  private @Nullable Duration pause;

  /**
   * The default.
   *
   * @param given the options that have been given, now or later
   */
  LsForm(Invocation invocation, Set<LsOption> given) {
    this.invocation = invocation;
    this.given = given;
  }

  /** Those that only have to be given need not be told. */
  void take(LsOption option, @Nullable String value) {
    if (option == LsOption.WATCH) {
      pause = value == null ? EVERY : seconds(value);
    }
    if (option == LsOption.OUTPUT_FORMAT) {
      if (!FORMATS.contains(value)) {
        throw new ArgumentException("unknown output format: " + value);
      }
      format = value;
    }
  }

  /** What passes between two views; null: there is only one. */
  @Nullable Duration pause() {
    return pause;
  }

  boolean isGraph() {
    return "dot".equals(format);
  }

  Show show() {
    Format shown = format();
    return new Show(
        isGraph() ? null : shown,
        !given.contains(LsOption.NOHEADINGS),
        shown == Format.TABLE && !given.contains(LsOption.NOWRAP),
        !given.contains(LsOption.NOTRUNCATE),
        mayColour());
  }

  private Format format() {
    boolean stream = pause != null && !isTerminal();
    if (given.contains(LsOption.RAW)) {
      return Format.RAW;
    }
    if (given.contains(LsOption.JSON)) {
      return stream ? Format.JSON_LINE : json();
    }
    return switch (String.valueOf(format)) {
      case "json" -> stream ? Format.JSON_LINE : Format.JSON;
      case "jsonl" -> Format.JSONL;
      case "csv" -> Format.CSV;
      case "table" -> Format.TABLE;
      default -> stream ? Format.JSON_LINE : Format.TABLE;
    };
  }

  /** What libsmartcols(3) takes from the environment. */
  private static Format json() {
    return switch (String.valueOf(System.getenv("LIBSMARTCOLS_JSON"))) {
      case "compact" -> Format.JSON_COMPACT;
      case "lines" -> Format.JSONL;
      default -> Format.JSON;
    };
  }

  private boolean isTerminal() {
    return invocation.call().columns() > 0;
  }

  /** The launcher passes NO_COLOR only where there shall be none. */
  private boolean mayColour() {
    return isTerminal() && !invocation.tool() && System.getenv("NO_COLOR") == null;
  }

  /** From a tenth of a second to a day. */
  private static Duration seconds(String text) {
    try {
      long millis = new BigDecimal(text).movePointRight(3).longValueExact();
      if (millis >= LEAST_MS && millis <= MOST_SECONDS * 1000) {
        return Duration.ofMillis(millis);
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new ArgumentException("failed to parse seconds: '" + text + "'");
    }
    throw new ArgumentException("seconds must be from 0.1 to 86400: '" + text + "'");
  }
}
