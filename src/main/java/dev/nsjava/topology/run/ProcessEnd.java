package dev.nsjava.topology.run;

import dev.nsjava.net.NetlinkException;
import dev.nsjava.sys.SystemCalls;
import dev.nsjava.topology.ProcessName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ends processes: SIGTERM to their supervisors, which end the rest; then whoever is left. */
final class ProcessEnd {

  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  /** A supervisor kills what does not end after 5 s. In milliseconds. */
  private static final int PATIENCE_MS = 10_000;

  private final SystemCalls calls;
  private final ProcessFiles files;
  private final ProcessCgroups cgroups;

  ProcessEnd(SystemCalls calls, ProcessFiles files, ProcessCgroups cgroups) {
    this.calls = calls;
    this.files = files;
    this.cgroups = cgroups;
  }

  /**
   * Ends some, all at once.
   *
   * @param keep whether records and logs stay
   */
  void all(List<ProcessName> names, boolean keep) throws NetlinkException {
    Map<ProcessName, Integer> held = new HashMap<>();
    try {
      for (ProcessName name : names) {
        int pidfd = hold(name);
        if (pidfd >= 0) {
          held.put(name, pidfd);
          signal(pidfd, SIGTERM);
        }
      }
      for (Map.Entry<ProcessName, Integer> one : held.entrySet()) {
        await(one.getKey(), one.getValue());
      }
    } finally {
      held.values().forEach(calls::close);
    }
    for (ProcessName name : names) {
      cgroups.end(name);
      if (!keep) {
        files.remove(calls, name);
      }
    }
    if (!keep) {
      removeDirectories();
    }
  }

  /** Those of the topology, if no process has anything in there any more. */
  private void removeDirectories() throws NetlinkException {
    if (files.check()) {
      files.removeDirectory(calls);
    }
    cgroups.removeDirectory();
  }

  /**
   * A pidfd of the supervisor, or -1 if there is none. That it holds the lock is seen again when it
   * is held: a pid may be another process' by then.
   */
  int hold(ProcessName name) throws NetlinkException {
    int pid = supervisor(name);
    int[] pidfd = {-1};
    if (pid > 0) {
      ProcessFiles.without(() -> pidfd[0] = calls.pidfdOpen(pid, "cannot hold " + pid), "ESRCH");
    }
    if (pidfd[0] >= 0 && supervisor(name) != pid) {
      calls.close(pidfd[0]);
      return -1;
    }
    return pidfd[0];
  }

  private int supervisor(ProcessName name) throws NetlinkException {
    ProcessStatus status = files.status(calls, name);
    return status == null ? 0 : status.supervisor();
  }

  private void signal(int pidfd, int signal) {
    ProcessFiles.without(
        () -> calls.pidfdSendSignal(pidfd, signal, "cannot end a supervisor"), "ESRCH");
  }

  private void await(ProcessName name, int pidfd) throws NetlinkException {
    if (calls.poll(pidfd, PATIENCE_MS, "cannot wait for a supervisor")) {
      return;
    }
    signal(pidfd, SIGKILL);
    if (!calls.poll(pidfd, PATIENCE_MS, "cannot wait for a supervisor")) {
      throw NetlinkException.failed("the supervisor of process " + name.text() + " does not end");
    }
  }
}
