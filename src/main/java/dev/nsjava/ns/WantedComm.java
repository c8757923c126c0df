package dev.nsjava.ns;

import java.util.List;

/**
 * A process by its name, see proc_pid_comm(5).
 *
 * @param name compared by its first 15 bytes too: the kernel keeps no more
 */
record WantedComm(String name) implements Wanted {

  private static final int LENGTH = 15;

  @Override
  public List<Match> matches(Processes processes, long pid) {
    String comm = processes.comm(pid);
    boolean fits =
        comm.equals(name) || comm.equals(name.substring(0, Math.min(name.length(), LENGTH)));
    return fits && !comm.isEmpty()
        ? List.of(new Match(Long.toString(pid), "pid:" + pid, true))
        : List.of();
  }

  @Override
  public boolean isFamily() {
    return true;
  }
}
