package dev.nsjava.cli;

import dev.nsjava.cli.LsRequest.Relation;
import dev.nsjava.ids.Decimal;
import dev.nsjava.launch.Answer;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Survey;
import dev.nsjava.table.Filter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** lsns(8): from words to a request, and what comes of it. */
final class LsCommand {

  /** The status of lsns(8) where there is no proc: that of mount(8) for a failed mount. */
  private static final int NO_MOUNTS = 32;

  private final Invocation invocation;
  private final Set<LsOption> given = new HashSet<>();
  private final Set<NsType> types = new TreeSet<>();
  private final List<String> operands = new ArrayList<>();
  private final LsForm form;
  private Relation relation = Relation.PROCESS;
  private @Nullable Long task;
  private @Nullable String columns;
  private @Nullable String filter;

  private LsCommand(Invocation invocation) {
    this.invocation = invocation;
    form = new LsForm(invocation, given);
  }

  /** What a call is to print. */
  static Answer answer(Invocation invocation) throws IOException {
    LsCommand command = new LsCommand(invocation);
    LsOption[] options = invocation.tool() ? LsOption.OF_LSNS : LsOption.values();
    Getopt<LsOption> getopt = new Getopt<>(invocation, options, command.operands);
    for (LsOption option = getopt.next(); option != null; option = getopt.next()) {
      if (option == LsOption.HELP) {
        throw new HelpException(invocation, Pages.ls(invocation));
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
    exclude(option, LsOption.JSON, LsOption.OUTPUT_FORMAT);
    exclude(option, LsOption.RAW, LsOption.OUTPUT_FORMAT);
    given.add(option);
    switch (option) {
      // A tree that is asked for is shown whatever else there is.
      case LIST -> relation = given.contains(LsOption.TREE) ? relation : Relation.NONE;
      case TREE -> relation = value == null ? Relation.OWNER : relation(value);
      case TASK -> task = pid(String.valueOf(value));
      case TYPE -> types.add(Values.type(String.valueOf(value)));
      case OUTPUT -> columns = value;
      case FILTER -> filter = value;
      default -> form.take(option, value);
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
    if (!Survey.isPossible()) {
      String failed = "failed to parse /proc/self/mountinfo: No such file or directory\n";
      int status = invocation.tool() ? NO_MOUNTS : 1;
      return Answer.fail(status, invocation.speaker() + ": " + failed, "");
    }
    LsView view = new LsView(request, invocation);
    Duration pause = form.pause();
    return pause == null ? view.once(!invocation.tool()) : view.again(pause);
  }

  /** The columns that may be named. */
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
        !invocation.tool(),
        form.show());
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

  private @Nullable Long inode() {
    if (operands.isEmpty()) {
      return null;
    }
    String text = operands.get(0);
    if (form.isGraph()) {
      throw new ArgumentException("a graph shows namespaces, not the processes in one");
    }
    if (task != null) {
      throw new ArgumentException("--task is mutually exclusive with <namespace>");
    }
    long inode = Values.number(text, Values.MAX_NUMBER);
    if (inode < 0) {
      String range = inode == Decimal.TOO_LARGE ? ": Numerical result out of range" : "";
      throw new ArgumentException("invalid namespace argument: '" + text + "'" + range);
    }
    if (form.pause() != null && inode <= LsForm.MOST_SECONDS) {
      String hint = "seconds follow the option at once: --watch=" + inode;
      throw new ArgumentException("not found namespace: " + inode, hint);
    }
    return inode;
  }
}
