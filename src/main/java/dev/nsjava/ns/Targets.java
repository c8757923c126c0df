package dev.nsjava.ns;

/**
 * Finds what a name means. A name has a kind, or is tried as the kinds marked with a star, in this
 * order; the first that knows it wins.
 *
 * <table>
 * <caption>Names</caption>
 * <tr><td>{@code pid:N} *<td>a process; without its kind at most 4194304
 * <tr><td>{@code ns:INODE} *<td>the process with the lowest pid in the namespace with that inode,
 *     or the file that holds the namespace
 * <tr><td>{@code netns:NAME} *<td>a network namespace of ip-netns(8), or its first process
 * <tr><td>{@code container:ID} *<td>the first process of a container of docker, podman, containerd,
 *     CRI-O, lxc or systemd-nspawn: the beginning of its id, or its whole name
 * <tr><td>{@code unit:NAME}<td>the first process of a unit of systemd; {@code .service} and {@code
 *     .scope} may be left out
 * <tr><td>{@code comm:NAME}<td>the process with that name, see proc_pid_comm(5), and no ancestor
 *     that has it too
 * </table>
 *
 * <p>The first process is the one that started first. Names, paths and messages are bytes, one char
 * each. The runtime itself and its launcher are never found by name.
 */
public final class Targets {

  /**
   * The one thing that a name means.
   *
   * @param needsProcess whether a namespace without a process is of no use
   * @throws TargetException if there is none or more than one
   */
  public Target find(String name, boolean needsProcess) {
    if (needsProcess && name.startsWith("pid:")) {
      return new Target.Running(Long.parseLong(name, 4, name.length(), 10), "-");
    }
    throw new TargetException("no target is called '" + name + "'");
  }
}
