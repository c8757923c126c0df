package dev.nsjava.cli;

import dev.nsjava.cli.LsRequest.Relation;
import dev.nsjava.ids.Accounts;
import dev.nsjava.ns.Holder;
import dev.nsjava.ns.Namespace;
import dev.nsjava.ns.NsNames;
import dev.nsjava.ns.NsRelations;
import dev.nsjava.ns.NsType;
import dev.nsjava.ns.SeenProcess;
import dev.nsjava.ns.Survey;
import dev.nsjava.table.Filter;
import dev.nsjava.table.Row;
import dev.nsjava.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a survey to the rows of a table. */
final class LsRows {

  private final LsRequest request;
  private final Survey survey;
  private final Accounts accounts;
  private final Map<Namespace, String> netnsIds;
  private final @Nullable NsNames names;
  private final Table<LsColumn> table;
  private final Map<Long, Row> byProcess = new HashMap<>();
  private final Map<Long, Row> byNamespace = new HashMap<>();

  /**
   * No rows yet.
   *
   * @throws IOException if the launcher does not answer
   */
  LsRows(LsRequest request, Survey survey, Accounts accounts) throws IOException {
    this.request = request;
    this.survey = survey;
    this.accounts = accounts;
    netnsIds = request.needs(LsColumn.NETNSID) ? survey.netnsIds() : Map.of();
    names = request.needs(LsColumn.NAME) ? survey.names() : null;
    table = new Table<>("namespaces", request.columns());
  }

  /** All that the request wants to see. */
  Table<LsColumn> table() {
    Long inode = request.inode();
    if (inode != null) {
      processes(inode);
      return table;
    }
    for (Namespace namespace : survey.namespaces()) {
      if (request.wants(namespace)) {
        add(namespace);
      }
    }
    return table;
  }

  private void processes(long inode) {
    Namespace namespace = survey.namespace(inode);
    if (namespace == null) {
      throw new ArgumentException("not found namespace: " + inode);
    }
    for (SeenProcess process : survey.processes(namespace)) {
      add(namespace, process, byProcess.get(process.parent()));
    }
  }

  /** After the row it hangs below, whether that was asked for or not. */
  private void add(@Nullable Namespace namespace) {
    if (namespace == null || byNamespace.containsKey(namespace.inode())) {
      return;
    }
    SeenProcess lead = namespace.lead();
    NsRelations relations = namespace.relations();
    Row above =
        switch (request.relation()) {
          case NONE -> null;
          case PROCESS -> lead == null ? null : byProcess.get(lead.parent());
          case OWNER, PARENT -> relations == null ? null : above(relations);
        };
    add(namespace, lead, above);
  }

  private @Nullable Row above(NsRelations relations) {
    boolean byOwner = request.relation() == Relation.OWNER;
    if (!byOwner) {
      add(survey.namespace(relations.parent()));
    }
    add(survey.namespace(relations.owner()));
    return byNamespace.get(byOwner ? relations.owner() : relations.parent());
  }

  private void add(Namespace namespace, @Nullable SeenProcess process, @Nullable Row above) {
    if (!accepts(namespace, process)) {
      return;
    }
    List<@Nullable String> cells = new ArrayList<>(request.columns().size());
    for (LsColumn column : request.columns()) {
      cells.add(cell(column, namespace, process));
    }
    Row row = table.add(above, cells);
    byNamespace.put(namespace.inode(), row);
    if (process != null) {
      byProcess.put(process.pid(), row);
    }
  }

  /** Whether a namespace is one of those that the request wants to see. */
  boolean shows(Namespace namespace) {
    return request.wants(namespace) && accepts(namespace, namespace.lead());
  }

  private boolean accepts(Namespace namespace, @Nullable SeenProcess process) {
    Filter<LsColumn> filter = request.filter();
    return filter == null || filter.accepts(column -> cell(column, namespace, process));
  }

  private @Nullable String cell(
      LsColumn column, Namespace namespace, @Nullable SeenProcess process) {
    return switch (column) {
      case NS -> Long.toString(namespace.inode());
      case TYPE -> namespace.type().word();
      case NPROCS -> Integer.toString(namespace.processes());
      case NETNSID -> netnsIds.get(namespace);
      case NSFS -> joined(namespace.files());
      case PNS -> Long.toString(namespace.relations() == null ? 0 : namespace.relations().parent());
      case ONS -> Long.toString(namespace.relations() == null ? 0 : namespace.relations().owner());
      case UID -> Long.toString(uid(namespace, process));
      case USER -> accounts.shown(uid(namespace, process));
      case HOLDER -> holders(namespace);
      case NAME -> names == null ? null : names.of(namespace);
      case PATH, PID, PPID, COMMAND ->
          process == null ? null : cell(column, namespace.type(), process);
    };
  }

  private static @Nullable String cell(LsColumn column, NsType type, SeenProcess process) {
    return switch (column) {
      case PATH -> "/proc/" + process.pid() + "/ns/" + type.word();
      case PID -> Long.toString(process.pid());
      case PPID -> Long.toString(process.parent());
      case COMMAND -> process.command();
      default -> throw new IllegalArgumentException(column.name());
    };
  }

  private long uid(Namespace namespace, @Nullable SeenProcess process) {
    NsRelations relations = namespace.relations();
    if (process != null) {
      return process.uid();
    }
    boolean owned = request.owners() || namespace.type() == NsType.USER;
    return owned && relations != null ? relations.uid() : 0;
  }

  private @Nullable String holders(Namespace namespace) {
    List<String> texts = new ArrayList<>();
    for (Holder holder : namespace.holders()) {
      texts.add(holder.text());
    }
    return joined(texts);
  }

  private @Nullable String joined(List<String> parts) {
    return parts.isEmpty() ? null : String.join(request.show().parts() ? "\n" : ",", parts);
  }
}
