package dev.nsjava.cli;

import dev.nsjava.cli.LsRequest.Relation;
import dev.nsjava.cli.LsRequest.Show;
import dev.nsjava.ids.Decimal;
import dev.nsjava.launch.Answer;
import dev.nsjava.ns.NsType;
import dev.nsjava.table.Filter;
import dev.nsjava.table.Format;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** lsns(8): from words to a request, and what comes of it. */
final class LsCommand {

  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final long LEAST_MS = 100;
  private static final long MOST_MS = 86_400_000;

  private final Invocation invocation;
  private final Set<LsOption> given = new HashSet<>();
  private final Set<NsType> types = new TreeSet<>();
  private final List<String> operands = new ArrayList<>();
  private Relation relation = Relation.PROCESS;
  private @Nullable Long task;
  private @Nullable String columns;
  private @Nullable String filter;
  private @Nullable Format format;
  private boolean isGraph;
  private @Nullable Duration pause;

  private LsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /** What a call is to print. */
  static Answer answer(Invocation invocation) throws IOException {
    LsCommand command = new LsCommand(invocation);
    LsOption[] options = invocation.tool() ? LsOption.OF_LSNS : LsOption.values();
    Getopt<LsOption> getopt = new Getopt<>(invocation, options, command.operands);
    for (LsOption option = getopt.next(); option != null; option = getopt.next()) {
      if (option == LsOption.HELP) {
        return Help.ls(invocation);
      }
      if (option == LsOption.VERSION) {
        return invocation.version();
      }
      command.take(option, getopt.value());
    }
    return command.run();
  }

  private void take(LsOption option, @Nullable String value) {
    exclude(option, LsOption.JSON, LsOption.RAW);
    exclude(option, LsOption.PERSISTENT, LsOption.TASK);
    given.add(option);
    switch (option) {
      // A tree that is asked for is shown whatever else there is.
      case LIST -> relation = given.contains(LsOption.TREE) ? relation : Relation.NONE;
      case TREE -> relation = value == null ? Relation.OWNER : relation(value);
      case TASK -> task = pid(String.valueOf(value));
      case TYPE -> types.add(type(String.valueOf(value)));
      case OUTPUT -> columns = value;
      case FILTER -> filter = value;
      case OUTPUT_FORMAT -> outputFormat(String.valueOf(value));
      case WATCH -> pause = value == null ? EVERY : seconds(value);
      default -> {} // that it is given is all there is to know
    }
  }

  private void exclude(LsOption option, LsOption one, LsOption other) {
    if ((option == one && given.contains(other)) || (option == other && given.contains(one))) {
      LsOption first = option == one ? other : one;
      throw new ArgumentException(
          "options --"
              + first.option().longName()
              + " and --"
              + option.option().longName()
              + " cannot be combined");
    }
  }

  private static Relation relation(String word) {
    return switch (word) {
      case "owner" -> Relation.OWNER;
      case "parent" -> Relation.PARENT;
      case "process" -> Relation.PROCESS;
      default -> throw new ArgumentException("unknown tree type: " + word);
    };
  }

  private void outputFormat(String word) {
    isGraph = word.equals("dot");
    format =
        switch (word) {
          case "table" -> Format.TABLE;
          case "json" -> Format.JSON;
          case "jsonl" -> Format.JSONL;
          case "csv" -> Format.CSV;
          case "dot" -> null;
          default -> throw new ArgumentException("unknown output format: " + word);
        };
  }

  /** From a tenth of a second to a day. */
  private static Duration seconds(String text) {
    try {
      long millis = new BigDecimal(text).movePointRight(3).longValueExact();
      if (millis >= LEAST_MS && millis <= MOST_MS) {
        return Duration.ofMillis(millis);
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new ArgumentException("failed to parse seconds: '" + text + "'");
    }
    throw new ArgumentException("seconds must be from 0.1 to 86400: '" + text + "'");
  }

  private static NsType type(String word) {
    NsType type = NsType.of(word);
    if (type == null) {
      throw new ArgumentException("unknown namespace type: " + word);
    }
    return type;
  }

  private static long pid(String text) {
    long pid = Values.number(text, Integer.MAX_VALUE);
    boolean range = pid == 0 || pid == Decimal.TOO_LARGE || isNegative(text);
    if (pid <= 0) {
      throw new ArgumentException(
          "invalid PID argument: '"
              + text
              + "'"
              + (range ? ": Numerical result out of range" : ""));
    }
    return pid;
  }

  private static boolean isNegative(String text) {
    return text.startsWith("-") && Decimal.parse(text.substring(1), Integer.MAX_VALUE) >= 0;
  }

  private Answer run() throws IOException {
    LsRequest request = request();
    if (given.contains(LsOption.LIST_COLUMNS)) {
      return Answer.print(LsColumnList.print(known(), request.show().format()));
    }
    LsView view = new LsView(request, invocation);
    return pause == null ? view.once(!invocation.tool()) : view.again(pause);
  }

  /** A lookup of columns for the tool, or all. */
  private List<LsColumn> known() {
    return invocation.tool() ? LsColumn.OF_LSNS : LsColumn.ALL;
  }

  private LsRequest request() {
    Long inode = inode();
    List<LsColumn> usual = usual(inode);
    List<LsColumn> shown = columns == null ? usual : LsColumn.parse(columns, known(), usual);
    if (given.contains(LsOption.HOLDERS) && !shown.contains(LsColumn.HOLDER)) {
      shown = new ArrayList<>(shown);
      shown.add(LsColumn.HOLDER);
    }
    return new LsRequest(
        types.isEmpty() ? Set.of(NsType.values()) : types,
        task,
        given.contains(LsOption.PERSISTENT),
        inode,
        filter == null ? null : Filter.parse(filter, known()),
        shown,
        isList(inode) ? Relation.NONE : relation,
        shown.contains(LsColumn.HOLDER),
        !invocation.tool(),
        show());
  }

  /** All columns are a list, but of processes. */
  private boolean isList(@Nullable Long inode) {
    boolean all = given.contains(LsOption.OUTPUT_ALL) && inode == null;
    return all && !given.contains(LsOption.TREE);
  }

  private List<LsColumn> usual(@Nullable Long inode) {
    if (given.contains(LsOption.OUTPUT_ALL)) {
      return LsColumn.OF_LSNS;
    }
    if (inode != null) {
      return LsColumn.OF_PROCESSES;
    }
    return types.contains(NsType.NET) ? LsColumn.OF_NETWORKS : LsColumn.DEFAULT;
  }

  private Show show() {
    Format shown = format();
    return new Show(
        isGraph ? null : shown,
        !given.contains(LsOption.NOHEADINGS),
        shown == Format.TABLE && !given.contains(LsOption.NOWRAP),
        !given.contains(LsOption.NOTRUNCATE),
        !invocation.tool() && System.getenv("NO_COLOR") == null);
  }

  private Format format() {
    if (format != null) {
      return format;
    }
    if (given.contains(LsOption.JSON)) {
      String layout = String.valueOf(System.getenv("LIBSMARTCOLS_JSON"));
      return layout.equals("compact")
          ? Format.JSON_COMPACT
          : layout.equals("lines") ? Format.JSONL : Format.JSON;
    }
    boolean pipe = invocation.call().columns() == 0;
    return given.contains(LsOption.RAW)
        ? Format.RAW
        : pause != null && pipe ? Format.JSON_LINE : Format.TABLE;
  }

  private @Nullable Long inode() {
    if (operands.isEmpty()) {
      return null;
    }
    String text = operands.get(0);
    if (task != null) {
      throw new ArgumentException("--task is mutually exclusive with <namespace>");
    }
    long inode = Values.number(text, Values.MAX_NUMBER);
    if (inode < 0) {
      String range = inode == Decimal.TOO_LARGE ? ": Numerical result out of range" : "";
      throw new ArgumentException("invalid namespace argument: '" + text + "'" + range);
    }
    return inode;
  }
}
