package dev.nsjava.topology.run;

import dev.nsjava.ids.Accounts;
import dev.nsjava.net.NetSession;
import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.Undo;
import dev.nsjava.sys.SysException;
import dev.nsjava.topology.ProcessName;
import dev.nsjava.topology.Progress;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a topology: its {@code exec}, which run once, and its {@code run}, which are
 * supervised. What there is, is found by files that supervisors hold locked and by their cgroups.
 */
public final class Processes {

  private Processes() {}

  /** What is to be done. */
  public enum Kind {
    /** A command is run once. */
    EXEC,
    START,
    /** It runs, but not as it should. */
    RESTART,
    /** The topology does not have it any more. */
    END
  }

  /** One thing that {@link #start} does. */
  public record Change(Kind kind, ProcessName name) {

    /** For people: {@code start web/httpd}. */
    public String text() {
      return switch (kind) {
        case EXEC -> name.text();
        case START -> "start " + name.text();
        case RESTART -> "restart " + name.text();
        case END -> "end " + name.text();
      };
    }
  }

  /**
   * Finds mistakes that a look at the machine shows, or at all processes at once.
   *
   * @throws NetlinkException if there is no such user, if a process is to come after one that there
   *     is not, or after itself
   */
  public static void check(Topology topology) throws NetlinkException {
    Map<ProcessName, ProcessRequest> all = requests(topology);
    Set<ProcessName> ordered = new HashSet<>();
    boolean progress = true;
    while (progress) {
      progress = false;
      for (ProcessRequest request : all.values()) {
        progress |= ordered.containsAll(request.after()) && ordered.add(request.name());
      }
    }
    for (ProcessRequest request : all.values()) {
      String who = "process " + request.name().text();
      for (ProcessName after : request.after()) {
        if (!all.containsKey(after)) {
          throw NetlinkException.failed(who + ": no process " + after.text() + " to come after");
        }
      }
      if (!ordered.contains(request.name())) {
        throw NetlinkException.failed(who + " is to come after itself, by way of others");
      }
      if (!request.ready().isEmpty() && ProcessReady.port(request.ready()) == 0) {
        throw NetlinkException.failed(who + ": 'ready' is tcp:PORT, not " + request.ready());
      }
    }
  }

  private static Map<ProcessName, ProcessRequest> requests(Topology topology)
      throws NetlinkException {
    Map<ProcessName, ProcessRequest> all = new LinkedHashMap<>();
    Accounts accounts = new Accounts();
    for (Topology.Namespace namespace : topology.namespaces().values()) {
      if (!namespace.nftables().isEmpty()) {
        List<String> nft = List.of("nft", namespace.nftables());
        ProcessRequest once = ProcessRequest.once(namespace.name(), ProcessName.NFT, nft);
        all.put(once.name(), once);
      }
      for (int i = 0; i < namespace.exec().size(); i++) {
        ProcessRequest once = ProcessRequest.once(namespace.name(), i + 1, namespace.exec().get(i));
        all.put(once.name(), once);
      }
    }
    for (Topology.Namespace namespace : topology.namespaces().values()) {
      for (Topology.Run run : namespace.run()) {
        ProcessRequest request = ProcessRequest.of(namespace.name(), run, accounts);
        all.put(request.name(), request);
      }
    }
    return all;
  }

  /**
   * What {@link #start} would do, in order.
   *
   * @param namespaces those that are not there yet may be null
   */
  public static List<Change> changes(
      NetSession session, Topology topology, ProcessNamespaces namespaces) throws NetlinkException {
    try {
      Map<ProcessName, ProcessRequest> wanted = requests(topology);
      ProcessFiles files = new ProcessFiles(topology.name());
      List<Change> changes = new ArrayList<>();
      for (ProcessName name : names(topology.name())) {
        if (!wanted.containsKey(name)) {
          changes.add(new Change(Kind.END, name));
        }
      }
      for (ProcessRequest request : wanted.values()) {
        Kind kind =
            kind(session, files.status(session.calls(), request.name()), request, namespaces);
        if (kind != null) {
          changes.add(new Change(kind, request.name()));
        }
      }
      return changes;
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  private static @Nullable Kind kind(
      NetSession session,
      @Nullable ProcessStatus status,
      ProcessRequest request,
      ProcessNamespaces namespaces)
      throws NetlinkException {
    Netns netns = namespaces.of(request.name().namespace());
    if (status != null && netns != null) {
      long inode = session.calls().inode(netns.fd(), "cannot look at a network namespace");
      if (status.isSettled(request.digest(inode), request.restart())) {
        return null;
      }
    }
    if (request.name().isOnce()) {
      return Kind.EXEC;
    }
    return status != null && status.supervisor() > 0 ? Kind.RESTART : Kind.START;
  }

  /**
   * Does what is to be done so that all processes of a topology run: ends what it does not have any
   * more, runs the commands that were not run in their namespaces as these are now, starts and
   * restarts processes in their order, and waits until those are ready.
   *
   * @param progress is told after a second what is waited for
   * @return what was done: nothing if all runs as it should
   * @throws NetlinkException if a command fails, or a process cannot be started or does not become
   *     ready; the last line that it printed is told
   */
  public static List<Change> start(
      NetSession session,
      Topology topology,
      ProcessNamespaces namespaces,
      Progress progress,
      Undo undo)
      throws NetlinkException {
    check(topology);
    try {
      List<Change> changes = changes(session, topology, namespaces);
      Map<ProcessName, ProcessRequest> wanted = requests(topology);
      Set<ProcessName> there = new HashSet<>(wanted.keySet());
      List<ProcessRequest> starting = new ArrayList<>();
      ProcessStart start = new ProcessStart(session.calls(), topology.name(), progress);
      endUnwanted(session, topology.name(), changes);
      for (Change change : changes) {
        ProcessRequest request = wanted.get(change.name());
        if (change.kind() == Kind.EXEC && request != null) {
          start.once(request, namespaces.needed(change.name().namespace()), undo);
        } else if (request != null) {
          starting.add(request);
          there.remove(change.name());
        }
      }
      start.all(starting, there, namespaces, undo);
      return changes;
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  private static void endUnwanted(NetSession session, String topology, List<Change> changes)
      throws NetlinkException {
    List<ProcessName> ending = new ArrayList<>();
    for (Change change : changes) {
      if (change.kind() == Kind.END) {
        ending.add(change.name());
      }
    }
    if (!ending.isEmpty()) {
      end(session, topology, ending);
    }
  }

  private static void end(NetSession session, String topology, List<ProcessName> names)
      throws NetlinkException {
    ProcessFiles files = new ProcessFiles(topology);
    ProcessCgroups cgroups = new ProcessCgroups(session.calls(), topology);
    new ProcessEnd(session.calls(), files, cgroups).all(names, false);
  }

  /**
   * Ends the processes that a topology does not have, those of namespaces that are to be deleted
   * among them.
   */
  public static void prune(NetSession session, Topology topology) throws NetlinkException {
    try {
      endUnwanted(session, topology.name(), changes(session, topology, name -> null));
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  /**
   * Ends all processes of a topology, and removes their files and cgroups. Needs nothing but its
   * name, and is no failure if there are none.
   */
  public static void stop(NetSession session, String topology) throws NetlinkException {
    try {
      end(session, topology, names(topology));
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }

  /** All that there are, or were. */
  private static List<ProcessName> names(String topology) throws NetlinkException {
    Set<ProcessName> names = new LinkedHashSet<>(new ProcessFiles(topology).all());
    names.addAll(ProcessCgroups.all(topology));
    return List.copyOf(names);
  }

  /** How it is with all processes of a topology, those that it does not have any more too. */
  public static List<ProcessStatus> list(NetSession session, String topology)
      throws NetlinkException {
    try {
      ProcessFiles files = new ProcessFiles(topology);
      List<ProcessStatus> all = new ArrayList<>();
      for (ProcessName name : names(topology)) {
        ProcessStatus status = files.status(session.calls(), name);
        all.add(status == null ? ProcessStatus.of(name, "", 0) : status);
      }
      return all;
    } catch (SysException e) {
      throw NetlinkException.of(e);
    }
  }
}
