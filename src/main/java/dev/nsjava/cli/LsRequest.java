package dev.nsjava.cli;

import dev.nsjava.ns.Namespace;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.Survey;
import dev.nsjava.table.Filter;
import dev.nsjava.table.Format;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of {@code ls}.
 *
 * @param types of which namespaces may be; not empty
 * @param task the process that must be in them, or null
 * @param persistent whether no process may be in them
 * @param inode the one namespace whose processes are listed, or null
 * @param filter what must be true of a row, or null
 * @param columns what is shown, in this order
 * @param relation what makes a row hang below another
 * @param owners whether those without processes are their owner's, and not root's as lsns(8) has it
 */
record LsRequest(
    Set<NsType> types,
    @Nullable Long task,
    boolean persistent,
    @Nullable Long inode,
    @Nullable Filter<LsColumn> filter,
    List<LsColumn> columns,
    Relation relation,
    boolean owners,
    Show show) {

  /** What makes a row hang below another. */
  enum Relation {
    NONE,
    PROCESS,
    OWNER,
    PARENT
  }

  /**
   * How rows are shown.
   *
   * @param format null: as a graph for Graphviz
   * @param parts whether parts of a cell stay apart, for a line of their own each
   * @param colour whether colour may be used on a terminal
   */
  record Show(
      @Nullable Format format, boolean headings, boolean parts, boolean truncate, boolean colour) {}

  /** What must be looked for. */
  Survey.Wanted wanted() {
    boolean byNamespace = relation == Relation.OWNER || relation == Relation.PARENT;
    return new Survey.Wanted(
        types,
        byNamespace || needs(LsColumn.PNS) || needs(LsColumn.ONS) || show.format() == null,
        byNamespace || show.format() == null,
        needs(LsColumn.HOLDER));
  }

  /** Whether a namespace is one of those. */
  boolean wants(Namespace namespace) {
    boolean fits = task == null || namespace.has(task);
    boolean vanished = namespace.processes() > 0 && namespace.lead() == null;
    return fits && !vanished && !(persistent && namespace.processes() > 0);
  }

  /** Whether a column is shown, or looked at by the filter. */
  boolean needs(LsColumn column) {
    return columns.contains(column) || (filter != null && filter.columns().contains(column));
  }

  /** The column in which a tree is drawn, if it is shown. */
  @Nullable LsColumn treeColumn() {
    return switch (relation) {
      case NONE -> null;
      case PROCESS -> LsColumn.COMMAND;
      case OWNER, PARENT -> LsColumn.NS;
    };
  }
}
