package dev.nsjava.cli;

import dev.nsjava.cli.LsRequest.Relation;
import dev.nsjava.cli.LsRequest.Show;
import dev.nsjava.ids.Accounts;
import dev.nsjava.ids.Decimal;
import dev.nsjava.launch.Answer;
import dev.nsjava.ns.Kernel;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Survey;
import dev.nsjava.table.Filter;
import dev.nsjava.table.Format;
import dev.nsjava.table.Look;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** lsns(8): from words to a request, and what comes of it. */
final class LsCommand {

  private final Invocation invocation;
  private final Set<LsOption> given = new HashSet<>();
  private final Set<NsType> types = new TreeSet<>();
  private final List<String> operands = new ArrayList<>();
  private Relation relation = Relation.PROCESS;
  private @Nullable Long task;
  private @Nullable String columns;
  private @Nullable String filter;

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
      case LIST, OUTPUT_ALL -> relation = Relation.NONE;
      case TREE -> relation = value == null ? Relation.OWNER : relation(value);
      case TASK -> task = pid(String.valueOf(value));
      case TYPE -> types.add(type(String.valueOf(value)));
      case OUTPUT -> columns = value;
      case FILTER -> filter = value;
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
      return Answer.print(""); // TODO
    }
    Survey survey = Survey.of(request.wanted(), kernel());
    LsRows rows = new LsRows(request, survey, new Accounts());
    Show show = request.show();
    Look look =
        new Look(
            show.truncate() ? invocation.call().columns() : 0,
            invocation.call().utf8(),
            show.headings(),
            show.wrap(),
            false,
            request.treeColumn());
    String text = show.format() == null ? "" : show.format().print(rows.table(), look);
    return Answer.report(text, invocation.tool() ? "" : notes(survey));
  }

  /** No lambda: the first one takes the runtime milliseconds. */
  private Kernel kernel() {
    return new Kernel() {
      @Override
      public List<String> ask(String question, List<String> words) throws IOException {
        return invocation.launcher().ask(question, words);
      }
    };
  }

  private static String notes(Survey survey) {
    int hidden = survey.hidden();
    if (hidden == 0) {
      return "";
    }
    return Invocation.PRODUCT
        + ": "
        + hidden
        + (hidden == 1 ? " process" : " processes")
        + " could not be looked at: Permission denied\n";
  }

  private LsRequest request() {
    List<LsColumn> known = invocation.tool() ? LsColumn.OF_LSNS : LsColumn.ALL;
    Long inode = inode();
    List<LsColumn> usual = usual(inode);
    List<LsColumn> shown = columns == null ? usual : LsColumn.parse(columns, known, usual);
    if (given.contains(LsOption.HOLDERS) && !shown.contains(LsColumn.HOLDER)) {
      shown = new ArrayList<>(shown);
      shown.add(LsColumn.HOLDER);
    }
    return new LsRequest(
        types.isEmpty() ? Set.of(NsType.values()) : types,
        task,
        given.contains(LsOption.PERSISTENT),
        inode,
        filter == null ? null : Filter.parse(filter, known),
        shown,
        relation,
        shown.contains(LsColumn.HOLDER),
        show());
  }

  private List<LsColumn> usual(@Nullable Long inode) {
    if (given.contains(LsOption.OUTPUT_ALL)) {
      return LsColumn.OF_LSNS;
    }
    if (inode != null) {
      return LsColumn.OF_PROCESSES;
    }
    return types.equals(Set.of(NsType.NET)) ? LsColumn.OF_NETWORKS : LsColumn.DEFAULT;
  }

  private Show show() {
    boolean raw = given.contains(LsOption.RAW);
    Format format = raw ? Format.RAW : given.contains(LsOption.JSON) ? Format.JSON : Format.TABLE;
    return new Show(
        format,
        !given.contains(LsOption.NOHEADINGS),
        !raw && !given.contains(LsOption.NOWRAP),
        !given.contains(LsOption.NOTRUNCATE),
        0);
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
