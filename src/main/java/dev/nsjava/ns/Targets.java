package dev.nsjava.ns;

import dev.nsjava.ns.Target.Pinned;
import dev.nsjava.ns.Target.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a name means. A name has a kind, or is tried as the kinds marked with a star, in this
 * order; the first that knows it wins.
 *
 * <table>
 * <caption>Names</caption>
 * <tr><td>{@code pid:N} *<td>a process; without its kind any number from 1 to 4194304
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
 * each. The runtime itself and its launcher are never found.
 */
public final class Targets {

  /** PID_MAX_LIMIT, see proc_sys_kernel(5). Inodes of namespaces begin far above. */
  public static final long LAST_PID = 1 << 22;

  private static final long LAST_INODE = 0xffff_ffffL;

  private final String proc;
  private final List<Path> directories;
  private final Identity identity;

  /** What is to be found on this machine. */
  public Targets(Identity identity) {
    this("/proc", List.of(Path.of("/run/netns"), Path.of("/var/run/netns")), identity);
  }

  /** The same elsewhere. */
  Targets(String proc, List<Path> directories, Identity identity) {
    this.proc = proc;
    this.directories = directories;
    this.identity = identity;
  }

  /**
   * The one thing that a name means.
   *
   * @param needsProcess whether a namespace without a process is of no use
   * @throws TargetException if there is none or more than one
   */
  public Target find(String name, boolean needsProcess) {
    int colon = name.indexOf(':');
    String kind = colon < 0 ? "" : name.substring(0, colon);
    String rest = name.substring(colon + 1);
    Target target =
        switch (kind) {
          case "pid" -> process(number(rest));
          case "ns" -> namespace(number(rest), needsProcess);
          case "netns" -> netns(rest, needsProcess);
          case "container", "unit", "comm" -> one(wanted(kind, rest), name);
          default -> bare(name, needsProcess);
        };
    if (target == null) {
      throw new TargetException(
          switch (kind) {
            case "pid" -> "no process " + quoted(rest);
            case "ns" -> "no namespace " + quoted(rest);
            case "netns" -> "no network namespace " + quoted(rest) + " in " + directories.get(0);
            case "container", "unit" ->
                "no process is in a control group of " + kind + " " + quoted(rest);
            case "comm" -> "no process is named " + quoted(rest);
            default ->
                "no process, network namespace or container " + quoted(name) + suggestion(name);
          });
    }
    return target;
  }

  private @Nullable Target bare(String name, boolean needsProcess) {
    long number = number(name);
    if (number > 0 && number <= LAST_PID) {
      return process(number);
    }
    Target target = number > LAST_PID ? namespace(number, needsProcess) : null;
    if (target == null) {
      target = netns(name, needsProcess);
    }
    return target == null ? one(wanted("container", name), name) : target;
  }

  /** A process that is named by its pid can be no other: nothing was looked up to choose it. */
  private @Nullable Running process(long pid) {
    try {
      return pid > 0 ? new Running(pid, ProcStat.of(proc + "/" + pid).check()) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable Target namespace(long inode, boolean needsProcess) {
    Target target = one(WantedNamespace.any(inode), "ns:" + inode);
    for (Map.Entry<String, String> mount : mounts().entrySet()) {
      NsType type = NsMounts.type(mount.getValue(), inode);
      if (target == null && type != null && NsMounts.isStill(mount.getKey(), inode)) {
        target = new Pinned(type, mount.getKey());
      }
    }
    return target instanceof Pinned pinned && needsProcess ? empty(pinned.file()) : target;
  }

  private @Nullable Target netns(String name, boolean needsProcess) {
    for (Path directory : directories) {
      for (NamedNetns netns : NamedNetns.all(directory)) {
        if (netns.name().equals(name)) {
          return netns(netns, needsProcess);
        }
      }
    }
    return null;
  }

  private Target netns(NamedNetns netns, boolean needsProcess) {
    Long inode = netns.inode(mounts());
    if (inode == null) {
      throw new TargetException(
          Printable.of(netns.file()) + " is no network namespace in this mount namespace");
    }
    if (!needsProcess) {
      return new Pinned(NsType.NET, netns.file());
    }
    Target process = one(WantedNamespace.net(inode), netns.name());
    return process == null ? empty(netns.file()) : process;
  }

  private static Target empty(String file) {
    throw new TargetException("no process is in the namespace " + Printable.of(file));
  }

  private @Nullable Running one(Wanted wanted, String name) {
    return search().find(wanted, name);
  }

  private static Wanted wanted(String kind, String name) {
    return switch (kind) {
      case "container" -> new WantedContainer(name);
      case "unit" -> new WantedUnit(name);
      default -> new WantedComm(name);
    };
  }

  private Search search() {
    return new Search(new Processes(proc), identity);
  }

  private Map<String, String> mounts() {
    return NsMounts.parse(new Processes(proc).mountinfo());
  }

  /** What may have been meant by a name without a kind. */
  private String suggestion(String name) {
    Search search = search();
    for (String kind : List.of("container", "unit", "comm")) {
      if (search.knows(wanted(kind, name))) {
        return "\nDid you mean '" + kind + ":" + Printable.of(name) + "'?";
      }
    }
    for (Path directory : directories) {
      for (NamedNetns netns : NamedNetns.all(directory)) {
        if (NearName.is(netns.name(), name)) {
          return "\nDid you mean 'netns:" + Printable.of(netns.name()) + "'?";
        }
      }
    }
    return "";
  }

  private static String quoted(String name) {
    return "'" + Printable.of(name) + "'";
  }

  /** A number as the kernel writes them, up to the largest inode of a namespace, or 0. */
  static long number(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 10 && text.charAt(0) != '0';
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    long number = digits ? Long.parseLong(text) : 0;
    return number <= LAST_INODE ? number : 0;
  }
}
