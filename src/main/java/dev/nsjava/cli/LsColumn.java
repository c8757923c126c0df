package dev.nsjava.cli;

import dev.nsjava.table.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of lsns(8), then our own. */
enum LsColumn implements Column {
  NS(Kind.NUMBER, 10, "inode of its file, which no other that lives has"),
  TYPE(Kind.TEXT, 5, "type, as in /proc/PID/ns"),
  PATH(Kind.TEXT, "file that leads to it"),
  NPROCS(Kind.NUMBER, 5, "number of processes in it"),
  PID(Kind.NUMBER, 5, "lowest PID of these"),
  PPID(Kind.NUMBER, 5, "parent of that process"),
  COMMAND(Kind.TRUNCATED, "words of that process, else its name"),
  UID(Kind.NUMBER, "user of that process; without one, who made the owner"),
  USER(Kind.TEXT, "name of that user"),
  NETNSID(Kind.RIGHT, "number that our network namespace has for it"),
  NSFS(Kind.WRAPPED, "files that it is bound on, in our mount namespace"),
  PNS(Kind.NUMBER, 10, "the namespace it was made in (pid and user)"),
  ONS(Kind.NUMBER, 10, "the user namespace that owns it"),

  HOLDER(Kind.WRAPPED, "what keeps it without processes: fd, socket, mount"),
  NAME(Kind.TEXT, "name in /run/netns, or its container or systemd unit");

  private enum Kind {
    TEXT,
    RIGHT,
    NUMBER,
    TRUNCATED,
    WRAPPED
  }

  static final List<LsColumn> ALL = Arrays.asList(values());

  /** Those that lsns(8) has. */
  static final List<LsColumn> OF_LSNS = ALL.subList(0, ALL.indexOf(HOLDER));

  /** Those that are shown if no others are asked for. */
  static final List<LsColumn> DEFAULT = List.of(NS, TYPE, NPROCS, PID, USER, COMMAND);

  /** The same of network namespaces alone. */
  static final List<LsColumn> OF_NETWORKS =
      List.of(NS, TYPE, NPROCS, PID, USER, NETNSID, NSFS, COMMAND);

  /** The same of the processes of one namespace. */
  static final List<LsColumn> OF_PROCESSES = List.of(PID, PPID, USER, COMMAND);

  /** More than this are refused: the model has room for each of its 13 twice. */
  private static final int MOST = 26;

  private final Kind kind;
  private final int roomyWidth;
  private final String description;

  LsColumn(Kind kind, String description) {
    this(kind, 0, description);
  }

  LsColumn(Kind kind, int roomyWidth, String description) {
    this.kind = kind;
    this.roomyWidth = roomyWidth;
    this.description = description;
  }

  /**
   * The columns that a list joined by commas names.
   *
   * @param known those it may name
   * @param usual what a list that begins with {@code +} is added to
   */
  static List<LsColumn> parse(String list, List<LsColumn> known, List<LsColumn> usual) {
    boolean more = list.startsWith("+");
    List<LsColumn> columns = new ArrayList<>(more ? usual : List.of());
    String names = more ? list.substring(1) : list;
    int start = 0;
    while (start < names.length()) {
      int comma = names.indexOf(',', start);
      int end = comma < 0 ? names.length() : comma;
      LsColumn column = named(names.substring(start, end), known);
      if (column == null || end == names.length() - 1) {
        throw new ArgumentException(
            "unknown column: " + names.substring(start), "the columns are " + names(known));
      }
      columns.add(column);
      start = end + 1;
    }
    if (columns.isEmpty() || start == 0) {
      throw new ArgumentException("no columns named");
    }
    if (columns.size() > MOST) {
      throw new ArgumentException("too many columns specified, the limit is " + MOST + " columns");
    }
    return columns;
  }

  private static String names(List<LsColumn> columns) {
    return columns.stream().map(LsColumn::name).collect(Collectors.joining(", "));
  }

  private static @Nullable LsColumn named(String name, List<LsColumn> known) {
    for (LsColumn column : known) {
      if (column.name().equalsIgnoreCase(name)) {
        return column;
      }
    }
    return null;
  }

  @Override
  public String heading() {
    return name();
  }

  @Override
  public boolean isRight() {
    return kind == Kind.NUMBER || kind == Kind.RIGHT;
  }

  @Override
  public boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  @Override
  public boolean isTruncated() {
    return kind == Kind.TRUNCATED;
  }

  @Override
  public boolean isWrapped() {
    return kind == Kind.WRAPPED;
  }

  @Override
  public int roomyWidth() {
    return roomyWidth;
  }

  @Override
  public String description() {
    return description;
  }
}
