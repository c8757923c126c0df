package dev.nsjava.net;

import dev.nsjava.ns.NetMembers;
import dev.nsjava.sys.SysException;
import dev.nsjava.sys.SystemCalls;
import java.util.ArrayList;
import java.util.List;

/** Ends the processes in a network namespace. */
public final class NetKill {

  private static final int SIGKILL = 9;

  /** How many are held open at a time. */
  private static final int MOST = 200;

  /** How often new ones may have come. */
  private static final int ROUNDS = 50;

  /** What a process may take to end, in milliseconds. */
  private static final int PATIENCE = 10_000;

  private final SystemCalls calls;
  private final NetMembers members;

  private NetKill(SystemCalls calls, NetMembers members) {
    this.calls = calls;
    this.members = members;
  }

  /**
   * Kills all processes with a thread in a namespace, and waits until they are gone.
   *
   * @throws NetlinkException if there is one that cannot be killed; if new ones come all the time;
   *     if process 1 is inside: then none is killed
   */
  public static void all(NetSession session, String name, long inode) throws NetlinkException {
    NetKill kill = new NetKill(session.calls(), new NetMembers(inode));
    for (int i = 0; i < ROUNDS; i++) {
      List<Long> pids = kill.members.pids();
      if (pids.isEmpty()) {
        return;
      }
      if (pids.getFirst() == 1) {
        throw NetlinkException.failed("process 1 is in network namespace '" + name + "'");
      }
      for (int at = 0; at < pids.size(); at += MOST) {
        kill.some(pids.subList(at, Math.min(pids.size(), at + MOST)));
      }
    }
    throw NetlinkException.failed(
        "more and more processes begin in network namespace '" + name + "'");
  }

  private void some(List<Long> pids) throws NetlinkException {
    List<Integer> pidfds = new ArrayList<>();
    try {
      for (long pid : pids) {
        kill(pid, pidfds);
      }
      for (int i = 0; i < pidfds.size(); i++) {
        if (!calls.poll(pidfds.get(i), PATIENCE, "cannot wait for a process")) {
          throw NetlinkException.failed("a process that was killed does not end");
        }
      }
    } catch (SysException e) {
      throw NetlinkException.of(e);
    } finally {
      pidfds.forEach(calls::close);
    }
  }

  /** It is looked at again when it is held: a pid may be another process' by then. */
  private void kill(long pid, List<Integer> pidfds) {
    try {
      int pidfd = calls.pidfdOpen((int) pid, "cannot end process " + pid);
      pidfds.add(pidfd);
      if (members.has(pid)) {
        calls.pidfdSendSignal(pidfd, SIGKILL, "cannot end process " + pid);
      } else {
        calls.close(pidfds.removeLast());
      }
    } catch (SysException e) {
      if (!e.is("ESRCH")) {
        throw e;
      }
    }
  }
}
