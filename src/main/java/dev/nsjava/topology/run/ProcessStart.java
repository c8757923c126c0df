package dev.nsjava.topology.run;

import dev.nsjava.net.NetlinkException;
import dev.nsjava.net.Netns;
import dev.nsjava.net.NetnsFiles;
import dev.nsjava.net.Undo;
import dev.nsjava.sys.Supervision;
import dev.nsjava.sys.SystemCalls;
import dev.nsjava.topology.ProcessName;
import dev.nsjava.topology.Progress;
import dev.nsjava.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts processes, each when those are ready that it is to come after. */
final class ProcessStart {

  /** How long a process may take until it is ready, and how often is looked; milliseconds. */
  private static final int READY_MS = 60_000;

  private static final int LOOK_MS = 50;

  /** So long nobody is told that there is something to wait for. */
  private static final int QUIET_MS = 1000;

  private final SystemCalls calls;
  private final String topology;
  private final ProcessFiles files;
  private final ProcessCgroups cgroups;
  private final ProcessEnd end;
  private final ProcessLogs logs;
  private final Progress progress;

  /** Those that are there and ready. */
  private final Set<ProcessName> ready = new HashSet<>();

  /**
   * Starts those of a topology.
   *
   * @param progress is told after a second what is waited for
   */
  ProcessStart(SystemCalls calls, String topology, Progress progress) throws NetlinkException {
    this.calls = calls;
    this.progress = progress;
    this.topology = topology;
    this.files = new ProcessFiles(topology);
    this.cgroups = new ProcessCgroups(calls, topology);
    this.end = new ProcessEnd(calls, files, cgroups);
    this.logs = new ProcessLogs(topology);
  }

  /** Starts one, in place of one that there may be. */
  private void start(ProcessRequest request, Netns netns, Undo undo) throws NetlinkException {
    ProcessName name = request.name();
    boolean host = name.namespace().equals(Topology.HOST);
    end.all(List.of(name), true);
    List<String> binds = new ArrayList<>();
    for (NetnsFiles.Bind bind :
        host ? List.<NetnsFiles.Bind>of() : NetnsFiles.of(name.namespace())) {
      binds.add(bind.file());
      binds.add(bind.target());
    }
    int directory = files.open(calls);
    int cgroup = cgroups.open(name);
    undo.add(() -> end.all(List.of(name), false));
    String failure =
        calls.supervise(
            new Supervision(
                netns.fd(),
                directory,
                cgroup,
                name.key(),
                request.digest(calls.inode(netns.fd(), "cannot look at a network namespace")),
                "nsjava: " + topology + " " + name.text(),
                host ? "" : name.namespace(),
                request.user(),
                request.restart(),
                binds,
                request.command(),
                request.environment()),
            "cannot start process " + name.text());
    calls.close(directory);
    if (cgroup >= 0) {
      calls.close(cgroup);
    }
    if (!failure.isEmpty()) {
      end.all(List.of(name), false);
      throw NetlinkException.failed("cannot start process " + name.text() + ": " + failure);
    }
  }

  /** Runs a command until it has ended, with status 0. */
  void once(ProcessRequest request, Netns netns, Undo undo) throws NetlinkException {
    ProcessName name = request.name();
    start(request, netns, undo);
    int supervisor = end.hold(name);
    long since = System.nanoTime();
    try {
      while (supervisor >= 0 && !calls.poll(supervisor, LOOK_MS, "cannot wait for a command")) {
        if (isOver(since, QUIET_MS)) {
          progress.waiting(name.text());
        }
      }
    } finally {
      progress.waiting("");
    }
    if (supervisor >= 0) {
      calls.close(supervisor);
    }
    cgroups.end(name);
    ProcessStatus status = files.status(calls, name);
    if (status == null || status.state() != ProcessStatus.State.ENDED) {
      String command = String.join(" ", request.command());
      throw failure(name, "'" + command + "' " + (status == null ? "is lost" : status.end()));
    }
  }

  private NetlinkException failure(ProcessName name, String what) {
    String last = logs.lastLine(name);
    return NetlinkException.failed(name.text() + ": " + what + (last.isEmpty() ? "" : ": " + last));
  }

  /**
   * Starts some, and waits until all are ready.
   *
   * @param there those that need not be started
   */
  void all(
      List<ProcessRequest> requests,
      Set<ProcessName> there,
      ProcessNamespaces namespaces,
      Undo undo)
      throws NetlinkException {
    ready.addAll(there);
    try {
      allReady(requests, namespaces, undo);
    } finally {
      progress.waiting("");
    }
  }

  private void allReady(List<ProcessRequest> requests, ProcessNamespaces namespaces, Undo undo)
      throws NetlinkException {
    List<ProcessRequest> left = new ArrayList<>(requests);
    List<ProcessRequest> begun = new ArrayList<>();
    long since = System.nanoTime();
    while (!left.isEmpty() || !begun.isEmpty()) {
      boolean further = false;
      for (ProcessRequest request : List.copyOf(left)) {
        if (ready.containsAll(request.after())) {
          start(request, namespaces.needed(request.name().namespace()), undo);
          left.remove(request);
          begun.add(request);
          further = true;
        }
      }
      for (ProcessRequest request : List.copyOf(begun)) {
        if (isReady(request)) {
          ready.add(request.name());
          begun.remove(request);
          further = true;
        }
      }
      if (further) {
        since = System.nanoTime();
      } else {
        await(begun, since);
      }
    }
  }

  private static boolean isOver(long since, int milliseconds) {
    return System.nanoTime() - since > milliseconds * 1_000_000L;
  }

  /** For a moment, until they may be ready. */
  private void await(List<ProcessRequest> begun, long since) throws NetlinkException {
    ProcessRequest request = begun.getFirst();
    ProcessName name = request.name();
    if (isOver(since, QUIET_MS)) {
      progress.waiting(
          begun.stream()
              .map(waiting -> waiting.name().text() + ": " + waiting.ready())
              .collect(Collectors.joining(", ")));
    }
    if (isOver(since, READY_MS)) {
      String what = "is not ready (" + request.ready() + ") after " + READY_MS / 1000 + " seconds";
      throw failure(name, what);
    }
    int supervisor = end.hold(name);
    if (supervisor >= 0) {
      calls.poll(supervisor, LOOK_MS, "cannot wait for process " + name.text());
      calls.close(supervisor);
    }
  }

  private boolean isReady(ProcessRequest request) throws NetlinkException {
    if (request.ready().isEmpty()) {
      return true;
    }
    ProcessStatus status = files.status(calls, request.name());
    if (status == null || status.supervisor() == 0) {
      throw failure(
          request.name(), (status == null ? "is lost" : status.end()) + " before it was ready");
    }
    return ProcessReady.listens(status.supervisor(), ProcessReady.port(request.ready()));
  }
}
